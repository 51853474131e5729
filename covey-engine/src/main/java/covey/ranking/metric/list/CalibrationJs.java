package covey.ranking.metric.list;

import covey.ranking.Need;
import covey.ranking.label.Label;
import covey.result.MetricInfo.Goal;
import java.util.Set;

/**
 * Calibration by Jensen–Shannon divergence: {@code ½ Σ_c p_c log2(p_c/m_c) + ½ Σ_c q_c log2(q_c/m_c)} with p the categories' shares of
 * what the user had, q their shares of the list and {@code m = (p + q)/2}. From 0, calibrated, to 1, nothing in common; no smoothing.
 *
 * <p>Items without a category are left out; no value for a list or a history without any. The square of scipy 1.10.1
 * {@code jensenshannon(p, q, 2)} to 1e-12. Lin (1991), IEEE Trans. Information Theory 37.
 *
 * @param cutoff ranks looked at
 */
public record CalibrationJs(int cutoff) implements ListMetric {
    @Override
    public String name() {
        return Label.of("calibration_js", 1, cutoff);
    }

    @Override
    public String formula() {
        return "Jensen-Shannon divergence, 0 to 1, of the list's categories and those of the history";
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

    /** The divergence of two lists of shares. */
    static double divergence(double[] p, double[] q) {
        double sum = 0;
        for (int c = 0; c < p.length; c++) {
            double m = (p[c] + q[c]) / 2;
            sum += part(p[c], m) + part(q[c], m);
        }
        return sum / 2;
    }

    private static double part(double share, double mean) {
        return share == 0 ? 0 : share * Math.log(share / mean) / Math.log(2);
    }
}
