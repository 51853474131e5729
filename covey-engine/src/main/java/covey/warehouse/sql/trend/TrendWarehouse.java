package covey.warehouse.sql.trend;

import covey.data.ExperimentData.Freshness;
import covey.data.TrendData;
import covey.data.TrendData.Cell;
import covey.data.TrendRequirement;
import covey.metric.Aggregate;
import covey.metric.Measure;
import covey.metric.Schema;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * A metric by period and segment, over the units that have at least one row of the metric's models in the period,
 * whatever the metric's filter says. The metric's window, which needs an entry, and its cap, which needs a population to be
 * fitted on, do not apply. A period that the requested time cuts holds what lies inside. Rows whose value is NULL, NaN or
 * infinite make a unit active and add nothing.
 */
public final class TrendWarehouse {
    private static final List<String> TEMPORARY = List.of("covey_trend_values");

    private final SqlSession session;
    private final TrendRequirement need;
    private final ModelTables tables;

    /**
     * @param session open session; stays open
     * @param need what is asked for
     */
    public TrendWarehouse(SqlSession session, TrendRequirement need) {
        this.session = session;
        this.need = need;
        this.tables = new ModelTables(session, need.schema(), need.asOf());
    }

    /**
     * How fresh a model is, to choose a period before asking.
     *
     * @throws CompileException when it is not declared or has no table
     */
    public static Freshness freshness(SqlSession session, Schema schema, Instant asOf, String model) {
        return new ModelTables(session, schema, asOf).of(model).freshness();
    }

    /**
     * The SQL that {@link #fetch} runs, in order, each statement runnable as it stands.
     *
     * @throws CompileException when the metric has no trend or its tables cannot be read as declared
     */
    public List<Query> compile() {
        return ScriptRun.queries(script().steps());
    }

    /** The data and the SQL that gave it. */
    public record Fetched(TrendData data, List<Query> queries) {
        public Fetched {
            queries = List.copyOf(queries);
        }
    }

    /**
     * Runs the script.
     *
     * @param progress told the fraction done and what is being done
     * @throws CompileException when the metric has no trend or its tables cannot be read as declared
     * @throws WarehouseException when the engine fails
     */
    public Fetched fetch(BiConsumer<Double, String> progress) {
        TrendSql sql = script();
        List<Step> steps = sql.steps();
        Map<String, List<Answer>> answers = new ScriptRun(session).run(steps, TEMPORARY, progress);
        List<Cell> cells = answers.getOrDefault("trend_moments", List.of()).stream()
                .map(row -> cell(row, sql.columns().size()))
                .toList();
        Answer losses = answers.getOrDefault("trend_losses", List.of()).getFirst();
        TrendData data = new TrendData(
                sql.columns(),
                cells,
                sum(losses, "undated_"),
                sum(losses, "null_"),
                sum(losses, "not_finite_"),
                tables.freshness());
        return new Fetched(data, ScriptRun.queries(steps));
    }

    private static long sum(Answer row, String prefix) {
        return row.columns().stream()
                .filter(c -> c.startsWith(prefix))
                .mapToLong(row::count)
                .sum();
    }

    private Cell cell(Answer row, int k) {
        List<String> segments = new ArrayList<>();
        for (int i = 1; i <= need.dimensions().size(); i++) {
            segments.add(row.text("s" + i));
        }
        double[] mean = new double[k];
        double[][] covariance = new double[k][k];
        for (int i = 0; i < k; i++) {
            mean[i] = finite(row.number("avg_" + i));
            for (int j = i; j < k; j++) {
                covariance[i][j] = finite(row.number("cov_" + i + "_" + j));
                covariance[j][i] = covariance[i][j];
            }
        }
        return new Cell(
                row.text("first_day"),
                segments,
                Moments.ofPopulation(row.count("n"), mean, covariance),
                row.maybeNumber("quantile"));
    }

    private double finite(double moment) {
        if (!Double.isFinite(moment)) {
            throw new CompileException(
                    Reason.NOT_FINITE,
                    need.metric().name() + " sums to infinity: its values are too large for a double",
                    "look at the largest values of its model");
        }
        return moment;
    }

    /** Checks the metric and asks the engine what its row expressions are. */
    private TrendSql script() {
        requireSupported();
        Map<String, Map<String, TableColumn>> kinds = new LinkedHashMap<>();
        for (Aggregate aggregate : need.metric().measure().aggregates()) {
            ModelTable table = tables.of(aggregate.model());
            if (!table.timed()) {
                throw new CompileException(
                        Reason.NOT_SUPPORTED,
                        "model '" + aggregate.model() + "' has no time, so '"
                                + need.metric().name() + "' has no trend",
                        "declare agg_time_dimension in the model");
            }
            if (table.linked(need.unit())) {
                tables.requireSound(table.linkTo(need.unit()));
            }
            table.requireSameKey(
                    tables.of(need.metric().measure().aggregates().getFirst().model()), need.unit());
            String expr = aggregate.expr().equals("*") ? "1" : aggregate.expr();
            String select = "SELECT (" + expr + ") AS probe FROM " + table.sourceFor(need.unit())
                    + (aggregate.filter().isEmpty() ? "" : " WHERE (" + aggregate.filter() + ")");
            kinds.computeIfAbsent(aggregate.model(), _ -> new LinkedHashMap<>())
                    .put(aggregate.expr(), session.describe(select).getFirst());
        }
        return new TrendSql(
                need, tables, model -> new RowSql(session.dialect(), model, kinds.getOrDefault(model, Map.of())));
    }

    private void requireSupported() {
        boolean supported = switch (need.metric().measure()) {
            case Measure.Mean _, Measure.Proportion _, Measure.Ratio _, Measure.Participation _ -> true;
            case Measure.Quantile q -> q.over() == Measure.Quantile.Over.UNIT;
            case Measure.Retention _, Measure.Computed _ -> false;
        };
        if (!supported) {
            boolean retention = need.metric().measure() instanceof Measure.Retention;
            throw new CompileException(
                    Reason.NOT_SUPPORTED,
                    "'" + need.metric().name() + "' is a "
                            + need.metric().measure().kind()
                            + (retention ? ", which counts from a unit's entry, and a trend has none" : " over events")
                            + ": it has no trend yet",
                    retention
                            ? "use type: participation or proportion over the same rows, or run a study"
                            : "use over: unit, or a mean or a ratio over the same rows");
        }
    }
}
