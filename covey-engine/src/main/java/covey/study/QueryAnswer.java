package covey.study;

import covey.result.Outcome;
import covey.result.Query;
import java.util.List;

/**
 * Answer to a {@link MetricQuery}.
 *
 * @param outcomes one level per period and segment
 * @param queries the SQL that ran
 * @param period the time covered, in words
 */
public record QueryAnswer(List<Outcome> outcomes, List<Query> queries, String period) {
    public QueryAnswer {
        outcomes = List.copyOf(outcomes);
        queries = List.copyOf(queries);
    }
}
