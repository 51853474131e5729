package covey.warehouse.sql.rollout;

import covey.data.ExperimentData.Failure;
import covey.data.LookHistory;
import covey.data.RolloutData;
import covey.data.RolloutData.MetricStages;
import covey.data.RolloutRequirement;
import covey.metric.Aggregate;
import covey.metric.Measure;
import covey.metric.Metric;
import covey.metric.Window;
import covey.result.Query;
import covey.result.Reason;
import covey.stats.moment.Moments;
import covey.warehouse.SqlSession;
import covey.warehouse.TableColumn;
import covey.warehouse.WarehouseException;
import covey.warehouse.sql.Answer;
import covey.warehouse.sql.CompileException;
import covey.warehouse.sql.ModelTable;
import covey.warehouse.sql.ModelTables;
import covey.warehouse.sql.RowSql;
import covey.warehouse.sql.ScriptRun;
import covey.warehouse.sql.ScriptRun.Step;
import covey.warehouse.sql.StudyWarehouse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.LongStream;

/** Runs a staged roll-out's script on one session and reads the answers. No temporary table is made. */
public final class RolloutWarehouse implements StudyWarehouse {
    private final SqlSession session;
    private final RolloutRequirement need;
    private final ModelTables tables;
    private final Map<String, Map<String, TableColumn>> kinds = new LinkedHashMap<>();
    private final Map<String, Failure> failures = new TreeMap<>();

    /**
     * @param session open session; stays open
     * @param need what the estimator asked for
     * @throws CompileException when the exposures or the population cannot be read as declared
     */
    public RolloutWarehouse(SqlSession session, RolloutRequirement need) {
        this.session = session;
        this.need = need;
        this.tables = new ModelTables(session, need.schema(), need.asOf());
        requireTime(tables.of(need.exposure().model()), "cannot say since when a unit was treated");
        tables.of(need.population()).key(need.unit());
        tables.of(need.population()).requireSameKey(tables.of(need.exposure().model()), need.unit());
        for (Metric metric : need.metrics()) {
            try {
                requireSupported(metric);
                metric.measure().aggregates().forEach(this::probe);
            } catch (CompileException e) {
                failures.put(metric.name(), new Failure(e.reason().name(), e.getMessage(), e.advice()));
            } catch (WarehouseException e) {
                failures.put(metric.name(), new Failure(Reason.QUERY_FAILED.name(), e.getMessage(), e.advice()));
            }
        }
    }

    private static void requireTime(ModelTable table, String why) {
        if (!table.timed()) {
            throw new CompileException(
                    Reason.NOT_SUPPORTED,
                    "model '" + table.model().name() + "' has no time, so it " + why,
                    "declare agg_time_dimension in the model");
        }
    }

    private static void requireSupported(Metric metric) {
        boolean measured = switch (metric.measure()) {
            case Measure.Mean _, Measure.Ratio _ ->
                metric.measure().aggregates().stream()
                        .allMatch(a -> a.function() == Aggregate.Function.SUM
                                || a.function() == Aggregate.Function.COUNT
                                || a.function() == Aggregate.Function.COUNT_DISTINCT);
            case Measure.Proportion _,
                    Measure.Retention _,
                    Measure.Participation _,
                    Measure.Quantile _,
                    Measure.Computed _ -> false;
        };
        if (!measured || metric.cap().isPresent() || !metric.window().equals(Window.OPEN)) {
            throw new CompileException(
                    Reason.NOT_SUPPORTED,
                    "'" + metric.name()
                            + "' cannot be followed stage by stage: a roll-out adds up sums and counts per unit"
                            + " and day, without cap, window or entry",
                    "use a mean or a ratio of sums and counts");
        }
    }

