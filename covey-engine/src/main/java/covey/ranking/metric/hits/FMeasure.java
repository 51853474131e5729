package covey.ranking.metric.hits;

import covey.ranking.Definition;
import covey.ranking.JudgedList;
import covey.ranking.Relevance;
import covey.ranking.TieAware;
import covey.ranking.label.Label;

/**
 * F: {@code (x + 1)·P·R / (x·P + R)} of precision and recall; {@code x} is van Rijsbergen's β squared, one by default: F1. Zero
 * when nothing relevant is retrieved (trec_eval {@code set_F} over the whole list).
 *
 * @param level grade from which an item is relevant
 * @param cutoff ranks looked at; {@link Label#ALL} for the whole list
 * @param betaSquared weight of recall
 */
public record FMeasure(double level, int cutoff, double betaSquared) implements TieAware {
    @Override
    public String name() {
        String name = Label.of(cutoff == Label.ALL ? "SetF" : betaSquared == 1 ? "F1" : "F", level, cutoff);
        return betaSquared == 1 ? name : Label.with(name, "x=" + Label.number(betaSquared));
    }

    @Override
    public Definition definition() {
        return Definition.BINARY;
    }

    @Override
    public double of(JudgedList list) {
        Relevance relevance = list.relevance(level);
        return of(list, cutoff == Label.ALL ? relevance.retrieved() : relevance.within(cutoff));
    }

    /** With both divisors given, F is proportional to the number of hits, so that its expectation is F of theirs. */
    @Override
    public double expected(JudgedList list) {
        return cutoff == Label.ALL ? of(list) : of(list, list.ties().hitsWithin(list.relevance(level), cutoff));
    }

    private double of(JudgedList list, double found) {
        if (found == 0) {
            return 0;
        }
        double precision = found / (cutoff == Label.ALL ? list.retrieved() : cutoff);
        double recall = found / list.relevance(level).total();
        return (betaSquared + 1) * precision * recall / (betaSquared * precision + recall);
    }
}
