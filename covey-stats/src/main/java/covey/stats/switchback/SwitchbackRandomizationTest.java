package covey.stats.switchback;

import covey.stats.DegenerateDataException;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Randomisation test of no effect whatever: of the arm in no window on any window.
 *
 * <p>Arms are drawn again, independently by region and window with their planned shares, as the design drew them; the
 * estimate of {@link SwitchbackContrast} is computed for each draw with the outcomes that were seen. {@code p = (1 + number
 * of draws at least as large in size) / (1 + draws)}, which is valid for any number of windows. A draw without enough
 * stable windows counts as one as large. Exact up to the Monte-Carlo error √(p(1 − p)/draws).
 *
 * @param pValue two-sided p-value
 * @param draws assignments drawn
 */
public record SwitchbackRandomizationTest(double pValue, int draws) {
    /**
     * Tests.
     *
     * @param cells cells of the two arms, treatment has number 1 and control 0
     * @param cycle windows after which the time of day repeats
     * @param order windows that an effect is allowed to last
     * @param share planned share of the treatment among the two, in (0, 1)
     * @param random source of the draws
     */
    public static SwitchbackRandomizationTest test(
            List<SwitchbackCell> cells, int cycle, int order, double share, RandomGenerator random) {
        int draws = 999;
        SwitchbackContrast contrast = new SwitchbackContrast(cells, cycle, 0, 1);
        int[] arms = cells.stream().mapToInt(SwitchbackCell::arm).toArray();
        double seen = Math.abs(contrast.estimate(arms, order));
        int asLarge = 0;
        int[] drawn = new int[arms.length];
        for (int d = 0; d < draws; d++) {
            for (int i = 0; i < drawn.length; i++) {
                drawn[i] = random.nextDouble() < share ? 1 : 0;
            }
            asLarge += size(contrast, drawn, order) >= seen * (1 - 1e-12) ? 1 : 0;
        }
        return new SwitchbackRandomizationTest((1.0 + asLarge) / (1 + draws), draws);
    }

    private static double size(SwitchbackContrast contrast, int[] drawn, int order) {
        try {
            return Math.abs(contrast.estimate(drawn, order));
        } catch (DegenerateDataException e) {
            return Double.POSITIVE_INFINITY;
        }
    }
}
