package covey.ranking.metric.count;

import covey.ranking.Definition;
import covey.ranking.JudgedList;
import covey.ranking.TieAware;
import covey.ranking.Unjudged;
import covey.ranking.label.Label;

/**
 * Unjudged items within the cutoff, divided by the cutoff (trec_eval 10 {@code unj}).
 *
 * @param cutoff ranks looked at
 */
public record UnjudgedShare(int cutoff) implements TieAware {
    @Override
    public String name() {
        return Label.of("Unjudged", 1, cutoff);
    }

    @Override
    public Definition definition() {
        return Definition.BINARY.taking(Unjudged.COUNTED);
    }

    @Override
    public double of(JudgedList list) {
        int looked = Math.min(cutoff, list.retrieved());
        return (double) (looked - list.judgedWithin(cutoff)) / cutoff;
    }

    @Override
    public double expected(JudgedList list) {
        int looked = Math.min(cutoff, list.retrieved());
        return (looked - list.ties().hitsWithin(list.relevance(0), cutoff)) / cutoff;
    }
}
