package covey.world.truth;

import java.util.Optional;

/** Sums of both outcomes over users, with the cross products that the expected standard error needs. */
final class Sums {
    private static final int QUANTITIES = Quantity.COUNT;

    private final double[][] sums = new double[BothOutcomes.ROWS][QUANTITIES];
    private final double[][][] products = new double[2][QUANTITIES][QUANTITIES];
    private final long[] units = new long[2];

    void add(double[][] outcomes, boolean treated) {
        units[treated ? 1 : 0]++;
        for (int row = 0; row < BothOutcomes.ROWS; row++) {
            for (int q = 0; q < QUANTITIES; q++) {
                sums[row][q] += outcomes[row][q];
            }
        }
        for (int arm = 0; arm < 2; arm++) {
            for (int q = 0; q < QUANTITIES; q++) {
                for (int r = 0; r < QUANTITIES; r++) {
                    products[arm][q][r] += outcomes[arm][q] * outcomes[arm][r];
                }
            }
        }
    }

    /** Users observed in control (0) or treated (1). */
    long units(int arm) {
        return units[arm];
    }

    private long all() {
        return units[0] + units[1];
    }

    /** The metric if all users had been in the row's arm. */
    double level(int row, MeasuredMetric metric) {
        return sums[row][metric.numerator().column] / divisor(row, metric.denominator());
    }

    private double divisor(int row, Optional<Quantity> denominator) {
        return denominator.isEmpty() ? all() : sums[row][denominator.get().column];
    }

    /** Variance of the arm's level at its observed size; a ratio is linearised. */
    double variance(int arm, MeasuredMetric metric) {
        double n = all();
        int y = metric.numerator().column;
        double meanY = sums[arm][y] / n;
        double varianceY = products[arm][y][y] / n - meanY * meanY;
        if (metric.denominator().isEmpty()) {
            return varianceY / units[arm];
        }
        int d = metric.denominator().get().column;
        double meanD = sums[arm][d] / n;
        double ratio = meanY / meanD;
        double varianceD = products[arm][d][d] / n - meanD * meanD;
        double covariance = products[arm][y][d] / n - meanY * meanD;
        return (varianceY - 2 * ratio * covariance + ratio * ratio * varianceD) / (meanD * meanD) / units[arm];
    }
}
