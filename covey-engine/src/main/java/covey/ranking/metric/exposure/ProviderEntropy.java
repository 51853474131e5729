package covey.ranking.metric.exposure;

import covey.ranking.Need;
import covey.ranking.label.Label;
import covey.result.MetricInfo.Goal;
import java.util.Set;

/**
 * Shannon entropy of the exposure of those who made the items, {@code −Σ e_p log2 e_p} in bits, with e_p the provider's share of all
 * {@link Exposure#provider exposure}.
 *
 * @param cutoff ranks looked at
 */
public record ProviderEntropy(int cutoff) implements ExposureMetric {
    @Override
    public String name() {
        return Label.of("provider_entropy", 1, cutoff);
    }

    @Override
    public String formula() {
        return "Shannon entropy in bits of the providers' shares of exposure, 1 / log2(rank + 1) for each time shown";
    }

    @Override
    public Goal goal() {
        return Goal.INCREASE;
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.CATALOGUE, Need.PROVIDER);
    }

    @Override
    public double of(Exposure exposure) {
        return Inequality.entropy(exposure.providers());
    }
}
