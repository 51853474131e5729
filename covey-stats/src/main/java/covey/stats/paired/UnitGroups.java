package covey.stats.paired;

import java.util.random.RandomGenerator;

/**
 * Totals of units added up in random groups, so that resampling costs the same for a million units as for two thousand. Groups
 * of independent units are independent too: flipping, drawing or permuting whole groups keeps the level, and with
 * {@value #MOST} of them the reference distribution loses nothing that a test could tell.
 */
final class UnitGroups {
    static final int MOST = 2_000;

    private UnitGroups() {}

    /** Each column by group, in the order of the units when they are few. */
    static double[][] of(RandomGenerator random, double[]... columns) {
        int units = columns[0].length;
        if (units <= MOST) {
            return columns;
        }
        int[] group = shuffled(units, random);
        double[][] totals = new double[columns.length][MOST];
        for (int c = 0; c < columns.length; c++) {
            for (int u = 0; u < units; u++) {
                totals[c][group[u]] += columns[c][u];
            }
        }
        return totals;
    }

    private static int[] shuffled(int units, RandomGenerator random) {
        int[] group = new int[units];
        for (int u = 0; u < units; u++) {
            group[u] = u % MOST;
        }
        for (int u = units - 1; u > 0; u--) {
            int other = random.nextInt(u + 1);
            int kept = group[u];
            group[u] = group[other];
            group[other] = kept;
        }
        return group;
    }
}
