package covey.ranking.metric.hits;

import covey.ranking.Definition;
import covey.ranking.JudgedList;
import covey.ranking.RankingMetric;
import covey.ranking.Relevance;
import covey.ranking.label.Label;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code w1·a + w2·b + w3·c + w4·d} of the contingency table: relevant and other items retrieved (a, b), relevant and other items not
 * retrieved (c, d), d from the size of the collection (trec_eval {@code utility}).
 *
 * @param level grade from which an item is relevant
 * @param weights the four weights
 * @param collection items in the collection
 */
public record Utility(double level, List<Double> weights, long collection) implements RankingMetric {
    /** Relevant items retrieved minus the others. */
    public static final List<Double> RETRIEVED_ONLY = List.of(1.0, -1.0, 0.0, 0.0);

    public Utility {
        weights = List.copyOf(weights);
        if (weights.size() != 4) {
            throw new IllegalArgumentException("utility has four weights, not " + weights.size());
        }
    }

    @Override
    public String name() {
        String name = Label.of("utility", level, Label.ALL);
        if (!weights.equals(RETRIEVED_ONLY)) {
            name = Label.with(
                    name, "weights=" + weights.stream().map(Label::number).collect(Collectors.joining(" ")));
        }
        return collection == 0 ? name : Label.with(name, "collection=" + collection);
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
