package covey.ranking.metric.gain;

import covey.ranking.Definition;
import covey.ranking.Discount;
import covey.ranking.Gains;
import covey.ranking.JudgedList;
import covey.ranking.TieAware;
import covey.ranking.label.Label;

/**
 * Normalised discounted cumulative gain: DCG over the DCG of the best order of <em>all</em> judged items cut at the same rank; zero
 * when that is zero. Agrees with trec_eval 9.0.8 {@code ndcg} and {@code ndcg_cut} (linear, LOG2) to 1e-12 and with ranx
 * {@code ndcg_burges} (exponential) to 1e-9.
 *
 * @param cutoff ranks looked at; {@link Label#ALL} for the whole list
 * @param gains from grades to gains
 * @param discount LOG2 or JARVELIN_KEKALAINEN
 */
public record Ndcg(int cutoff, Gains gains, Discount discount) implements TieAware {
    @Override
    public String name() {
        return Label.gain("nDCG", gains, discount, cutoff);
    }

    @Override
    public Definition definition() {
        return Label.definition(gains, discount);
    }

    @Override
    public double of(JudgedList list) {
        double ideal = new IdealDcg(cutoff, gains, discount).of(list);
        return ideal > 0 ? new Dcg(cutoff, gains, discount).of(list) / ideal : 0;
    }

    /** The ideal does not depend on ties, so that the expectation is that of DCG over it. */
    @Override
    public double expected(JudgedList list) {
        double ideal = new IdealDcg(cutoff, gains, discount).of(list);
        return ideal > 0 ? new Dcg(cutoff, gains, discount).expected(list) / ideal : 0;
    }
}
