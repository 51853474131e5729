package covey.ranking.score;

import covey.result.MetricInfo.Goal;
import java.util.OptionalDouble;

/**
 * A metric of scored rows.
 *
 * @param name canonical name, with every option that is not the default
 * @param goal wanted direction
 * @param formula what it is, in a line
 * @param labels what labels it takes
 * @param relevant label from which a row counts as 1; empty where labels have to be 0 and 1 already
 * @param probabilities whether scores have to lie in 0 to 1
 * @param method how the number and its error are had
 */
public record ScoreMetric(
        String name,
        Goal goal,
        String formula,
        Labels labels,
        OptionalDouble relevant,
        boolean probabilities,
        ScoreMethod<?> method) {
    /** What labels a metric takes. */
    public enum Labels {
        /** Any numbers. */
        NUMBERS,
        /** 0 and 1. */
        CLASSES
    }
}
