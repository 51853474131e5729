package covey.ranking.metric.list;

import covey.ranking.Need;
import covey.ranking.label.Label;
import covey.result.MetricInfo.Goal;
import java.util.Set;

/**
 * Steck's calibration: {@code KL(p ‖ q̃) = Σ_c p_c ln(p_c / q̃_c)} in nats, with p the categories' shares of what the user had,
 * q their shares of the list and {@code q̃ = (1 − α) q + α p}, α = {@value #ALPHA}. Each item weighs the same. 0 is calibrated; with
 * this α at most ln 100 = 4.61.
 *
 * <p>Items without a category are left out; no value for a list or a history without any. Cost: categories per list. Steck
 * (2018), RecSys 12; its formula to 1e-12.
 *
 * @param cutoff ranks looked at
 */
public record CalibrationKl(int cutoff) implements ListMetric {
    /** Weight of the history in the smoothed list. */
    public static final double ALPHA = 0.01;

    @Override
    public String name() {
        return Label.of("calibration_kl", 1, cutoff);
    }

    @Override
    public String formula() {
        return "KL divergence in nats of the list's categories, smoothed by " + ALPHA
                + " of the history's, from those of the history";
    }

    @Override
    public Goal goal() {
        return Goal.DECREASE;
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.CATEGORY, Need.HISTORY);
    }

    @Override
    public double of(RankedItems list, ItemFeatures items) {
        return divergence(Shares.had(list, items), Shares.shown(list, items, cutoff));
    }

    /** The divergence of a list's shares from a history's. */
    static double divergence(double[] had, double[] shown) {
        double sum = 0;
        for (int c = 0; c < had.length; c++) {
            if (!(had[c] == 0)) {
                sum += had[c] * Math.log(had[c] / ((1 - ALPHA) * shown[c] + ALPHA * had[c]));
            }
        }
        return sum;
    }
}
