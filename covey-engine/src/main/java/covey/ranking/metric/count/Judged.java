package covey.ranking.metric.count;

import covey.ranking.Definition;
import covey.ranking.JudgedList;
import covey.ranking.TieAware;
import covey.ranking.Unjudged;
import covey.ranking.label.Label;

/**
 * Judged items within the cutoff, divided by the cutoff or the length of the list if that is smaller (ir-measures {@code Judged}).
 *
 * @param cutoff ranks looked at
 */
public record Judged(int cutoff) implements TieAware {
    @Override
    public String name() {
        return Label.of("Judged", 1, cutoff);
    }

    @Override
    public Definition definition() {
        return Definition.BINARY.taking(Unjudged.COUNTED);
    }

    @Override
    public double of(JudgedList list) {
        int looked = Math.min(cutoff, list.retrieved());
        return looked == 0 ? 0 : (double) list.judgedWithin(cutoff) / looked;
    }

    @Override
    public double expected(JudgedList list) {
        int looked = Math.min(cutoff, list.retrieved());
        return looked == 0 ? 0 : list.ties().hitsWithin(list.relevance(0), cutoff) / looked;
    }
}
