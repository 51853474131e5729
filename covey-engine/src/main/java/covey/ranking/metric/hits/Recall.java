package covey.ranking.metric.hits;

import covey.ranking.Definition;
import covey.ranking.JudgedList;
import covey.ranking.Relevance;
import covey.ranking.TieAware;
import covey.ranking.label.Label;

/**
 * Relevant items within the cutoff, divided by all relevant items; zero when there is none (trec_eval {@code recall},
 * {@code set_recall}).
 *
 * @param level grade from which an item is relevant
 * @param cutoff ranks looked at; {@link Label#ALL} for the whole list
 */
public record Recall(double level, int cutoff) implements TieAware {
    @Override
    public String name() {
        return Label.of(cutoff == Label.ALL ? "SetR" : "R", level, cutoff);
    }

    @Override
    public Definition definition() {
        return Definition.BINARY;
    }

    @Override
    public double of(JudgedList list) {
        Relevance relevance = list.relevance(level);
        int found = cutoff == Label.ALL ? relevance.retrieved() : relevance.within(cutoff);
        return relevance.total() == 0 ? 0 : (double) found / relevance.total();
    }

    @Override
    public double expected(JudgedList list) {
        Relevance relevance = list.relevance(level);
        return cutoff == Label.ALL || relevance.total() == 0
                ? of(list)
                : list.ties().hitsWithin(relevance, cutoff) / relevance.total();
    }
}
