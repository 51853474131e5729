package covey.ranking.metric.hits;

import covey.ranking.Definition;
import covey.ranking.JudgedList;
import covey.ranking.RankingMetric;
import covey.ranking.Relevance;
import covey.ranking.label.Label;
import java.util.List;

/**
 * {@code w1·a + w2·b + w3·c + w4·d} of the contingency table: relevant and other items retrieved (a, b), relevant and other items not
 * retrieved (c, d), d from the size of the collection (trec_eval {@code utility}).
 *
 * @param level grade from which an item is relevant
 * @param weights the four weights
 * @param collection items in the collection
 */
public record Utility(double level, List<Double> weights, long collection) implements RankingMetric {
    public Utility {
        weights = List.copyOf(weights);
        if (weights.size() != 4) {
            throw new IllegalArgumentException("utility has four weights, not " + weights.size());
        }
    }

    @Override
    public String name() {
        return Label.of("utility", level, Label.ALL);
    }

    @Override
    public Definition definition() {
        return Definition.BINARY;
    }

    @Override
    public double of(JudgedList list) {
        Relevance relevance = list.relevance(level);
        int found = relevance.retrieved();
        return weights.get(0) * found
                + weights.get(1) * (list.retrieved() - found)
                + weights.get(2) * (relevance.total() - found)
                + weights.get(3) * (collection + found - list.retrieved() - relevance.total());
    }
}
