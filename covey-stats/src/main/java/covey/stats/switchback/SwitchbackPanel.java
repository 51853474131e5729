package covey.stats.switchback;

import covey.stats.regression.AbsorbedRegression;
import java.util.Arrays;
import java.util.List;

/**
 * Regions by windows, as arrays, with what the last windows of each cell were.
 *
 * <p>A cell is <em>stable</em> for order m when its window and the m before it had the same arm, so that nothing of the
 * other arm is left in it as long as effects last at most m windows. The first m windows of a region, and those after a
 * gap in the schedule, have no such past and are not stable.
 */
final class SwitchbackPanel {
    /** No cell in the schedule. */
    private static final int NONE = -1;

    private final List<SwitchbackCell> cells;
    private final int cycle;
    private final int windows;
    private final int[][] at;

    /**
     * @param cells cells in any order, at most one per region and window
     * @param cycle windows after which the time of day repeats
     */
    SwitchbackPanel(List<SwitchbackCell> cells, int cycle) {
        if (cycle < 1) {
            throw new IllegalArgumentException("a cycle has one window or more, got " + cycle);
        }
        this.cells = List.copyOf(cells);
        this.cycle = cycle;
        int regions = 0;
        int last = 0;
        for (SwitchbackCell cell : cells) {
            regions = Math.max(regions, cell.region() + 1);
            last = Math.max(last, cell.window() + 1);
        }
        this.windows = last;
        this.at = new int[regions][windows];
        for (int[] row : at) {
            Arrays.fill(row, NONE);
        }
        for (int i = 0; i < cells.size(); i++) {
            SwitchbackCell cell = cells.get(i);
            if (at[cell.region()][cell.window()] != NONE) {
                throw new IllegalArgumentException(
                        "region " + cell.region() + " has window " + cell.window() + " twice");
            }
            at[cell.region()][cell.window()] = i;
        }
    }

    int size() {
        return cells.size();
    }

    SwitchbackCell cell(int i) {
        return cells.get(i);
    }

    /** The arms as they were assigned, one per cell. */
    int[] arms() {
        return cells.stream().mapToInt(SwitchbackCell::arm).toArray();
    }

    /** The cell so many windows before cell i; -1 when there is none. */
    int before(int i, int lag) {
        SwitchbackCell cell = cells.get(i);
        int window = cell.window() - lag;
        return window < 0 ? NONE : at[cell.region()][window];
    }

    /** Arm of the cell so many windows before cell i; -1 when there is none. */
    int armBefore(int[] arms, int i, int lag) {
        int before = before(i, lag);
        return before == NONE ? NONE : arms[before];
    }

    /** Whether cell i and the order windows before it had one arm. */
    boolean stable(int[] arms, int i, int order) {
        for (int lag = 1; lag <= order; lag++) {
            if (armBefore(arms, i, lag) != arms[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether cell i and the order windows before it, all in the schedule, had one of two arms. */
    boolean within(int[] arms, int i, int order, int control, int treatment) {
        for (int lag = 0; lag <= order; lag++) {
            int arm = armBefore(arms, i, lag);
            if (arm != control && arm != treatment) {
                return false;
            }
        }
        return true;
    }

    /**
     * Rows of a regression over chosen cells: fixed effects of region and time of the cycle, clusters of region and
     * block. A block is the longer of a cycle and four times the windows that an effect may last, so that few effects
     * reach from one into the next.
     */
    AbsorbedRegression.Rows rows(int[] chosen, int order) {
        int block = Math.max(cycle, 4 * (order + 1));
        int blocks = (windows + block - 1) / block;
        double[] y = new double[chosen.length];
        double[] weight = new double[chosen.length];
        int[] region = new int[chosen.length];
        int[] time = new int[chosen.length];
        int[] cluster = new int[chosen.length];
        int[] number = new int[at.length * blocks];
        int next = 0;
        for (int r = 0; r < chosen.length; r++) {
            SwitchbackCell cell = cells.get(chosen[r]);
            y[r] = cell.value();
            weight[r] = cell.weight();
            region[r] = cell.region();
            time[r] = cell.window() % cycle;
            int key = cell.region() * blocks + cell.window() / block;
            if (number[key] == 0) {
                number[key] = ++next;
            }
            cluster[r] = number[key] - 1;
        }
        return new AbsorbedRegression.Rows(y, weight, region, time, cluster);
    }
}
