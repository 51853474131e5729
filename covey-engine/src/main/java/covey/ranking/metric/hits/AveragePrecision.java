package covey.ranking.metric.hits;

import covey.ranking.Definition;
import covey.ranking.Discount;
import covey.ranking.JudgedList;
import covey.ranking.Relevance;
import covey.ranking.TieAware;
import covey.ranking.TieGroups;
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
public record AveragePrecision(double level, int cutoff, Denominator denominator) implements TieAware {
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
        return divided(sum, relevance);
    }

    /**
     * In a group of n tied items with r hits, c hits above it, a rank holds a hit with probability r/n and then has
     * {@code c + 1 + (places above it in the group)·(r − 1)/(n − 1)} hits to it.
     */
    @Override
    public double expected(JudgedList list) {
        Relevance relevance = list.relevance(level);
        TieGroups ties = list.ties();
        double sum = 0;
        int group = 0;
        for (int hit = 0; hit < relevance.hits(); ) {
            int rank = relevance.rank(hit);
            group = ties.next(group, rank);
            if (!ties.holds(group, rank)) {
                hit++;
                sum += rank <= cutoff ? (double) hit / rank : 0;
            } else {
                int above = hit;
                hit = relevance.within(ties.last(group));
                sum += ofGroup(ties, group, above, hit - above);
            }
        }
        return divided(sum, relevance);
    }

    private double ofGroup(TieGroups ties, int group, int above, int hits) {
        double items = ties.items(group);
        double further = (hits - 1) / (items - 1);
        double sum = 0;
        for (int rank = ties.first(group); rank <= Math.min(ties.last(group), cutoff); rank++) {
            sum += (above + 1 + (rank - ties.first(group)) * further) / rank;
        }
        return sum * hits / items;
    }

    private double divided(double sum, Relevance relevance) {
        if (sum == 0 || relevance.total() == 0) {
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
