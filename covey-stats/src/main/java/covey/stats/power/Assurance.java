package covey.stats.power;

import covey.stats.compare.Contrast;
import covey.stats.distribution.NoncentralT;
import covey.stats.distribution.Normal;
import covey.stats.distribution.StudentT;
import covey.stats.sequential.GroupSequentialBounds;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/**
 * Assurance: the probability that an experiment will show its claim, averaged over a prior of the true effect.
 *
 * <p>With prior δ ~ N(m, τ²) and contrast D | δ ~ N(δ, V) the estimate is D ~ N(m, V + τ²), so that
 * {@code P(D/√V̂ > t) = P(T' > t √(V/(V + τ²)))} with T' noncentral t of noncentrality {@code m/√(V + τ²)}; normal:
 * {@code Φ((m − z√V)/√(V + τ²))}. A margin shifts m. It is the probability of a significant result towards better, and
 * rises with the size to that of a true effect that is better, {@code Φ(m/τ)}, not to 1.
 *
 * <p>Assumes that V does not depend on δ; for a proportion it is taken at the prior mean. Closed form against
 * simulation within Monte-Carlo error. Spiegelhalter, Freedman (1986), Statistics in Medicine 5; O'Hagan, Stevens,
 * Campbell (2005), Pharmaceutical Statistics 4.
 *
 * @param comparison metric, arms and claim
 * @param mean prior mean of the difference treatment − control, in the metric's unit
 * @param sd prior standard deviation, not negative; 0 gives the power at the mean
 */
public record Assurance(Comparison comparison, double mean, double sd) {
    private static final int STEPS = 128;
    private static final double REACH = 8;
    private static final double NEVER = 1e-8;

    /** Refuses a prior that is none. */
    public Assurance {
        if (!(Double.isFinite(mean) && sd >= 0 && sd < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "a prior needs a mean and a standard deviation, got " + mean + ", " + sd);
        }
    }

    /** Probability that the claim is shown, towards better, with so many units. */
    public double probability(double units) {
        Contrast contrast = comparison.expected(units, mean);
        double theta = comparison.towardsBetter(contrast);
        double ratio = sd / comparison.standardError(contrast);
        double shrink = 1 / Math.sqrt(1 + ratio * ratio);
        double tail = comparison.claim().tail();
        double df = contrast.df();
        return df == Double.POSITIVE_INFINITY
                ? Normal.cdf((theta + Normal.quantile(tail)) * shrink)
                : NoncentralT.survival(-StudentT.quantile(tail, df) * shrink, df, theta * shrink);
    }

    /**
     * The same when the experiment is looked at by bounds: {@code ∫ φ(u) P(m + τu) du}, P the probability of crossing
     * towards better, by Simpson's rule over the effects that are neither never nor always shown, to 1e-5.
     *
     * @param bounds bounds that stop, one-sided towards better, with the error of the comparison's tail
     */
    public double probability(double units, GroupSequentialBounds bounds) {
        ExpectedContrast once = new ExpectedContrast(comparison.expected(units, mean));
        Claim claim = comparison.claim().towardsBetter();
        SequentialProspect looked = new SequentialProspect(once, bounds);
        if (sd == 0) {
            return looked.power(claim, mean);
        }
        DoubleUnaryOperator effect = u -> mean + claim.towardsBetter(sd * u);
        double from = reached(u -> once.power(claim, effect.applyAsDouble(u)), NEVER);
        double to = reached(u -> once.power(claim, effect.applyAsDouble(u)), 1 - NEVER);
        double step = (to - from) / STEPS;
        double sum = 0;
        for (int i = 0; i <= STEPS; i++) {
            double u = from + i * step;
            double weight = i == 0 || i == STEPS ? 1 : i % 2 == 1 ? 4 : 2;
            sum += weight * Normal.density(u) * looked.power(claim, effect.applyAsDouble(u));
        }
        return sum * step / 3 + (to < REACH ? Normal.survival(to) : 0);
    }

    /** Where in the prior a rising power reaches a level, in standard deviations; at most out there. */
    private static double reached(DoubleUnaryOperator power, double level) {
        double low = -REACH;
        double high = REACH;
        while (high - low > 1e-6) {
            double middle = (low + high) / 2;
            if (power.applyAsDouble(middle) < level) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** What the probability rises to with ever more units: that of an effect better than none, or than the margin. */
    public double limit() {
        double distance = comparison.distanceTowardsBetter(mean);
        return sd == 0 ? (distance > 0 ? 1 : 0) : Normal.cdf(distance / sd);
    }

    /** Units in the whole experiment that give the probability; empty when it is not below the limit. */
    public OptionalDouble units(double probability) {
        double fewest = comparison.fewestUnits();
        return probability < limit()
                ? Monotone.solve(n -> probability(n) - probability, fewest, Double.MAX_VALUE)
                : OptionalDouble.empty();
    }
}
