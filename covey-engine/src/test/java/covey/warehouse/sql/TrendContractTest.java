package covey.warehouse.sql;

import static covey.metric.Aggregate.Function.COUNT;
import static covey.metric.Aggregate.Function.COUNT_DISTINCT;
import static covey.metric.Aggregate.Function.DAYS;
import static covey.metric.Aggregate.Function.MAX;
import static covey.metric.Aggregate.Function.SUM;
import static covey.warehouse.sql.Ground.aggregate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import covey.data.TrendData;
import covey.data.TrendData.Cell;
import covey.data.TrendRequirement;
import covey.metric.Aggregate;
import covey.metric.Measure;
import covey.metric.Metric;
import covey.metric.Window;
import covey.result.Query;
import covey.stats.moment.Moments;
import covey.warehouse.SqlSession;
import covey.warehouse.Target;
import covey.warehouse.sql.Ground.Event;
import covey.warehouse.sql.trend.TrendWarehouse;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A metric over time on every engine, against loops over the same rows in Java. */
class TrendContractTest {
    private static final Map<String, Target> WRITTEN = new HashMap<>();
    private static final Ground GROUND = new Ground(3, LocalDate.of(2026, 3, 24), 9);
    private static final Instant START = GROUND.start.minus(Duration.ofHours(30));
    private static final Instant AS_OF = GROUND.end.minus(Duration.ofHours(5));

    @TempDir
    static Path folder;

    private static SqlSession open(String engine) {
        return SqlSession.open(
                WRITTEN.computeIfAbsent(engine, _ -> GROUND.tables(engine).write(folder, "trend")));
    }

    private static Metric metric(Measure measure) {
        return Metrics.metric(measure.kind(), measure, Window.OPEN, Metrics.none());
    }

    private static TrendRequirement need(Measure measure, String grain, List<String> dimensions) {
        return new TrendRequirement(
                metric(measure),
                "user",
                grain,
                dimensions,
                START,
                GROUND.end,
                Ground.BERLIN,
                DayOfWeek.SUNDAY,
                AS_OF,
                GROUND.schema());
    }

    @ParameterizedTest
    @CsvSource({
        "duckdb,day",
        "duckdb,week",
        "duckdb,month",
        "duckdb,none",
        "postgresql,day",
        "postgresql,week",
        "postgresql,month",
        "postgresql,none"
    })
    void agreesWithLoopsOverTheRows(String engine, String grain) {
        List<Measure> measures = List.of(
                new Measure.Mean(aggregate("events", SUM, "v", "v > 0")),
                new Measure.Mean(aggregate("days", SUM, "amount", "")),
                new Measure.Mean(aggregate("logs", MAX, "n", "")),
                new Measure.Mean(aggregate("berlin", COUNT_DISTINCT, "kind", "")),
                new Measure.Proportion(aggregate("berlin", COUNT, "*", "kind = 'it''s'")),
                new Measure.Ratio(aggregate("events", SUM, "n", ""), aggregate("berlin", COUNT, "*", "flag")),
                new Measure.Ratio(aggregate("events", SUM, "flag", ""), aggregate("events", COUNT, "*", "")),
                new Measure.Participation(aggregate("events", DAYS, "*", "flag")),
                new Measure.Quantile(aggregate("events", SUM, "v", ""), 0.6, Measure.Quantile.Over.UNIT));
        try (SqlSession session = open(engine)) {
            for (Measure measure : measures) {
                for (List<String> dimensions : List.of(List.<String>of(), List.of("country", "age"))) {
                    TrendRequirement need = need(measure, grain, dimensions);
                    TrendData data = new TrendWarehouse(session, need)
                            .fetch((_, _) -> {})
                            .data();
                    check(data, need);
                }
            }
        }
    }

    private static void check(TrendData data, TrendRequirement need) {
        Map<String, Map<String, List<Event>>> active = active(need);
        List<Oracle.Entered> units = active.values().stream()
                .flatMap(m -> m.keySet().stream())
                .distinct()
                .map(Oracle.Entered::new)
                .toList();
        OracleSlices slices = new OracleSlices(GROUND, units);
        Map<List<String>, List<double[]>> expected = new TreeMap<>(java.util.Comparator.comparing(Object::toString));
        active.forEach((period, members) -> members.forEach((user, _) -> {
            List<String> key = new ArrayList<>(List.of(period));
            need.dimensions().forEach(d -> key.add(slices.segment(d, new Oracle.Entered(user))));
            expected.computeIfAbsent(key, _ -> new ArrayList<>()).add(values(need, user, period));
        }));
        assertThat(data.cells()).hasSameSizeAs(expected.keySet());
        for (Cell cell : data.cells()) {
            List<String> key = new ArrayList<>(List.of(cell.period()));
            key.addAll(cell.segment());
            List<double[]> rows = expected.get(key);
            assertThat(rows).as("%s", key).isNotNull();
            Moments moments = Moments.ofRows(rows.toArray(double[][]::new));
            assertThat(cell.moments().n()).as("%s", key).isEqualTo(moments.n());
            ExperimentContractTest.assertMoments(need.metric().name() + key, cell.moments(), moments);
            cell.quantile()
                    .ifPresent(q -> assertThat(q)
                            .isEqualTo(Oracle.nearestRank(
                                    rows.stream().map(r -> r[0]).sorted().toList(), 0.6)));
            assertThat(cell.quantile().isPresent()).isEqualTo(need.metric().measure() instanceof Measure.Quantile);
        }
    }

