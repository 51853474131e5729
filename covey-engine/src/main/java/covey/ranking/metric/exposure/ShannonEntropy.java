package covey.ranking.metric.exposure;

import covey.ranking.Need;
import covey.ranking.label.Label;
import covey.result.MetricInfo.Goal;
import java.util.Set;

/**
 * Shannon entropy of the items shown, {@code −Σ p_i log2 p_i} in bits, with p_i the share of item i in all that is shown. Items never
 * shown add nothing.
 *
 * <p>Microsoft Recommenders {@code distributional_coverage} (1e-6).
 *
 * @param cutoff ranks looked at
 */
public record ShannonEntropy(int cutoff) implements ExposureMetric {
    @Override
    public String name() {
        return Label.of("entropy", 1, cutoff);
    }

    @Override
    public String formula() {
        return "Shannon entropy in bits of the items' shares of all that is shown";
    }

    @Override
    public Goal goal() {
        return Goal.INCREASE;
    }

    @Override
    public Set<Need> needs() {
        return Set.of();
    }

    @Override
    public double of(Exposure exposure) {
        return Inequality.entropy(exposure.allShown());
    }
}
