package covey.stats.agreement;

/**
 * Share of pairs of ratings of one item that are equal, averaged over items: {@code (1/U) Σ_u Σ_c n_uc (n_uc − 1)/(n_u (n_u − 1))}.
 *
 * <p>Not corrected for chance: two raters who say yes to nine items in ten at random agree on .82. Assumes that items are
 * independent. Refuses as {@link Ratings} does.
 */
public final class PercentAgreement {
    private PercentAgreement() {}

    /** The share with its jackknife over items, which for a mean is its standard error. */
    public static AgreementEstimate of(Ratings ratings) {
        int items = ratings.items();
        int[] times = ratings.times();
        double[] own = new double[times.length];
        double sum = 0;
        for (int u = 0; u < times.length; u++) {
            double n = ratings.rated(u);
            for (int count : ratings.counts(u)) {
                own[u] += count * (count - 1.0) / (n * (n - 1));
            }
            sum += times[u] * own[u];
        }
        double[] without = new double[times.length];
        for (int u = 0; u < times.length; u++) {
            without[u] = (sum - own[u]) / (items - 1.0);
        }
        return AgreementEstimate.jackknife(sum / items, without, times);
    }
}