    private void probe(Aggregate aggregate) {
        ModelTable table = tables.of(aggregate.model());
        requireTime(table, "cannot be put into stages");
        tables.requireSound(table, need.unit());
        table.requireSameKey(tables.of(need.population()), need.unit());
        String expr = aggregate.expr().equals("*") ? "1" : aggregate.expr();
        String select = "SELECT (" + expr + ") AS probe FROM " + table.sourceFor(need.unit())
                + (aggregate.filter().isEmpty() ? "" : " WHERE (" + aggregate.filter() + ")");
        kinds.computeIfAbsent(aggregate.model(), _ -> new LinkedHashMap<>())
                .put(aggregate.expr(), session.describe(select).getFirst());
        rows(aggregate.model()).value(aggregate);
    }

    private RowSql rows(String model) {
        return new RowSql(session.dialect(), model, kinds.getOrDefault(model, Map.of()));
    }

    private RolloutSql sql() {
        return new RolloutSql(need, tables, this::rows);
    }

    private Map<String, Step> metricSteps() {
        Map<String, Step> steps = new LinkedHashMap<>();
        for (int i = 0; i < need.metrics().size(); i++) {
            Metric metric = need.metrics().get(i);
            if (!failures.containsKey(metric.name())) {
                steps.put(metric.name(), sql().moments(i + 1, metric));
            }
        }
        return steps;
    }

    @Override
    public List<Query> compile() {
        List<Step> steps = new ArrayList<>(List.of(sql().treated(), sql().values()));
        steps.addAll(metricSteps().values());
        return ScriptRun.queries(steps);
    }

    @Override
    public Map<String, String> evidence() {
        return Map.of(
                "sample_ratio",
                sql().treated().sql(),
                "unknown_arms",
                sql().values().sql());
    }

    @Override
    public Map<String, Failure> faults() {
        return Map.copyOf(failures);
    }

    @Override
    public Fetched<RolloutData> fetch(BiConsumer<Double, String> progress) {
        ScriptRun run = new ScriptRun(session);
        List<Query> queries = compile();
        Answer treated = answer(run, sql().treated(), progress);
        Map<String, Long> values = new TreeMap<>();
        answers(run, sql().values(), progress)
                .forEach(row -> values.put(row.text("value"), row.count("exposure_rows")));
        List<MetricStages> metrics = new ArrayList<>();
        metricSteps().forEach((name, step) -> {
            try {
                metrics.add(new MetricStages(name, moments(answer(run, step, progress))));
            } catch (CompileException e) {
                failures.put(name, new Failure(e.reason().name(), e.getMessage(), e.advice()));
            } catch (WarehouseException e) {
                if (e.kind() != WarehouseException.Kind.QUERY) {
                    throw e;
                }
                failures.put(name, new Failure(Reason.QUERY_FAILED.name(), String.valueOf(e.getMessage()), e.advice()));
            }
        });
        RolloutData data = new RolloutData(
                treated.count("units"),
                LongStream.range(0, need.stages().size())
                        .map(t -> treated.count("treated_" + t))
                        .boxed()
                        .toList(),
                values,
                metrics,
                failures,
                tables.freshness(),
                LookHistory.NONE,
                need.cluster().isPresent() ? treated.count("clusters") : 0);
        return new Fetched<>(data, data.freshness(), queries);
    }

    private static Answer answer(ScriptRun run, Step step, BiConsumer<Double, String> progress) {
        return answers(run, step, progress).getFirst();
    }

    private static List<Answer> answers(ScriptRun run, Step step, BiConsumer<Double, String> progress) {
        return run.run(List.of(step), List.of(), progress).getOrDefault(step.name(), List.of());
    }

    private static Moments moments(Answer row) {
        int k = (int) row.columns().stream().filter(c -> c.startsWith("avg_")).count();
        double[] mean = new double[k];
        double[][] covariance = new double[k][k];
        if (row.count("n") == 0) {
            throw new CompileException(Reason.NO_UNITS, "the population has no units", "check its model");
        }
        for (int i = 0; i < k; i++) {
            mean[i] = row.number("avg_" + i);
            for (int j = i; j < k; j++) {
                covariance[i][j] = row.number("cov_" + i + "_" + j);
                covariance[j][i] = covariance[i][j];
            }
        }
        return Moments.ofPopulation(row.count("n"), mean, covariance);
    }
}
