package covey.stats.moment;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;

/**
 * A per-unit quantity inside a {@link Moments} block: a plain column or the ratio of two. A ratio enters every method
 * through its linearisation {@code e = R + (y − R d)/d̄}, whose mean is R and whose sampling variance is that of R to
 * first order.
 *
 * <p>Deng, Knoblich, Lu (2018), Applying the delta method in metric analytics, KDD.
 */
public sealed interface Column {

    /** A column as it stands. */
    static Column of(int index) {
        return new Plain(index);
    }

    /** A numerator column over a denominator column. */
    static Column ratio(int numerator, int denominator) {
        return new Ratio(numerator, denominator);
    }

    /** Coefficients of the linearised quantity in the block's columns, at the block's own means. */
    double[] coefficients(Moments block);

    /** Constant of the linearised quantity, at the block's own means. */
    double offset(Moments block);

    /** Throws {@code ZERO_DENOMINATOR} or {@code WEAK_DENOMINATOR} when the block cannot carry the quantity. */
    void requireEstimable(Moments block);

    /**
     * Moments of the given quantities in the given order, each linearised at the block's own means; throws what
     * {@link #requireEstimable} throws.
     */
    static Moments linearise(Moments block, Column... columns) {
        double[][] a = new double[columns.length][];
        double[] b = new double[columns.length];
        for (int i = 0; i < columns.length; i++) {
            columns[i].requireEstimable(block);
            a[i] = columns[i].coefficients(block);
            b[i] = columns[i].offset(block);
        }
        return block.affine(a, b);
    }

    /**
     * A column as it stands.
     *
     * @param index its position in the block
     */
    record Plain(int index) implements Column {

        @Override
        public double[] coefficients(Moments block) {
            double[] a = new double[block.size()];
            a[index] = 1;
            return a;
        }

        @Override
        public double offset(Moments block) {
            return 0;
        }

        @Override
        public void requireEstimable(Moments block) {
            // every plain column is
        }
    }

    /**
     * A ratio of two columns' totals.
     *
     * @param numerator position of the numerator in the block
     * @param denominator position of the denominator in the block
     */
    record Ratio(int numerator, int denominator) implements Column {

        @Override
        public double[] coefficients(Moments block) {
            double[] a = new double[block.size()];
            a[numerator] = 1 / denominatorMean(block);
            a[denominator] -= offset(block) / denominatorMean(block);
            return a;
        }

        @Override
        public double offset(Moments block) {
            return block.mean(numerator) / denominatorMean(block);
        }

        @Override
        public void requireEstimable(Moments block) {
            double standardErrors =
                    Math.abs(denominatorMean(block)) / Math.sqrt(block.variance(denominator) / block.n());
            if (standardErrors < RatioMoments.WEAKEST_DENOMINATOR) {
                throw new DegenerateDataException(
                        Reason.WEAK_DENOMINATOR,
                        "the denominator mean is only " + Math.round(100 * standardErrors) / 100.0
                                + " standard errors from zero, at least " + RatioMoments.WEAKEST_DENOMINATOR
                                + " are needed");
            }
        }

        private double denominatorMean(Moments block) {
            double mean = block.mean(denominator);
            if (mean == 0) {
                throw new DegenerateDataException(
                        Reason.ZERO_DENOMINATOR, "the denominator has mean 0 over " + block.n() + " units");
            }
            return mean;
        }
    }
}
