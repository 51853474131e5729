package covey.stats.power;

import covey.stats.compare.Contrast;
import covey.stats.compare.NonInferiority.Scale;
import covey.stats.distribution.Normal;
import java.util.OptionalDouble;

/**
 * Probability that a posterior interval will exclude zero on the side of a given true effect.
 *
 * <p>With prior N(m, τ²) and an estimate D ~ N(δ, V) the posterior has precision {@code w = 1/V + 1/τ²} and mean
 * {@code (D/V + m/τ²)/w}. Its central interval of probability c lies above zero when
 * {@code D > V (z √w − m/τ²)}, z the (1 + c)/2 quantile, which has probability {@code Φ((δ − V (z √w − m/τ²))/√V)};
 * below zero with the signs of δ and m changed. An infinite τ gives the power of the z test.
 *
 * <p>On the relative scale δ and the prior are lifts and V is the delta-method variance at δ; on the absolute scale they
 * are in the metric's unit. Normal throughout, unadjusted for degrees of freedom. Agrees with GrowthBook (8f1db445,
 * power.test.ts and test_midexperimentpower.py) to its printed digits; that engine counts both sides, which differs by
 * less than 1e-5 there.
 *
 * @param outcome the metric
 * @param split shares of the two arms
 * @param prior prior of the effect
 * @param probability probability c of the posterior interval, such as .95
 */
public record BayesianPower(Outcome outcome, Split split, Prior prior, double probability) {

    /**
     * A normal prior.
     *
     * @param mean prior mean on the scale
     * @param sd prior standard deviation on the scale, infinite for a flat one
     * @param scale scale of effect and prior
     */
    public record Prior(double mean, double sd, Scale scale) {

        /** Refuses a prior that is none. */
        public Prior {
            if (!(Double.isFinite(mean) && sd > 0)) {
                throw new IllegalArgumentException(
                        "a prior needs a mean and a positive standard deviation, got " + mean + " and " + sd);
            }
        }
    }

    /** Refuses a probability outside (0, 1). */
    public BayesianPower {
        if (!(probability > 0 && probability < 1)) {
            throw new IllegalArgumentException("probability must lie in (0, 1), got " + probability);
        }
    }

    /** Probability that the interval excludes zero on the side of the effect, given on the prior's scale. */
    public double power(double units, double effect) {
        double variance = variance(units, effect);
        double towards = Math.copySign(1, effect);
        double priorPrecision = 1 / (prior.sd * prior.sd);
        double z = Normal.quantile((1 + probability) / 2);
        double bound =
                variance * (z * Math.sqrt(1 / variance + priorPrecision) - towards * prior.mean * priorPrecision);
        return Normal.cdf((Math.abs(effect) - bound) / Math.sqrt(variance));
    }

    /** Smallest positive effect on the prior's scale that has the power; empty when none has. */
    public OptionalDouble detectable(double units, double power) {
        return Monotone.solveFromZero(
                effect -> power(units, effect) - power, Math.sqrt(variance(units, 0)), Double.POSITIVE_INFINITY);
    }

    /** Units in the whole experiment that give the power at an effect; empty when no number does. */
    public OptionalDouble units(double effect, double power) {
        if (effect == 0) {
            return OptionalDouble.empty();
        }
        return Monotone.solve(n -> power(n, effect) - power, comparison().fewestUnits(), Double.MAX_VALUE);
    }

    private double variance(double units, double effect) {
        boolean relative = prior.scale == Scale.RELATIVE;
        double difference = relative ? effect * Math.abs(outcome.baseline()) : effect;
        Contrast contrast = comparison().expected(units, difference);
        double lift = relative ? contrast.deltaLiftStandardError() : 0;
        return relative ? lift * lift : contrast.variance();
    }

    private Comparison comparison() {
        return new Comparison(outcome, split, Claim.difference(1 - probability));
    }
}
