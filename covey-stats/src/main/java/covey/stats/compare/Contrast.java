package covey.stats.compare;

import covey.stats.Alternative;
import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.interval.Bounds;
import java.util.Optional;

/**
 * The common result of every two-arm method: the difference treatment − control, what its sampling error is, and how it
 * varies together with the control value that a lift divides by.
 *
 * <p>With D the difference, C the baseline, V_D, V_C and K their variances and covariance, and t the critical value:
 *
 * <ul>
 *   <li>test: {@code D/√V_D} on df degrees of freedom; interval: {@code D ± t √V_D};
 *   <li>lift: {@code D/|C|}, whose sign is that of D even for a negative baseline;
 *   <li>Fieller interval of the lift: all λ with {@code (D − λ|C|)² ≤ t² (V_D − 2λ K sign(C) + λ² V_C)}, with the same
 *       t. It is bounded when {@code C² > t² V_C}. Zero lies inside exactly when the absolute test does not reject;
 *   <li>delta-method interval of the lift: {@link DeltaLift}, by name only, because it can disagree with the test.
 * </ul>
 *
 * <p>Assumes (D, C) is approximately normal with these moments. The absolute side agrees with gbstats 0.8.0 (Welch,
 * ratio, CUPED, quantile, post-stratification) to 1e-9; the Fieller side with an inversion of the test by root finding
 * to 1e-9.
 *
 * <p>Throws {@code ZERO_VARIANCE} when the difference has no sampling variance, {@code ZERO_BASELINE} when a lift is
 * asked for over a control value of zero. Fieller (1954), JRSS B 16; Franz (2007), arXiv 0710.2024.
 *
 * @param difference treatment − control, adjusted where the method adjusts
 * @param variance sampling variance of the difference, positive
 * @param df degrees of freedom, {@code POSITIVE_INFINITY} for the normal
 * @param baseline the control value that a lift divides by, unadjusted unless the method says otherwise
 * @param baselineVariance sampling variance of the baseline
 * @param covariance sampling covariance of difference and baseline
 */
public record Contrast(
        double difference, double variance, double df, double baseline, double baselineVariance, double covariance) {

    /** Refuses numbers that are not finite and a difference that does not vary. */
    public Contrast {
        requireFinite(difference, "difference");
        requireFinite(variance, "variance");
        requireFinite(baseline, "baseline");
        requireFinite(baselineVariance, "baseline variance");
        requireFinite(covariance, "covariance");
        if (!(df > 0)) {
            throw new IllegalArgumentException("degrees of freedom must be positive, got " + df);
        }
        if (baselineVariance < 0) {
            throw new IllegalArgumentException("baseline variance must not be negative, got " + baselineVariance);
        }
        if (variance <= 0) {
            throw new DegenerateDataException(
                    Reason.ZERO_VARIANCE, "the difference " + difference + " has sampling variance " + variance);
        }
    }

    /** The same contrast referred to the normal distribution. */
    public Contrast asNormal() {
        return new Contrast(difference, variance, Double.POSITIVE_INFINITY, baseline, baselineVariance, covariance);
    }

    /** Standard error of the difference. */
    public double standardError() {
        return Math.sqrt(variance);
    }

    /** Difference over its standard error. */
    public double statistic() {
        return difference / standardError();
    }

    /** Two-sided p-value of no difference. */
    public double pValue() {
        return pValue(Alternative.TWO_SIDED);
    }

    /** p-value of no difference against the alternative. */
    public double pValue(Alternative alternative) {
        return Reference.pValue(statistic(), df, alternative);
    }

    /** Two-sided critical value at a confidence level in (0, 1). */
    public double critical(double level) {
        return critical(level, Alternative.TWO_SIDED);
    }

    /** Critical value at a confidence level: the (1+level)/2 quantile when two-sided, else the level quantile. */
    public double critical(double level, Alternative alternative) {
        return Reference.critical(level, df, alternative);
    }

    /** Two-sided interval of the difference. */
    public Bounds interval(double level) {
        return interval(level, Alternative.TWO_SIDED);
    }

    /** Interval of the difference on the side of the alternative. */
    public Bounds interval(double level, Alternative alternative) {
        return Reference.bounds(difference, critical(level, alternative) * standardError(), alternative);
    }

    /** Difference over the absolute baseline; throws {@code ZERO_BASELINE}. */
    public double lift() {
        return difference / absoluteBaseline();
    }

    /** Two-sided Fieller interval of the lift; empty when the set is unbounded at this level. */
    public Optional<Bounds> fieller(double level) {
        return fieller(level, Alternative.TWO_SIDED);
    }

    /**
     * Fieller interval of the lift on the side of the alternative; empty when the baseline is not distinguishable from
     * zero at this level, so that no finite bound holds.
     */
    public Optional<Bounds> fieller(double level, Alternative alternative) {
        double t = critical(level, alternative);
        double magnitude = Math.abs(baseline);
        double a = magnitude * magnitude - t * t * baselineVariance;
        if (!(a > 0)) {
            return Optional.empty();
        }
        double margin = t * standardError();
        double b = difference * magnitude - t * t * signedCovariance();
        double c = (difference - margin) * (difference + margin);
        double root = Math.sqrt(Math.max(0, b * b - a * c));
        double q = b >= 0 ? b + root : b - root;
        double first = q / a;
        double second = q == 0 ? 0 : c / q;
        double low = Math.min(first, second);
        double high = Math.max(first, second);
        return Optional.of(t >= 0 ? Reference.side(low, high, alternative) : Reference.side(high, low, alternative));
    }

    /** The delta-method view of the lift. */
    public DeltaLift deltaLift() {
        return deltaLiftAt(lift());
    }

    /**
     * The delta-method view with the variance evaluated at another lift, equal to first order. gbstats evaluates CUPED
     * at the lift of the unadjusted means.
     */
    public DeltaLift deltaLiftAt(double evaluatedLift) {
        double magnitude = absoluteBaseline();
        double v = variance - 2 * evaluatedLift * signedCovariance() + evaluatedLift * evaluatedLift * baselineVariance;
        return new DeltaLift(lift(), Math.sqrt(Math.max(0, v)) / magnitude, df);
    }

    /** Two-sided delta-method interval of the lift. */
    public Bounds deltaLift(double level) {
        return deltaLift().interval(level, Alternative.TWO_SIDED);
    }

    /** Delta-method standard error of the lift. */
    public double deltaLiftStandardError() {
        return deltaLift().standardError();
    }

    /** The same contrast with the arms' effect reversed in sign, for metrics where less is better. */
    public Contrast negate() {
        return new Contrast(-difference, variance, df, baseline, baselineVariance, -covariance);
    }

    /** Sampling covariance of the difference with |baseline|. */
    double signedCovariance() {
        return baseline < 0 ? -covariance : covariance;
    }

    private double absoluteBaseline() {
        if (baseline == 0) {
            throw new DegenerateDataException(Reason.ZERO_BASELINE, "the control value is 0, so a lift has no meaning");
        }
        return Math.abs(baseline);
    }

    private static void requireFinite(double value, String what) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(what + " must be finite, got " + value);
        }
    }
}
