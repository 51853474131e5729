package covey.ranking.tie;

import covey.ranking.Definition;
import covey.ranking.JudgedList;
import covey.ranking.RankingMetric;
import covey.ranking.TieAware;
import covey.ranking.Ties;
import covey.ranking.label.Label;

/**
 * A metric with a rule for tied items. BEST and WORST put the higher grades first and last within each group of tied items: bounds
 * over all orders of every metric that does not fall when an item of a higher grade moves up.
 *
 * @param metric the metric of a list in order
 * @param ties what becomes of items of equal score
 */
public record WithTies(RankingMetric metric, Ties ties) implements RankingMetric {
    public WithTies {
        if (ties == Ties.GROUPED || (ties == Ties.EXPECTED && !(metric instanceof TieAware))) {
            throw new IllegalArgumentException(metric.name() + " has no rule '" + ties.word() + "' for tied items");
        }
    }

    /** The expectation over ties where the metric has one, else the list as it stands. */
    public static RankingMetric byDefault(RankingMetric metric) {
        return metric instanceof TieAware ? new WithTies(metric, Ties.EXPECTED) : metric;
    }

    @Override
    public String name() {
        return ties == Ties.EXPECTED ? metric.name() : Label.with(metric.name(), "ties=" + ties.word());
    }

    @Override
    public Definition definition() {
        return metric.definition().breaking(ties);
    }

    @Override
    public double of(JudgedList list) {
        if (list.ties().isEmpty() || ties == Ties.AS_LISTED) {
            return metric.of(list);
        }
        return ties == Ties.EXPECTED && metric instanceof TieAware aware
                ? aware.expected(list)
                : metric.of(list.arranged(ties));
    }
}
