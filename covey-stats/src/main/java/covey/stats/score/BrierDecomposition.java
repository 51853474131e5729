package covey.stats.score;

/**
 * Murphy's parts of the Brier score over bins of the probability: {@code reliability = Σ n_b/n (p̄_b − ȳ_b)²} (less is better),
 * {@code resolution = Σ n_b/n (ȳ_b − ȳ)²} (more is better), {@code uncertainty = ȳ(1 − ȳ)}.
 *
 * <p>{@code Brier = reliability − resolution + uncertainty} exactly when all probabilities of a bin are equal; else what is left is
 * spread within the bins (Stephenson, Coelho and Jolliffe 2008). Labels are 0 or 1. No error of their own is given. Murphy (1973),
 * Journal of Applied Meteorology 12.
 *
 * @param reliability distance of the bins from the diagonal
 * @param resolution spread of the bins' observed shares
 * @param uncertainty variance of the labels
 */
public record BrierDecomposition(double reliability, double resolution, double uncertainty) {
    /** The parts over bins. */
    public static BrierDecomposition of(CalibrationBins bins) {
        double n = 0;
        double positives = 0;
        for (int b = 0; b < bins.size(); b++) {
            n += bins.rows(b);
            positives += bins.rows(b) > 0 ? bins.rows(b) * bins.observed(b) : 0;
        }
        double rate = positives / n;
        double reliability = 0;
        double resolution = 0;
        for (int b = 0; b < bins.size(); b++) {
            if (bins.rows(b) > 0) {
                double share = bins.rows(b) / n;
                reliability += share * square(bins.predicted(b) - bins.observed(b));
                resolution += share * square(bins.observed(b) - rate);
            }
        }
        return new BrierDecomposition(reliability, resolution, rate * (1 - rate));
    }

    private static double square(double x) {
        return x * x;
    }
}
