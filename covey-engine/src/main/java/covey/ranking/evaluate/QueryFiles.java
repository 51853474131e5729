package covey.ranking.evaluate;

import covey.data.RankingData;
import covey.data.RankingData.Lists;
import covey.method.Artifact;
import covey.ranking.RankingMetric;
import covey.ranking.evaluate.RankingSpec.Planned;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Files beside a result: every value of every query, and the queries that a candidate serves worst, both lists side by side. */
final class QueryFiles {
    private static final int WORST = 50;
    private static final int SHOWN = 10;

    private final RankingSpec spec;
    private final RankingData data;
    private final int[] counted;

    QueryFiles(RankingSpec spec, RankingData data, int[] counted) {
        this.spec = spec;
        this.data = data;
        this.counted = counted;
    }

    List<Artifact> all() {
        return List.of(
                new Artifact("per_query", List.of("query", "system", "metric", "value"), perQuery()),
                new Artifact(
                        "worst",
                        List.of(
                                "metric",
                                "candidate",
                                "query",
                                "baseline_value",
                                "candidate_value",
                                "difference",
                                "baseline_list",
                                "candidate_list"),
                        worst()));
    }

    private List<List<String>> perQuery() {
        List<List<String>> rows = new ArrayList<>();
        List<RankingMetric> metrics =
                spec.metrics().stream().map(Planned::metric).toList();
        for (Lists lists : data.systems()) {
            double[][] values = QueryValues.of(data, lists, counted, metrics);
            for (int c = 0; c < counted.length; c++) {
                String query = data.queries().ids().get(counted[c]);
                for (int m = 0; m < values.length; m++) {
                    String metric = spec.metrics().get(m).use().metric().name();
                    rows.add(List.of(query, lists.system(), metric, Double.toString(values[m][c])));
                }
            }
        }
        return rows;
    }

    private List<List<String>> worst() {
        List<List<String>> rows = new ArrayList<>();
        if (spec.metrics().isEmpty()) {
            return rows;
        }
        Planned first = spec.metrics().getFirst();
        double[] baseline = values(0, first.metric());
        for (int s = 1; s < data.systems().size(); s++) {
            double[] candidate = values(s, first.metric());
            List<Integer> order = IntStream.range(0, counted.length)
                    .boxed()
                    .sorted(Comparator.comparingDouble(c -> candidate[c] - baseline[c]))
                    .limit(WORST)
                    .filter(c -> candidate[c] < baseline[c])
                    .toList();
            for (int c : order) {
                rows.add(List.of(
                        first.use().metric().name(),
                        data.systems().get(s).system(),
                        data.queries().ids().get(counted[c]),
                        Double.toString(baseline[c]),
                        Double.toString(candidate[c]),
                        Double.toString(candidate[c] - baseline[c]),
                        list(data.systems().getFirst(), counted[c]),
                        list(data.systems().get(s), counted[c])));
            }
        }
        return rows;
    }

    private double[] values(int system, RankingMetric metric) {
        return QueryValues.of(data, data.systems().get(system), counted, List.of(metric))[0];
    }

    /** The first items of a list, the relevant ones with their grade: {@code 12 7* 9(2)}. */
    private String list(Lists lists, int query) {
        List<String> shown = new ArrayList<>();
        int from = lists.offsets().at(query);
        int to = Math.min(from + SHOWN, lists.offsets().at(query + 1));
        for (int i = from; i < to; i++) {
            int grade = lists.grades().at(i);
            double level = grade == 0 ? 0 : data.truth().levels().at(grade - 1);
            String mark = level <= 0 ? "" : level == 1 ? "*" : "(" + plain(level) + ")";
            shown.add(data.items().ids().get(lists.items().at(i)) + mark);
        }
        return String.join(" ", shown);
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
