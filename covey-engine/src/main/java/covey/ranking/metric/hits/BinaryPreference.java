package covey.ranking.metric.hits;

import covey.ranking.Definition;
import covey.ranking.JudgedList;
import covey.ranking.RankingMetric;
import covey.ranking.Unjudged;
import covey.ranking.label.Label;

/**
 * bpref (Buckley and Voorhees, SIGIR 2004): for each relevant item retrieved, one minus the share of the first R judged
 * non-relevant items that stand above it, averaged over the R relevant items. Unjudged items are passed over. Without judged
 * non-relevant items above it an item counts one, where ranx answers NaN.
 *
 * @param level grade from which an item is relevant
 */
public record BinaryPreference(double level) implements RankingMetric {
    @Override
    public String name() {
        return Label.of("Bpref", level, Label.ALL);
    }

    @Override
    public Definition definition() {
        return Definition.BINARY.taking(Unjudged.IGNORED);
    }

    @Override
    public double of(JudgedList list) {
        int relevant = list.relevance(level).total();
        int judgedOthers = 0;
        for (int i = 0; i < list.levels(); i++) {
            judgedOthers += list.levelGrade(i) < level ? list.levelCount(i) : 0;
        }
        int above = 0;
        double sum = 0;
        for (int i = 0; i < list.entries(); i++) {
            double grade = list.grade(i);
            if (grade < 0) {
                continue;
            }
            if (grade < level) {
                above++;
            } else {
                sum += above == 0 ? 1 : 1 - (double) Math.min(above, relevant) / Math.min(judgedOthers, relevant);
            }
        }
        return relevant == 0 ? sum : sum / relevant;
    }
}
