package covey.stats.partition.change;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.partition.ContingencyTable;
import covey.stats.partition.Unassigned;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * One-to-one matching of the clusters of two versions: who is the same cluster under another id. A member stayed when it
 * is in matched clusters, moved when it is in clusters that are not.
 *
 * <p>Optimal: the matching with the most members that stayed ({@link ShortestAugmentingPath}). Greedy, by name: the pair
 * with the most shared members first, ties by position; it keeps at least half of what the optimal one keeps. Unassigned
 * elements (label −1) are matched with nobody. Agrees with scipy 1.10 {@code linear_sum_assignment} exactly.
 *
 * @param method how it was found
 * @param pairs matched clusters, in the order of the first side's
 * @param stayed members in matched clusters
 * @param moved members with a cluster in both versions that are not in matched clusters
 * @param joined members with a cluster in the second version only
 * @param left members with a cluster in the first version only
 */
public record ClusterMatching(
        Method method, List<Pair> pairs, double stayed, double moved, double joined, double left) {

    /** Keeps its own copy of the pairs. */
    public ClusterMatching {
        pairs = List.copyOf(pairs);
    }

    /** How a matching was found. */
    public enum Method {
        /** The most members that stayed. */
        OPTIMAL,
        /** The largest pair first. */
        GREEDY
    }

    /**
     * Two matched clusters.
     *
     * @param before id in the first version
     * @param after id in the second version
     * @param shared members of both
     */
    public record Pair(int before, int after, double shared) {}

    /** Steps after which the search for the optimal matching is given up: some seconds. */
    static final long MOST_STEPS = 50_000_000;

    /** The optimal matching, or the greedy one when the optimal takes more than some seconds; the method says which. */
    public static ClusterMatching of(ContingencyTable table) {
        int[] matched = ShortestAugmentingPath.match(table, MOST_STEPS);
        return matched.length == 0 ? of(table, Method.GREEDY) : from(table, Method.OPTIMAL, matched);
    }

    /** The matching by a method. */
    public static ClusterMatching of(ContingencyTable table, Method method) {
        return from(
                table,
                method,
                switch (method) {
                    case OPTIMAL -> ShortestAugmentingPath.match(table, Long.MAX_VALUE);
                    case GREEDY -> greedy(table);
                });
    }

    /** The id in the second version of a cluster of the first, when it is matched. */
    public OptionalInt after(int before) {
        return pairs.stream()
                .filter(pair -> pair.before() == before)
                .mapToInt(Pair::after)
                .findFirst();
    }

    /** Share of the members with a cluster in both versions that moved. */
    public double movedShare() {
        if (stayed + moved == 0) {
            throw new DegenerateDataException(
                    Reason.TOO_FEW_UNITS, "no element has a cluster in both versions, so none could stay or move");
        }
        return moved / (stayed + moved);
    }

    private static int[] greedy(ContingencyTable table) {
        int[] rowOf = new int[table.cells()];
        for (int i = 0; i < table.rows(); i++) {
            for (int c = table.firstCell(i); c < table.firstCell(i + 1); c++) {
                rowOf[c] = i;
            }
        }
        int[] columnOfRow = new int[table.rows()];
        Arrays.fill(columnOfRow, -1);
        boolean[] taken = new boolean[table.columns()];
        IntStream.range(0, table.cells())
                .filter(c -> assigned(table, rowOf[c], c))
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(c -> -table.shared(c))
                        .thenComparingInt(c -> rowOf[c])
                        .thenComparingInt(table::column))
                .forEach(c -> {
                    if (columnOfRow[rowOf[c]] < 0 && !taken[table.column(c)]) {
                        columnOfRow[rowOf[c]] = table.column(c);
                        taken[table.column(c)] = true;
                    }
                });
        return columnOfRow;
    }

    static boolean assigned(ContingencyTable table, int row, int cell) {
        return table.rowLabel(row) != Unassigned.LABEL && table.columnLabel(table.column(cell)) != Unassigned.LABEL;
    }

    private static ClusterMatching from(ContingencyTable table, Method method, int... columnOfRow) {
        List<Pair> pairs = new ArrayList<>();
        double stayed = 0;
        double both = 0;
        double joined = 0;
        double left = 0;
        for (int i = 0; i < table.rows(); i++) {
            for (int c = table.firstCell(i); c < table.firstCell(i + 1); c++) {
                double shared = table.shared(c);
                if (assigned(table, i, c)) {
                    both += shared;
                    if (columnOfRow[i] == table.column(c)) {
                        stayed += shared;
                        pairs.add(new Pair(table.rowLabel(i), table.columnLabel(table.column(c)), shared));
                    }
                } else if (table.rowLabel(i) != Unassigned.LABEL) {
                    left += shared;
                } else if (table.columnLabel(table.column(c)) != Unassigned.LABEL) {
                    joined += shared;
                }
            }
        }
        return new ClusterMatching(method, pairs, stayed, both - stayed, joined, left);
    }
}
