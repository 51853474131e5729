package covey.ranking.metric.exposure;

import covey.ranking.Need;
import covey.ranking.label.Label;
import covey.result.MetricInfo.Goal;
import java.util.Arrays;
import java.util.Set;

/**
 * Gini index of how often the items that are shown at all are shown, scaled to end at one:
 * {@code Σ (2i − n − 1) x_(i) / ((n − 1) Σ x)} over the n items with x > 0. It does not see what is never shown: a system that shows one
 * half of the catalogue evenly scores 0. 0 for a single item. {@link GiniIndex} is the one over the whole catalogue.
 *
 * <p>Evidently (a4aa4c2), 1e-9.
 *
 * @param cutoff ranks looked at
 */
public record GiniOfShown(int cutoff) implements ExposureMetric {
    @Override
    public String name() {
        return Label.of("gini(items=shown)", 1, cutoff);
    }

    @Override
    public String formula() {
        return "sum over the items shown, by times shown, of (2 rank - n - 1) x times shown / ((n - 1) x all); items never shown left out";
    }

    @Override
    public Goal goal() {
        return Goal.DECREASE;
    }

    @Override
    public Set<Need> needs() {
        return Set.of();
    }

    @Override
    public double of(Exposure exposure) {
        double[] shown = Arrays.stream(exposure.allShown()).filter(x -> x > 0).toArray();
        double gini = Inequality.gini(shown);
        return shown.length == 1 ? 0 : gini * shown.length / (shown.length - 1);
    }
}
