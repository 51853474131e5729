package covey.warehouse.sql.label;

import covey.data.ExperimentData.Failure;
import covey.data.LabelData;
import covey.data.LabelData.Ratings;
import covey.data.LabelData.Sample;
import covey.data.LabelData.Stratum;
import covey.data.LabelRequirement;
import covey.data.column.Doubles;
import covey.data.column.Ints;
import covey.result.Query;
import covey.warehouse.SqlSession;
import covey.warehouse.sql.Answer;
import covey.warehouse.sql.ModelTables;
import covey.warehouse.sql.ScriptRun;
import covey.warehouse.sql.ScriptRun.Step;
import covey.warehouse.sql.StudyWarehouse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Runs the script of a label evaluation: the population by stratum, its sample row by row. */
public final class LabelWarehouse implements StudyWarehouse {
    private final SqlSession session;
    private final ModelTables tables;
    private final LabelSql sql;

    /**
     * @param session open session; stays open
     * @param need what the estimator asked for
     */
    public LabelWarehouse(SqlSession session, LabelRequirement need) {
        this.session = session;
        this.tables = new ModelTables(session, need.schema(), need.asOf());
        this.sql = new LabelSql(need, tables);
    }

    private List<Step> steps() {
        List<Step> steps = new ArrayList<>(sql.building());
        steps.addAll(sql.reading());
        return steps;
    }

    @Override
    public List<Query> compile() {
        return ScriptRun.queries(steps());
    }

    @Override
    public Map<String, String> evidence() {
        return Map.of();
    }

    @Override
    public Map<String, Failure> faults() {
        compile();
        return Map.of();
    }

    @Override
    public Fetched<LabelData> fetch(BiConsumer<Double, String> progress) {
        List<Step> steps = steps();
        Map<String, List<Answer>> answers = new ScriptRun(session).run(steps, LabelSql.TEMPORARY, progress);
        LabelData data = data(answers);
        return new Fetched<>(data, data.freshness(), ScriptRun.queries(steps));
    }

    private LabelData data(Map<String, List<Answer>> answers) {
        List<Stratum> strata = answers.getOrDefault("label_strata", List.of()).stream()
                .map(row -> new Stratum(
                        row.text("stratum"),
                        row.count("items"),
                        row.number("probabilities"),
                        row.count("judged"),
                        row.number("judged_sum")))
                .toList();
        Map<String, Integer> numbers = new HashMap<>();
        strata.forEach(s -> numbers.put(s.name(), numbers.size()));
        List<Answer> drawn = answers.getOrDefault("label_sample", List.of());
        Map<String, Integer> items = new HashMap<>();
        drawn.forEach(row -> items.put(row.text("item_id"), items.size()));
        Sample sample = new Sample(
                Ints.over(drawn.stream()
                        .mapToInt(row -> numbers.getOrDefault(row.text("stratum"), 0))
                        .toArray()),
                Doubles.over(drawn.stream()
                        .mapToDouble(row -> row.maybeNumber("probability").orElse(0))
                        .toArray()),
                Ints.over(drawn.stream()
                        .mapToInt(row -> row.maybeNumber("judged").isPresent() ? 1 : 0)
                        .toArray()),
                Doubles.over(drawn.stream()
                        .mapToDouble(row -> row.maybeNumber("judged").orElse(0))
                        .toArray()));
        List<Answer> rows = answers.getOrDefault("label_ratings_read", List.of());
        Map<String, Integer> raters = new HashMap<>();
        rows.forEach(row -> raters.putIfAbsent(row.text("rater_id"), raters.size()));
        Ratings ratings = new Ratings(
                Ints.over(rows.stream()
                        .mapToInt(row -> items.getOrDefault(row.text("item_id"), 0))
                        .toArray()),
                Ints.over(rows.stream()
                        .mapToInt(row -> raters.getOrDefault(row.text("rater_id"), 0))
                        .toArray()),
                Doubles.over(
                        rows.stream().mapToDouble(row -> row.number("label")).toArray()));
        Map<String, Long> counts = new TreeMap<>();
        answers.getOrDefault("label_counts", List.of())
                .forEach(row -> row.columns().forEach(c -> counts.put(c, row.countOrZero(c))));
        return new LabelData(strata, sample, ratings, raters.size(), counts, tables.freshness());
    }
}
