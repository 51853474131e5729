package covey.ranking.metric.count;

import covey.ranking.Definition;
import covey.ranking.JudgedList;
import covey.ranking.RankingMetric;
import covey.ranking.Unjudged;
import covey.ranking.label.Label;

/**
 * Items within the cutoff whose score another item of the list has too, divided by the cutoff or the length of the list if that is
 * smaller; zero for an empty list.
 *
 * @param cutoff ranks looked at; {@link Label#ALL} for the whole list
 */
public record TiedShare(int cutoff) implements RankingMetric {
    @Override
    public String name() {
        return Label.of("Tied", 1, cutoff);
    }

    @Override
    public Definition definition() {
        return Definition.BINARY.taking(Unjudged.COUNTED);
    }

    @Override
    public double of(JudgedList list) {
        int looked = Math.min(cutoff, list.retrieved());
        return looked == 0 ? 0 : (double) list.ties().tiedWithin(looked) / looked;
    }
}
