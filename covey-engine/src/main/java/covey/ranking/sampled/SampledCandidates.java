package covey.ranking.sampled;

import covey.data.RankingData;
import covey.data.RankingData.Truth;
import covey.method.SpecificationException;
import covey.metric.Location;
import covey.stats.sampledrank.BiasVarianceTradeoff;
import covey.stats.sampledrank.CandidateSample;
import covey.stats.sampledrank.RankEstimate;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * How every system's candidates were sampled, and the correction that the study names.
 *
 * @param size items sampled beside the relevant one
 * @param scheme whether an item may be sampled again
 * @param method the correction
 * @param gamma price of variance, of {@link Method#BIAS_VARIANCE}
 * @param items all items that could be ranked; empty for the catalogue
 * @param location where the sample was declared
 */
public record SampledCandidates(
        int size, CandidateSample.Scheme scheme, Method method, double gamma, OptionalInt items, Location location) {
    /** A correction by name. */
    public enum Method {
        /** {@link BiasVarianceTradeoff}. */
        BIAS_VARIANCE,
        /** {@link RankEstimate}. */
        RANK_ESTIMATE
    }

    /** The correction over what came home. */
    public SampledLists over(RankingData data) {
        int all = items.orElse(data.items().catalogue());
        if (size > all - 1) {
            throw new SpecificationException(
                    location,
                    "a sample of " + size + " items beside the relevant one, and " + all + " items in all",
                    "write analysis.ranked_items, or see whether the catalogue is whole");
        }
        CandidateSample sample = new CandidateSample(all, size, scheme);
        return new SampledLists(
                data,
                sample,
                switch (method) {
                    case BIAS_VARIANCE -> new BiasVarianceTradeoff(sample, gamma);
                    case RANK_ESTIMATE -> new RankEstimate(sample);
                });
    }

    /** Those of the queries that have exactly one relevant item: each relevant item needs a sample of its own. */
    public static int[] withOneRelevant(RankingData data, int... queries) {
        return IntStream.of(queries).filter(q -> relevant(data.truth(), q) == 1).toArray();
    }

    private static int relevant(Truth truth, int query) {
        int relevant = 0;
        for (int i = truth.offsets().at(query); i < truth.offsets().at(query + 1); i++) {
            relevant += truth.levels().at(truth.grades().at(i)) > 0 ? 1 : 0;
        }
        return relevant;
    }

    /** What the numbers were adjusted by. */
    public String words() {
        return "sampled candidates, corrected: "
                + (method == Method.BIAS_VARIANCE
                        ? "bias–variance trade-off at γ = " + gamma
                        : "metric at the estimated rank");
    }
}
