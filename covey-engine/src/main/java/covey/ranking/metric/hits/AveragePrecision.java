package covey.ranking.metric.hits;

import covey.ranking.Definition;
import covey.ranking.Discount;
import covey.ranking.JudgedList;
import covey.ranking.RankingMetric;
import covey.ranking.Relevance;
import covey.ranking.label.Label;

/**
 * Average precision: the precision at every relevant item retrieved within the cutoff, summed and divided by a number that the
 * {@link Denominator} names; zero without relevant items. Agrees with trec_eval 9.0.8 {@code map} and {@code map_cut}
 * (denominator R) and ranx to 1e-12.
 *
 * @param level grade from which an item is relevant
 * @param cutoff ranks looked at; {@link Label#ALL} for the whole list
 * @param denominator by what the sum is divided
 */
public record AveragePrecision(double level, int cutoff, Denominator denominator) implements RankingMetric {
    /** By what the sum of precisions is divided. */
    public enum Denominator {
        /** All relevant items. */
        RELEVANT,
        /** The smaller of the relevant items and the cutoff: a perfect list scores one. */
        ACHIEVABLE,
        /** The cutoff. */
        CUTOFF
    }

    @Override
    public String name() {
        return Label.of(
                switch (denominator) {
                    case RELEVANT -> "AP";
                    case ACHIEVABLE -> "AP_min";
                    case CUTOFF -> "AP_k";
                },
                level,
                cutoff);
    }

    @Override
    public Definition definition() {
        return Definition.BINARY.discounted(Discount.RANK);
    }

    @Override
    public double of(JudgedList list) {
        Relevance relevance = list.relevance(level);
        int hits = relevance.within(cutoff);
        double sum = 0;
        for (int hit = 0; hit < hits; hit++) {
            sum += (double) (hit + 1) / relevance.rank(hit);
        }
        if (hits == 0 || relevance.total() == 0) {
            return 0;
        }
        return sum
                / switch (denominator) {
                    case RELEVANT -> relevance.total();
                    case ACHIEVABLE -> Math.min(relevance.total(), cutoff);
                    case CUTOFF -> cutoff;
                };
    }
}
