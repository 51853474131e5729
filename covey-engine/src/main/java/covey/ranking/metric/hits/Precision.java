package covey.ranking.metric.hits;

import covey.ranking.Definition;
import covey.ranking.JudgedList;
import covey.ranking.Relevance;
import covey.ranking.TieAware;
import covey.ranking.label.Label;

/**
 * Relevant items within the cutoff, divided by the cutoff (a shorter list is filled up with items that are not relevant);
 * over the whole list divided by its length, zero for an empty one (trec_eval {@code P}, {@code set_P}).
 *
 * @param level grade from which an item is relevant
 * @param cutoff ranks looked at; {@link Label#ALL} for the whole list
 */
public record Precision(double level, int cutoff) implements TieAware {
    @Override
    public String name() {
        return Label.of(cutoff == Label.ALL ? "SetP" : "P", level, cutoff);
    }

    @Override
    public Definition definition() {
        return Definition.BINARY;
    }

    @Override
    public double of(JudgedList list) {
        Relevance relevance = list.relevance(level);
        if (cutoff != Label.ALL) {
            return (double) relevance.within(cutoff) / cutoff;
        }
        return list.retrieved() == 0 ? 0 : (double) relevance.retrieved() / list.retrieved();
    }

    @Override
    public double expected(JudgedList list) {
        return cutoff == Label.ALL ? of(list) : list.ties().hitsWithin(list.relevance(level), cutoff) / cutoff;
    }
}
