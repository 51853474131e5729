package covey.ranking.metric.hits;

import covey.ranking.Definition;
import covey.ranking.JudgedList;
import covey.ranking.RankingMetric;
import covey.ranking.Relevance;
import covey.ranking.label.Label;

/**
 * {@code (x + 1)·P·R / (x·P + R)} of precision and recall; {@code x} is van Rijsbergen's β squared, one by default: F1. Zero
 * when nothing relevant is retrieved (trec_eval {@code set_F} over the whole list).
 *
 * @param level grade from which an item is relevant
 * @param cutoff ranks looked at; {@link Label#ALL} for the whole list
 * @param betaSquared weight of recall
 */
public record FMeasure(double level, int cutoff, double betaSquared) implements RankingMetric {
    @Override
    public String name() {
        return Label.of(cutoff == Label.ALL ? "SetF" : betaSquared == 1 ? "F1" : "F", level, cutoff);
    }

    @Override
    public Definition definition() {
        return Definition.BINARY;
    }

    @Override
    public double of(JudgedList list) {
        Relevance relevance = list.relevance(level);
        int found = cutoff == Label.ALL ? relevance.retrieved() : relevance.within(cutoff);
        if (found == 0) {
            return 0;
        }
        double precision = (double) found / (cutoff == Label.ALL ? list.retrieved() : cutoff);
        double recall = (double) found / relevance.total();
        return (betaSquared + 1) * precision * recall / (betaSquared * precision + recall);
    }
}
