package covey.ranking.metric.hits;

import covey.ranking.Definition;
import covey.ranking.JudgedList;
import covey.ranking.Relevance;
import covey.ranking.TieAware;
import covey.ranking.label.Label;

/**
 * Precision over the best that could be: relevant items within the cutoff, divided by the smaller of the cutoff and the relevant
 * items (trec_eval {@code relative_P}, {@code set_relative_P}).
 *
 * @param level grade from which an item is relevant
 * @param cutoff ranks looked at; {@link Label#ALL} for the whole list
 */
public record RelativePrecision(double level, int cutoff) implements TieAware {
    @Override
    public String name() {
        return Label.of("relative_P", level, cutoff);
    }

    @Override
    public Definition definition() {
        return Definition.BINARY;
    }

    @Override
    public double of(JudgedList list) {
        Relevance relevance = list.relevance(level);
        boolean whole = cutoff == Label.ALL;
        int best = Math.min(whole ? list.retrieved() : cutoff, relevance.total());
        int found = whole ? relevance.retrieved() : relevance.within(cutoff);
        return best == 0 ? 0 : (double) found / best;
    }

    @Override
    public double expected(JudgedList list) {
        Relevance relevance = list.relevance(level);
        return cutoff == Label.ALL || relevance.total() == 0
                ? of(list)
                : list.ties().hitsWithin(relevance, cutoff) / Math.min(cutoff, relevance.total());
    }
}
