package covey.ranking.metric.hits;

import covey.ranking.Definition;
import covey.ranking.JudgedList;
import covey.ranking.RankingMetric;
import covey.ranking.Relevance;
import covey.ranking.label.Label;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Mean of the interpolated precision at given recalls, eleven from 0 to 1 by default (trec_eval {@code 11pt_avg}). Recalls are
 * walked from the last to the first, as trec_eval does: put them in increasing order.
 *
 * @param level grade from which an item is relevant
 * @param recalls shares of the relevant items
 * @param rounding how a share becomes a number of items
 */
public record MeanInterpolatedPrecision(double level, List<Double> recalls, RecallPoint rounding)
        implements RankingMetric {
    /** Shares from 0 to 1 by tenths. */
    public static final List<Double> ELEVEN = List.of(0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0);

    public MeanInterpolatedPrecision {
        recalls = List.copyOf(recalls);
    }

    @Override
    public String name() {
        String name = Label.of("IPrec_mean", level, Label.ALL);
        if (!recalls.equals(ELEVEN)) {
            name = Label.with(name, "at=" + recalls.stream().map(Label::number).collect(Collectors.joining(" ")));
        }
        return rounding == RecallPoint.TRUNCATED ? name : Label.with(name, "points=rounded");
    }

    @Override
    public Definition definition() {
        return Definition.BINARY;
    }

    @Override
    public double of(JudgedList list) {
        Relevance relevance = list.relevance(level);
        int relevant = relevance.total();
        int at = recalls.size() - 1;
        while (at >= 0 && rounding.items(recalls.get(at), relevant) > relevance.retrieved()) {
            at--;
        }
        double best = (double) relevance.retrieved() / list.retrieved();
        double sum = 0;
        for (int hit = relevance.retrieved(); hit > 0; hit--) {
            best = RecallPoint.higher(best, hit, relevance.rank(hit - 1));
            while (at >= 0 && hit == rounding.items(recalls.get(at), relevant)) {
                sum += best;
                at--;
            }
        }
        for (; at >= 0; at--) {
            sum += best;
        }
        return sum / recalls.size();
    }
}
