package covey.ranking.metric.exposure;

import covey.ranking.Need;
import covey.ranking.label.Label;
import covey.result.MetricInfo.Goal;
import java.util.Set;

/**
 * Gini index of how often each item of the catalogue is shown, items never shown included: {@code Σ (2i − n − 1) x_(i) / (n Σ x)}
 * with x_(1) ≤ … ≤ x_(n) the times shown. 0 when all are shown alike, (n − 1)/n when one has everything.
 *
 * <p>RecBole and LensKit (1e-12); Evidently leaves out items never shown and divides by n − 1, another quantity.
 *
 * @param cutoff ranks looked at
 */
public record GiniIndex(int cutoff) implements ExposureMetric {
    @Override
    public String name() {
        return Label.of("gini", 1, cutoff);
    }

    @Override
    public String formula() {
        return "sum over items by times shown of (2 rank - n - 1) x times shown / (n x all), the whole catalogue with those never shown";
    }

    @Override
    public Goal goal() {
        return Goal.DECREASE;
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.CATALOGUE);
    }

    @Override
    public double of(Exposure exposure) {
        return Inequality.gini(exposure.shownOfCatalogue());
    }
}
