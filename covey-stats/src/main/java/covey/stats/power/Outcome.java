package covey.stats.power;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.compare.QuantileEstimate;
import covey.stats.moment.Moments;
import covey.stats.moment.RatioMoments;

/**
 * What one metric looks like before the experiment: its value, and the variance that one independent unit contributes,
 * so that an arm of n units estimates the value with variance {@code σ²/n}.
 *
 * <ul>
 *   <li>mean: σ² is the variance of a unit's value;
 *   <li>proportion p: {@code p(1 − p)}, in treatment {@code (p + δ)(1 − p − δ)};
 *   <li>ratio R of totals: {@code (s²_y − 2 R s_yd + R² s²_d)/d̄²}, the linearised variance;
 *   <li>quantile q of probability p with density f there: {@code p(1 − p)/f²};
 *   <li>clusters: the unit is the cluster, as a ratio of cluster totals, or from {@link #inClusters};
 *   <li>switchback: the unit is the cell of region and window, as a ratio of cell totals or a mean of cells.
 * </ul>
 *
 * <p>An adjustment by covariates that explain a share R² of the variance leaves {@code σ²(1 − R²)} in the difference
 * and σ² in the baseline that a lift divides by. Assumes that treatment leaves σ² as it is, except for a proportion,
 * and independent units.
 *
 * @param baseline value under control
 * @param variance variance per unit σ², positive
 * @param explained share R² that covariates explain, in [0, 1)
 * @param law how the variance depends on the effect
 */
public record Outcome(double baseline, double variance, double explained, Law law) {

    /** How a unit's variance depends on the effect, and which reference distribution its test uses. */
    public enum Law {
        /** Variance as before in both arms and known: normal reference. */
        KNOWN,
        /** Variance as before in both arms, estimated by each: Student's t with Welch's degrees of freedom. */
        ESTIMATED,
        /** Variance of a proportion follows its value: normal reference, unpooled. */
        BINOMIAL
    }

    /** Refuses numbers that are not finite and a value that does not vary. */
    public Outcome {
        if (!Double.isFinite(baseline) || !Double.isFinite(variance)) {
            throw new IllegalArgumentException("an outcome needs numbers, got " + baseline + " and " + variance);
        }
        if (!(variance > 0)) {
            throw new DegenerateDataException(
                    Reason.ZERO_VARIANCE,
                    "the metric had variance " + variance + " per unit, so nothing can be planned");
        }
        if (!(explained >= 0 && explained < 1)) {
            throw new IllegalArgumentException("explained share must lie in [0, 1), got " + explained);
        }
    }

    /** A mean with the variance of a unit's value. */
    public static Outcome ofMean(double mean, double variance) {
        return new Outcome(mean, variance, 0, Law.ESTIMATED);
    }

    /** A proportion in (0, 1). */
    public static Outcome ofProportion(double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("proportion must lie in [0, 1], got " + p);
        }
        return new Outcome(p, p * (1 - p), 0, Law.BINOMIAL);
    }

    /** A ratio of totals, from a block whose units are those randomised: users, clusters, or cells of a switchback. */
    public static Outcome ofRatio(Moments block, int numerator, int denominator) {
        RatioMoments ratio = RatioMoments.of(block, numerator, denominator);
        return new Outcome(ratio.value(), ratio.variance() * ratio.n(), 0, Law.ESTIMATED);
    }

    /** A quantile of probability p in (0, 1), with the density of the values there. */
    public static Outcome ofQuantile(double value, double p, double density) {
        if (!(p > 0 && p < 1 && density > 0)) {
            throw new IllegalArgumentException(
                    "no quantile variance from probability " + p + " and density " + density);
        }
        return new Outcome(value, p * (1 - p) / (density * density), 0, Law.ESTIMATED);
    }

    /** A quantile whose sampling variance was read off order statistics, of values or of events in units. */
    public static Outcome ofQuantile(QuantileEstimate estimate) {
        return new Outcome(estimate.value(), estimate.variance() * estimate.n(), 0, Law.ESTIMATED);
    }

    /** The same metric adjusted by covariates that explain a further share R² of what is left of its variance. */
    public Outcome explaining(double share) {
        return new Outcome(baseline, variance, 1 - (1 - explained) * (1 - share), law);
    }

    /** The same metric adjusted by one covariate with correlation ρ: {@code R² = ρ²} (CUPED). */
    public Outcome correlated(double rho) {
        return explaining(rho * rho);
    }

    /** The same metric with its variance multiplied, as by a design effect with units unchanged. */
    public Outcome inflated(double factor) {
        return new Outcome(baseline, variance * factor, explained, law);
    }

    /** The same metric with the variance taken as known, so that the normal distribution is the reference. */
    public Outcome known() {
        return new Outcome(baseline, variance, explained, law == Law.ESTIMATED ? Law.KNOWN : law);
    }

    /**
     * The same metric when whole clusters are randomised; the unit becomes the cluster, with variance
     * {@code σ² DE/m̄}.
     */
    public Outcome inClusters(ClusterSizes sizes, double intraclassCorrelation) {
        double perCluster = variance * sizes.designEffect(intraclassCorrelation) / sizes.mean();
        return new Outcome(baseline, perCluster, explained, Law.ESTIMATED);
    }

    /** Variance of a treated unit, unadjusted, when the value moves by the effect. */
    double treatedVariance(double effect) {
        if (law != Law.BINOMIAL) {
            return variance;
        }
        double p = baseline + effect;
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("a proportion of " + baseline + " cannot move by " + effect);
        }
        return p * (1 - p);
    }

    /** Largest size of an effect towards up (positive) or down. */
    double largest(double sign) {
        if (law != Law.BINOMIAL) {
            return Double.POSITIVE_INFINITY;
        }
        return sign > 0 ? 1 - baseline : baseline;
    }
}
