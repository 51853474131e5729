package covey.stats.sequential;

/**
 * Sample-size re-estimation from the variance alone: collect until the planned information is reached.
 *
 * <p>Maximum information for effect δ at drift θ: {@code I = (θ/δ)²}, θ from {@link
 * GroupSequentialBounds#driftForPower}, fixed test {@code z_{1−α/2} + z_{1−β}}. Units of both arms for it:
 * blinded, from the variance s² of the metric over all units together, {@code n = I s² (1/q + 1/(1 − q))}, q the share of
 * treatment; from an interim standard error, {@code n = I SE² n_now}. The choice does not look at the effect, so no
 * error is added and bounds by information stay as they are. The pooled variance contains q(1 − q)δ², which errs to the
 * large side.
 *
 * <p>Gould, Shih (1992), Communications in Statistics 21; Mehta, Tsiatis (2001), Drug Information Journal 35.
 *
 * @param maximumInformation planned 1 / SE² at the end
 */
public record InformationMonitoring(double maximumInformation) {

    /** Refuses information that is not positive. */
    public InformationMonitoring {
        if (!(maximumInformation > 0 && maximumInformation < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("maximum information must be positive, got " + maximumInformation);
        }
    }

    /** The information at which an effect has the power that the drift stands for. */
    public static InformationMonitoring forEffect(double drift, double effect) {
        double root = drift / effect;
        return new InformationMonitoring(root * root);
    }

    /** Information fraction of a look. */
    public double fraction(InterimEstimate look) {
        return look.information() / maximumInformation;
    }

    /** Units of both arms from the variance over all units and the share of treatment. */
    public double blindedUnits(double pooledVariance, double treatmentShare) {
        if (!(pooledVariance > 0)) {
            throw new IllegalArgumentException("pooled variance must be positive, got " + pooledVariance);
        }
        if (!(treatmentShare > 0 && treatmentShare < 1)) {
            throw new IllegalArgumentException("share of treatment must lie in (0, 1), got " + treatmentShare);
        }
        return maximumInformation * pooledVariance * (1 / treatmentShare + 1 / (1 - treatmentShare));
    }

    /** Units of both arms if information goes on coming in at the rate seen so far. */
    public double unitsFrom(InterimEstimate look) {
        return look.units() / fraction(look);
    }
}
