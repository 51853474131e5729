package covey.warehouse.sql.switchback;

import covey.data.ExperimentData.Failure;
import covey.data.ExperimentRequirement;
import covey.data.LookHistory;
import covey.data.SwitchbackData;
import covey.data.SwitchbackData.MetricWindows;
import covey.data.SwitchbackData.ScheduleCounts;
import covey.data.SwitchbackData.Value;
import covey.data.SwitchbackData.Window;
import covey.data.SwitchbackRequirement;
import covey.metric.Aggregate;
import covey.metric.Measure;
import covey.metric.Metric;
import covey.result.Query;
import covey.result.Reason;
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
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** Runs a switchback's script on one session and reads the answers. No temporary table is made. */
public final class SwitchbackWarehouse implements StudyWarehouse {
    /** Most cells of regions by windows that are brought home. */
    static final long MOST_CELLS = 500_000;

    private static final ScheduleCounts NOTHING_SCHEDULED = new ScheduleCounts(0, 0, 0, 0, 0, 0, 0);

    private final SqlSession session;
    private final SwitchbackRequirement need;
    private final ModelTables tables;
    private final Map<String, Map<String, TableColumn>> kinds = new LinkedHashMap<>();
    private final Map<String, Failure> failures = new TreeMap<>();
    private final Map<String, List<SwitchbackSql.Total>> totals = new LinkedHashMap<>();
    private final Map<String, List<SwitchbackSql.Total>> byMetric = new LinkedHashMap<>();

    /**
     * @param session open session; stays open
     * @param need what the estimator asked for
     * @throws CompileException when the schedule cannot be read as declared
     */
    public SwitchbackWarehouse(SqlSession session, SwitchbackRequirement need) {
        this.session = session;
        this.need = need;
        this.tables = new ModelTables(session, need.schema(), need.asOf());
        if (!need.exposure().rehearsed()) {
            requireSchedule();
        }
        for (int i = 0; i < need.metrics().size(); i++) {
            plan(i + 1, need.metrics().get(i));
        }
    }

    private void requireSchedule() {
        if (!tables.of(need.exposure().model()).timed()) {
            throw new CompileException(
                    Reason.QUERY_FAILED,
                    "model '" + need.exposure().model() + "' has no time, so it cannot say when a window starts",
                    "declare agg_time_dimension in the model");
        }
    }

    private void plan(int number, Metric metric) {
        try {
            requireSupported(metric);
            List<SwitchbackSql.Total> own = SwitchbackSql.totals(number, metric);
            own.forEach(t -> probe(metric, t.aggregate()));
            own.forEach(t -> totals.computeIfAbsent(t.aggregate().model(), _ -> new ArrayList<>())
                    .add(t));
            byMetric.put(metric.name(), own);
        } catch (CompileException e) {
            failures.put(metric.name(), new Failure(e.reason().name(), e.getMessage(), e.advice()));
        } catch (WarehouseException e) {
            failures.put(metric.name(), new Failure(Reason.QUERY_FAILED.name(), e.getMessage(), e.advice()));
        }
    }

    private static void requireSupported(Metric metric) {
        boolean measured = switch (metric.measure()) {
            case Measure.Mean _, Measure.Ratio _ -> true;
            case Measure.Proportion _,
                    Measure.Retention _,
                    Measure.Participation _,
                    Measure.Quantile _,
                    Measure.Computed _ -> false;
        };
        String what = !measured
                ? "is a " + metric.measure().kind() + ", which follows units, and a switchback adds up windows of time"
                : metric.cap().isPresent() ? "has a cap on a unit's value, and a window has no units" : "";
        if (!what.isEmpty() || !metric.window().equals(covey.metric.Window.OPEN)) {
            throw new CompileException(
                    Reason.NOT_SUPPORTED,
                    "'" + metric.name() + "' "
                            + (what.isEmpty() ? "has a window after entry, and a switchback has no entry" : what),
                    "use a mean or a ratio over the same rows, without cap and window");
        }
    }

