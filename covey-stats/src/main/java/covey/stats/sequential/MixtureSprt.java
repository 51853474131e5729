package covey.stats.sequential;

import covey.stats.Alternative;

/**
 * Mixture sequential probability ratio test: the likelihood ratio of effects drawn from N(0, τ²) against none, with
 * {@code v = τ² / SE²}.
 *
 * <p>{@code Λ = √(V/(V + τ²)) exp(τ² D² / (2V(V + τ²)))}, {@code V = SE²}; p-value {@code min(1, 1/Λ)}; interval
 * {@code D ± √(V (V + τ²)/τ² (2 ln(1/α) + ln((V + τ²)/V)))}. One-sided with a half-normal mixture. It is the asymptotic
 * confidence sequence with ρ = τ/σ, measured in information instead of units: the right one when variance per unit
 * changes as the experiment grows. Some products print 2 ln(2/α) inside the two-sided form: valid, and wider for
 * nothing.
 *
 * <p>Assumes the estimate is about normal with independent increments. Johari, Koomen, Pekelis, Walsh (2022),
 * Operations Research 70; Zhao et al. (2019), arXiv 1905.10493.
 *
 * @param alpha error over all looks, in (0, 1), one-sided in (0, .5)
 * @param alternative side of the interval
 * @param tauSquared variance of the effects mixed over, in squared units of the estimate, positive
 */
public record MixtureSprt(double alpha, Alternative alternative, double tauSquared) implements ConfidenceSequence {

    /** Refuses an error or a mixture variance outside its range. */
    public MixtureSprt {
        requireError(alpha, alternative);
        if (!(tauSquared > 0 && tauSquared < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("tau squared must be positive, got " + tauSquared);
        }
    }

    /** The test whose interval is narrowest when the estimate reaches the planned maximum information, 1 / SE². */
    public static MixtureSprt tunedAt(double alpha, Alternative alternative, double maximumInformation) {
        if (!(maximumInformation > 0)) {
            throw new IllegalArgumentException("maximum information must be positive, got " + maximumInformation);
        }
        requireError(alpha, alternative);
        return new MixtureSprt(alpha, alternative, NormalMixture.tightest(alpha, alternative) / maximumInformation);
    }

    @Override
    public double varianceRatio(InterimEstimate look) {
        return tauSquared * look.information();
    }

    static void requireError(double alpha, Alternative alternative) {
        double limit = alternative == Alternative.TWO_SIDED ? 1 : 0.5;
        if (!(alpha > 0 && alpha < limit)) {
            throw new IllegalArgumentException("alpha must lie in (0, " + limit + "), got " + alpha);
        }
    }
}
