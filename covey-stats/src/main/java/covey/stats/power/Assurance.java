package covey.stats.power;

import covey.stats.compare.Contrast;
import covey.stats.distribution.NoncentralT;
import covey.stats.distribution.Normal;
import covey.stats.distribution.StudentT;
import java.util.OptionalDouble;

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
