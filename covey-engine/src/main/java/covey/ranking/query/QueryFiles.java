package covey.ranking.query;

import covey.method.Artifact;
import covey.ranking.query.WorstQueries.Worst;
import java.util.ArrayList;
import java.util.List;

/** Files beside a result: every value of every query, and the queries that a candidate serves worst, both lists side by side. */
public final class QueryFiles {
    private static final int WORST = 50;

    private QueryFiles() {}

    /** The value of every query. */
    public static Artifact perQuery(QueryNumbers numbers) {
        List<List<String>> rows = new ArrayList<>();
        int counted = numbers.counted().length;
        for (int s = 0; s < numbers.systems(); s++) {
            for (int c = 0; c < counted; c++) {
                for (int m = 0; m < numbers.metrics().size(); m++) {
                    double value = numbers.values().get(m).get(s)[c];
                    rows.add(List.of(
                            numbers.query(c),
                            numbers.system(s),
                            numbers.metrics().get(m),
                            Double.toString(value)));
                }
            }
        }
        return new Artifact("per_query", List.of("query", "system", "metric", "value"), rows);
    }

    /** The worst queries of every candidate. */
    public static Artifact worst(QueryNumbers numbers, double persistence) {
        List<List<String>> rows = new ArrayList<>();
        for (int s = 1; s < numbers.systems(); s++) {
            for (Worst worst : WorstQueries.of(numbers, s, WORST, persistence)) {
                rows.add(List.of(
                        numbers.metrics().getFirst(),
                        numbers.system(s),
                        worst.query(),
                        Double.toString(worst.baseline()),
                        Double.toString(worst.candidate()),
                        Double.toString(worst.difference()),
                        worst.baselineList(),
                        worst.candidateList(),
                        Double.isNaN(worst.overlap()) ? "" : Double.toString(worst.overlap())));
            }
        }
        return new Artifact(
                "worst",
                List.of(
                        "metric",
                        "candidate",
                        "query",
                        "baseline_value",
                        "candidate_value",
                        "difference",
                        "baseline_list",
                        "candidate_list",
                        "rank_biased_overlap"),
                rows);
    }
}
