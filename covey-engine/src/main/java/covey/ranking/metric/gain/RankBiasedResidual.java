package covey.ranking.metric.gain;

import covey.ranking.Definition;
import covey.ranking.Discount;
import covey.ranking.JudgedList;
import covey.ranking.RankingMetric;
import covey.ranking.Unjudged;
import covey.ranking.label.Label;

/**
 * Residual of rank-biased precision: how much the value could rise were every unjudged item, and everything behind the list,
 * relevant; zero when the whole list is judged (trec_eval 10 {@code rbp_resid}).
 *
 * @param persistence probability p of going on
 */
public record RankBiasedResidual(double persistence) implements RankingMetric {
    @Override
    public String name() {
        return Label.with("RBP_resid", "p=" + Label.number(persistence));
    }

    @Override
    public Definition definition() {
        return Definition.BINARY.discounted(Discount.GEOMETRIC).taking(Unjudged.COUNTED);
    }

    @Override
    public double of(JudgedList list) {
        double sum = 0;
        double weight = 1;
        int entry = 0;
        boolean unjudged = false;
        for (int rank = 1; rank <= list.retrieved(); rank++) {
            boolean here = entry < list.entries() && list.rank(entry) == rank;
            if (!here || list.grade(entry) < 0) {
                unjudged = true;
                sum += weight;
            }
            entry += here ? 1 : 0;
            weight *= persistence;
        }
        return unjudged ? weight + (1 - persistence) * sum : 0;
    }
}
