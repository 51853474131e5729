package covey.ranking.metric.gain;

import covey.ranking.Definition;
import covey.ranking.JudgedList;
import covey.ranking.Log2;
import covey.ranking.RankingMetric;
import covey.ranking.Relevance;
import covey.ranking.label.Label;

/**
 * Binary G (Buckley 2008): the mean over relevant items of {@code 1/log2(2 + non-relevant items above)} (trec_eval {@code binG}).
 *
 * @param level grade from which an item is relevant
 */
public record BinaryNormalizedGain(double level) implements RankingMetric {
    @Override
    public String name() {
        return Label.of("binG", level, Label.ALL);
    }

    @Override
    public Definition definition() {
        return Definition.BINARY;
    }

    @Override
    public double of(JudgedList list) {
        Relevance relevance = list.relevance(level);
        double sum = 0;
        for (int hit = 0; hit < relevance.hits(); hit++) {
            sum += 1 / Log2.of(relevance.rank(hit) + 1 - hit);
        }
        return relevance.hits() == 0 ? 0 : sum / relevance.total();
    }
}
