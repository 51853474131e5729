package covey.ranking.metric.exposure;

import covey.ranking.Need;
import covey.ranking.label.Label;
import covey.result.MetricInfo.Goal;
import java.util.Set;

/**
 * How different the users' lists are: 1 − mean over pairs of users of {@code |A ∩ B| / √(|A| |B|)}, the cosine of two lists; for lists
 * of equal length their overlap. All pairs are counted by item: with {@code S_i = Σ 1/√|A|} over the lists that show item i the sum
 * over pairs is {@code (Σ S_i² − lists)/2}.
 *
 * <p>Evidently (a4aa4c2), 1e-7.
 *
 * @param cutoff ranks looked at
 */
public record Personalization(int cutoff) implements ExposureMetric {
    @Override
    public String name() {
        return Label.of("personalization", 1, cutoff);
    }

    @Override
    public String formula() {
        return "1 - mean over pairs of users of items in both lists / sqrt(items of one x items of the other)";
    }

    @Override
    public Goal goal() {
        return Goal.INCREASE;
    }

    @Override
    public Set<Need> needs() {
        return Set.of();
    }

    @Override
    public double of(Exposure exposure) {
        double lists = exposure.lists();
        double squares = 0;
        for (int i = 0; i < exposure.items(); i++) {
            squares += exposure.rooted(i) * exposure.rooted(i);
        }
        return 1 - (squares - lists) / (lists * (lists - 1));
    }
}
