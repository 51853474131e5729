package covey.ranking.metric.exposure;

import covey.ranking.Need;
import covey.ranking.label.Label;
import covey.result.MetricInfo.Goal;
import java.util.Set;

/**
 * Gini index of the exposure of those who made the items, over all who have an item in the catalogue, with {@link Exposure#provider}
 * as exposure: {@code Σ (2i − n − 1) x_(i) / (n Σ x)}. 0 when all get the same.
 *
 * <p>Biega, Gummadi and Weikum (2018), SIGIR 41, for exposure by rank.
 *
 * @param cutoff ranks looked at
 */
public record ProviderGini(int cutoff) implements ExposureMetric {
    @Override
    public String name() {
        return Label.of("provider_gini", 1, cutoff);
    }

    @Override
    public String formula() {
        return "Gini index of the providers' exposure, 1 / log2(rank + 1) for each time shown, all providers of the catalogue";
    }

    @Override
    public Goal goal() {
        return Goal.DECREASE;
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.CATALOGUE, Need.PROVIDER);
    }

    @Override
    public double of(Exposure exposure) {
        return Inequality.gini(exposure.providers());
    }
}
