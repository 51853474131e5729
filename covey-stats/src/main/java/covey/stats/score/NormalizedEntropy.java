package covey.stats.score;

/**
 * Cross entropy over that of the base rate, {@code NE = CE/H(ȳ)} with {@code H(q) = −q ln q − (1 − q) ln(1 − q)}: below 1 the scores
 * say more than the base rate. {@code RCE = 100 (1 − NE)}.
 *
 * <p>Inference: delta method on both, {@code ψ = ψ_CE/H − CE/H² · ln((1 − ȳ)/ȳ) ψ_ȳ}, by units as {@link ScoreEstimate} says; the
 * base rate is that of the rows, so it is sampled too. Labels are 0 or 1, scores probabilities. Refuses one class and an infinite
 * loss, as {@link LogLoss}. Agrees with the formula over scikit-learn 1.2.1 {@code log_loss} to 1e-12. O(n). He et al. (2014), ADKDD:
 * predicting clicks on ads at Facebook; RecSys Challenge 2020 (Twitter) for RCE.
 */
public final class NormalizedEntropy {
    private NormalizedEntropy() {}

    /**
     * The normalised entropy.
     *
     * @param clip distance that probabilities keep from 0 and 1; 0 for none
     */
    public static ScoreEstimate of(ScoredRows rows, double clip) {
        Classes.both(rows);
        ScoreEstimate loss = LogLoss.of(rows, clip);
        ScoreEstimate rate = MeanLoss.of(rows, (y, _) -> y);
        double q = rate.value();
        double entropy = -q * Math.log(q) - (1 - q) * Math.log1p(-q);
        double ofRate = -loss.value() / (entropy * entropy) * (Math.log1p(-q) - Math.log(q));
        double[] lossBy = loss.influence();
        double[] rateBy = rate.influence();
        double[] influence = new double[lossBy.length];
        for (int g = 0; g < influence.length; g++) {
            influence[g] = lossBy[g] / entropy + ofRate * rateBy[g];
        }
        return ScoreEstimate.of(loss.value() / entropy, influence);
    }

    /** Relative cross entropy {@code 100 (1 − NE)}, in percent of the base rate's. */
    public static ScoreEstimate relative(ScoredRows rows, double clip) {
        ScoreEstimate ne = of(rows, clip);
        return ne.mapped(100 * (1 - ne.value()), -100);
    }
}
