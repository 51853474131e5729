package covey.ranking.metric.exposure;

import covey.ranking.Need;
import covey.ranking.label.Label;
import covey.result.MetricInfo.Goal;
import java.util.Set;

/**
 * How far exposure is from the catalogue: total variation {@code ½ Σ_p |e_p − c_p|} between the providers' shares of all
 * {@link Exposure#provider exposure} and their shares of the catalogue's items. 0 when exposure follows the catalogue; the share
 * of exposure that would have to move.
 *
 * @param cutoff ranks looked at
 */
public record ProviderDisparity(int cutoff) implements ExposureMetric {
    @Override
    public String name() {
        return Label.of("provider_disparity", 1, cutoff);
    }

    @Override
    public String formula() {
        return "half the sum over providers of |share of exposure - share of the catalogue's items|, exposure 1 / log2(rank + 1) for each time shown";
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
        double[] exposed = exposure.providers();
        double[] owned = exposure.itemsOfProviders();
        double allExposed = Inequality.sum(exposed);
        double allOwned = Inequality.sum(owned);
        double sum = 0;
        for (int p = 0; p < exposed.length; p++) {
            sum += Math.abs(exposed[p] / allExposed - owned[p] / allOwned);
        }
        return sum / 2;
    }
}