    private void probe(Metric metric, Aggregate aggregate) {
        ModelTable table = tables.of(aggregate.model());
        if (!table.timed()) {
            throw new CompileException(
                    Reason.NOT_SUPPORTED,
                    "model '" + aggregate.model() + "' of '" + metric.name() + "' has no time",
                    "declare agg_time_dimension in the model");
        }
        tables.requireSound(table, need.unit());
        if (!need.exposure().rehearsed()) {
            table.requireSameKey(tables.of(need.exposure().model()), need.unit());
        }
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

    private SwitchbackSql sql() {
        return new SwitchbackSql(need, tables, this::rows);
    }

    private List<Step> steps() {
        List<Step> steps = new ArrayList<>(schedule());
        totals.forEach((model, wanted) -> steps.add(sql().totals(model, wanted)));
        return steps;
    }

    /** Statements of the schedule; a history has none. */
    private List<Step> schedule() {
        return need.exposure().rehearsed() ? List.of() : List.of(sql().counts(), sql().windows());
    }

    @Override
    public List<Query> compile() {
        return ScriptRun.queries(steps());
    }

    @Override
    public Map<String, String> evidence() {
        return need.exposure().rehearsed()
                ? Map.of()
                : Map.of("schedule", sql().windows().sql());
    }

    @Override
    public Map<String, Failure> faults() {
        return Map.copyOf(failures);
    }

    @Override
    public Fetched<SwitchbackData> fetch(BiConsumer<Double, String> progress) {
        ScriptRun run = new ScriptRun(session);
        Map<String, List<Answer>> schedule = run.run(schedule(), List.of(), progress);
        List<Answer> rows = schedule.getOrDefault("windows", List.of());
        requireSize(rows.size());
        Map<String, List<Answer>> answers = new LinkedHashMap<>();
        totals.forEach((model, wanted) -> answers.put(model, total(run, model, wanted, progress)));
        List<MetricWindows> metrics = new ArrayList<>();
        byMetric.forEach((metric, own) -> {
            if (!failures.containsKey(metric)) {
                metrics.add(metric(metric, own, answers));
            }
        });
        SwitchbackData data = need.exposure().rehearsed()
                ? data(NOTHING_SCHEDULED, everywhere(metrics), metrics)
                : data(
                        counts(
                                schedule.getOrDefault("schedule_counts", List.of())
                                        .getFirst(),
                                rows),
                        rows.stream()
                                .filter(r -> r.count("arms") == 1)
                                .map(r -> new Window(r.text("region"), (int) r.count("window_no"), r.text("arm")))
                                .toList(),
                        metrics);
        return new Fetched<>(data, data.freshness(), ScriptRun.queries(steps()));
    }

    private SwitchbackData data(ScheduleCounts counts, List<Window> windows, List<MetricWindows> metrics) {
        return new SwitchbackData(counts, windows, metrics, failures, tables.freshness(), LookHistory.NONE);
    }

    /** Every region that has rows, in every window from the first with rows of any. */
    private List<Window> everywhere(List<MetricWindows> metrics) {
        SortedSet<String> regions = new TreeSet<>();
        int first = need.windows();
        for (MetricWindows metric : metrics) {
            for (Value value : metric.values()) {
                regions.add(value.region());
                first = Math.min(first, value.window());
            }
        }
        requireSize((long) regions.size() * (need.windows() - first));
        List<Window> windows = new ArrayList<>();
        for (String region : regions) {
            for (int w = first; w < need.windows(); w++) {
                windows.add(new Window(region, w, ExperimentRequirement.HISTORY));
            }
        }
        return windows;
    }

    private static void requireSize(long cells) {
        if (cells > MOST_CELLS) {
            throw new CompileException(
                    Reason.NOT_SUPPORTED,
                    "the schedule has " + cells + " regions by windows, and at most " + MOST_CELLS
                            + " are brought home",
                    "use longer windows, or fewer and larger regions");
        }
    }

    private List<Answer> total(
            ScriptRun run, String model, List<SwitchbackSql.Total> wanted, BiConsumer<Double, String> progress) {
        Step step = sql().totals(model, wanted);
        try {
            return run.run(List.of(step), List.of(), progress).getOrDefault(step.name(), List.of());
        } catch (WarehouseException e) {
            if (e.kind() != WarehouseException.Kind.QUERY) {
                throw e;
            }
            byMetric.forEach((metric, own) -> {
                if (own.stream().anyMatch(wanted::contains)) {
                    failures.put(
                            metric,
                            new Failure(Reason.QUERY_FAILED.name(), String.valueOf(e.getMessage()), e.advice()));
                }
            });
            return List.of();
        }
    }

    private static ScheduleCounts counts(Answer row, List<Answer> windows) {
        long repeated = windows.stream()
                .filter(w -> w.count("arms") == 1)
                .mapToLong(w -> w.count("schedule_rows") - 1)
                .sum();
        return new ScheduleCounts(
                row.count("schedule_rows"),
                row.count("outside"),
                row.count("incomplete"),
                row.count("off_grid"),
                repeated,
                windows.stream().filter(w -> w.count("arms") > 1).count(),
                row.count("unknown_arm"));
    }

    /** Totals of a metric: those of its denominator, which may be of another model, put beside its numerator's. */
    private static MetricWindows metric(
            String metric, List<SwitchbackSql.Total> own, Map<String, List<Answer>> answers) {
        Map<String, double[]> values = new LinkedHashMap<>();
        Map<String, Answer> places = new LinkedHashMap<>();
        long nulls = 0;
        long infinite = 0;
        for (int i = 0; i < own.size(); i++) {
            SwitchbackSql.Total total = own.get(i);
            for (Answer row : answers.getOrDefault(total.aggregate().model(), List.of())) {
                String key = row.count("window_no") + " " + row.text("region");
                places.putIfAbsent(key, row);
                double[] pair = values.computeIfAbsent(key, _ -> new double[] {0, own.size() == 1 ? 1 : 0});
                pair[i] = row.maybeNumber(total.id()).orElse(0);
                nulls += row.countOrZero("null_" + total.id());
                infinite += row.countOrZero("infinite_" + total.id());
            }
        }
        List<Value> list = new ArrayList<>();
        values.forEach((key, pair) -> {
            Answer place = Objects.requireNonNull(places.get(key), key);
            list.add(new Value(place.text("region"), (int) place.count("window_no"), pair[0], pair[1]));
        });
        return new MetricWindows(metric, list, nulls, infinite);
    }
}