    /** Period to user to the user's rows in it, of all models. */
    private static Map<String, Map<String, List<Event>>> active(TrendRequirement need) {
        Map<String, Map<String, List<Event>>> active = new TreeMap<>();
        Set<String> models = new LinkedHashSet<>();
        need.metric().measure().aggregates().forEach(a -> models.add(a.model()));
        for (String model : models) {
            for (Event e : GROUND.events.getOrDefault(model, List.of())) {
                String user = user(model, e);
                if (user != null && inTime(e)) {
                    active.computeIfAbsent(period(need.grain(), e), _ -> new TreeMap<>())
                            .computeIfAbsent(user, _ -> new ArrayList<>())
                            .add(e);
                }
            }
        }
        return active;
    }

    private static String user(String model, Event e) {
        return model.equals("logs") ? GROUND.deviceUser.get(e.key()) : e.key();
    }

    private static boolean inTime(Event e) {
        return e.at() != null && !e.at().isBefore(START) && e.at().isBefore(AS_OF);
    }

    private static String period(String grain, Event e) {
        LocalDate day = LocalDate.ofInstant(e.at(), Ground.BERLIN);
        return switch (grain) {
            case "day" -> day.toString();
            case "week" ->
                day.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY)).toString();
            case "month" -> day.withDayOfMonth(1).toString();
            default -> LocalDate.ofInstant(START, Ground.BERLIN).toString();
        };
    }

    private static double[] values(TrendRequirement need, String user, String period) {
        List<Aggregate> aggregates = need.metric().measure().aggregates();
        double[] values = new double[aggregates.size()];
        for (int i = 0; i < values.length; i++) {
            Aggregate a = aggregates.get(i);
            List<Event> rows = GROUND.events.get(a.model()).stream()
                    .filter(e -> user.equals(user(a.model(), e))
                            && inTime(e)
                            && period(need.grain(), e).equals(period))
                    .toList();
            if (a.function() == DAYS) {
                Set<LocalDate> days = new HashSet<>();
                rows.stream()
                        .filter(e -> Ground.matches(a.filter(), e))
                        .forEach(e -> days.add(LocalDate.ofInstant(e.at(), Ground.BERLIN)));
                values[i] = (double) days.size() / days(need.grain(), LocalDate.parse(period));
            } else {
                double value = Oracle.aggregate(a, rows, START);
                values[i] = need.metric().measure() instanceof Measure.Proportion && value > 0 ? 1 : value;
            }
        }
        return values;
    }

    private static long days(String grain, LocalDate period) {
        LocalDate first = LocalDate.ofInstant(START, Ground.BERLIN);
        LocalDate after = LocalDate.ofInstant(AS_OF, Ground.BERLIN).plusDays(1);
        LocalDate end = switch (grain) {
            case "day" -> period.plusDays(1);
            case "week" -> period.plusDays(7);
            case "month" -> period.plusMonths(1);
            default -> after;
        };
        return ChronoUnit.DAYS.between(period.isBefore(first) ? first : period, end.isAfter(after) ? after : end);
    }

    @ParameterizedTest
    @ValueSource(strings = {"duckdb", "postgresql"})
    void refusesWhatHasNoTrendAndPrintsWhatRuns(String engine) {
        try (SqlSession session = open(engine)) {
            Measure back = new Measure.Retention(aggregate("events", COUNT, "*", ""));
            assertThatThrownBy(() -> new TrendWarehouse(session, need(back, "day", List.of())).compile())
                    .isInstanceOf(CompileException.class)
                    .hasMessageContaining("retention");
            Measure untimed = new Measure.Mean(aggregate("plain", SUM, "n", ""));
            assertThatThrownBy(() -> new TrendWarehouse(session, need(untimed, "day", List.of())).compile())
                    .isInstanceOf(CompileException.class)
                    .hasMessageContaining("no time");
            Measure empty = new Measure.Mean(aggregate("empty", SUM, "n", ""));
            assertThat(new TrendWarehouse(session, need(empty, "day", List.of("country")))
                            .fetch((_, _) -> {})
                            .data()
                            .cells())
                    .isEmpty();
            Measure ratio = new Measure.Ratio(aggregate("events", SUM, "v", ""), aggregate("days", COUNT, "*", "flag"));
            TrendWarehouse warehouse = new TrendWarehouse(session, need(ratio, "week", List.of("country", "tenure")));
            for (Query query : warehouse.compile()) {
                session.execute(query.sql());
            }
        }
    }
}
