package covey.ranking.metric.hits;

import covey.ranking.Definition;
import covey.ranking.JudgedList;
import covey.ranking.RankingMetric;
import covey.ranking.Relevance;
import covey.ranking.label.Label;

/**
 * Precision after a multiple of R items, R the number of relevant ones; the multiple is rounded up unless it lies within a tenth
 * above a whole number (trec_eval {@code Rprec_mult}). Zero when the multiple is of nothing.
 *
 * @param level grade from which an item is relevant
 * @param multiple multiple of R
 */
public record MultipleRPrecision(double level, double multiple) implements RankingMetric {
    @Override
    public String name() {
        return Label.of("Rprec_mult", level, Label.ALL) + "@" + Label.number(multiple);
    }

    @Override
    public Definition definition() {
        return Definition.BINARY;
    }

    @Override
    public double of(JudgedList list) {
        Relevance relevance = list.relevance(level);
        long looked = (long) (multiple * relevance.total() + 0.9);
        if (looked > list.retrieved()) {
            return (double) relevance.retrieved() / looked;
        }
        return looked <= 0 ? 0 : (double) relevance.within((int) looked) / looked;
    }
}
