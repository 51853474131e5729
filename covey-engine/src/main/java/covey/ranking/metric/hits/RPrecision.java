package covey.ranking.metric.hits;

import covey.ranking.Definition;
import covey.ranking.JudgedList;
import covey.ranking.Relevance;
import covey.ranking.TieAware;
import covey.ranking.label.Label;

/**
 * Precision after as many items as there are relevant ones.
 *
 * @param level grade from which an item is relevant
 */
public record RPrecision(double level) implements TieAware {
    @Override
    public String name() {
        return Label.of("Rprec", level, Label.ALL);
    }

    @Override
    public Definition definition() {
        return Definition.BINARY;
    }

    @Override
    public double of(JudgedList list) {
        Relevance relevance = list.relevance(level);
        int looked = Math.min(list.retrieved(), relevance.total());
        return looked == 0 ? 0 : (double) relevance.within(looked) / relevance.total();
    }

    @Override
    public double expected(JudgedList list) {
        Relevance relevance = list.relevance(level);
        int looked = Math.min(list.retrieved(), relevance.total());
        return looked == 0 ? 0 : list.ties().hitsWithin(relevance, looked) / relevance.total();
    }
}
