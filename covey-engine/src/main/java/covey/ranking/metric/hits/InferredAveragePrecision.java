package covey.ranking.metric.hits;

import covey.ranking.Definition;
import covey.ranking.Discount;
import covey.ranking.JudgedList;
import covey.ranking.RankingMetric;
import covey.ranking.Unjudged;
import covey.ranking.label.Label;

/**
 * infAP (Yilmaz and Aslam, CIKM 2006): average precision from a random sample of the pool. Items of the pool that were not judged
 * are taken to be relevant as often as the judged ones above; items outside the pool are not relevant. Smoothing constant 0.00001
 * (trec_eval {@code infAP}).
 *
 * @param level grade from which an item is relevant
 */
public record InferredAveragePrecision(double level) implements RankingMetric {
    private static final double EPSILON = 0.00001;

    @Override
    public String name() {
        return Label.of("infAP", level, Label.ALL);
    }

    @Override
    public Definition definition() {
        return Definition.BINARY.discounted(Discount.RANK).taking(Unjudged.INFERRED);
    }

    @Override
    public double of(JudgedList list) {
        int relevant = list.relevance(level).total();
        int found = 0;
        int others = 0;
        int unjudged = 0;
        double sum = 0;
        for (int i = 0; i < list.entries(); i++) {
            double grade = list.grade(i);
            if (grade == JudgedList.NOT_IN_POOL) {
                continue;
            }
            if (grade < 0) {
                unjudged++;
            } else if (grade < level) {
                others++;
            } else {
                sum += expected(list.rank(i), found, others, unjudged);
                found++;
            }
        }
        return relevant == 0 ? sum : sum / relevant;
    }

    /** Expected precision at a rank from what was judged above it. */
    private static double expected(int rank, int found, int others, int unjudged) {
        if (rank == 1) {
            return 1;
        }
        double above = rank - 1;
        return 1 / (above + 1)
                + above
                        / (above + 1)
                        * ((found + others + unjudged) / above)
                        * ((found + EPSILON) / (found + others + 2 * EPSILON));
    }
}
