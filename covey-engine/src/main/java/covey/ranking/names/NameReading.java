package covey.ranking.names;

import covey.ranking.RankingMetric;
import covey.result.MetricInfo;
import java.util.List;
import java.util.OptionalInt;

/** What a name turned out to mean. */
public sealed interface NameReading {
    /**
     * A metric.
     *
     * @param metric the metric; its name is the canonical one
     * @param cutoff ranks it looks at; empty for the whole list
     * @param goal wanted direction
     */
    record Known(RankingMetric metric, OptionalInt cutoff, MetricInfo.Goal goal) implements NameReading {}

    /**
     * No metric.
     *
     * @param message what is wrong with the name
     * @param near names that may have been meant, for the nearest to be picked; empty when the advice says it
     * @param advice what to write instead; empty when the nearest name says it
     */
    record Unknown(String message, List<String> near, String advice) implements NameReading {
        public Unknown {
            near = List.copyOf(near);
        }
    }
}
