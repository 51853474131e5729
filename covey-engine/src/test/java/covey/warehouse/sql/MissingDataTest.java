package covey.warehouse.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.data.ExperimentData;
import covey.data.ExperimentData.ArmLosses;
import covey.data.ExperimentData.Cell;
import covey.data.ExperimentData.Losses;
import covey.data.ExperimentData.RowLosses;
import covey.data.ExperimentRequirement;
import covey.data.ExperimentRequirement.ArmValue;
import covey.data.ExperimentRequirement.Covariate;
import covey.data.ExperimentRequirement.Exposure;
import covey.data.ExperimentRequirement.MetricNeed;
import covey.metric.Aggregate.Function;
import covey.metric.Cap;
import covey.metric.Column;
import covey.metric.Column.DimensionType;
import covey.metric.Column.Entity;
import covey.metric.Dimension;
import covey.metric.Link;
import covey.metric.Location;
import covey.metric.Measure;
import covey.metric.Metric;
import covey.metric.Model;
import covey.metric.Schema;
import covey.metric.Window;
import covey.warehouse.SqlSession;
import covey.warehouse.Target;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows, units and values that are missing are absent and counted; they are never zeros. */
class MissingDataTest {
    private static final Map<String, Target> WRITTEN = new HashMap<>();
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    @TempDir
    static Path folder;

    private static @Nullable Object[] row(@Nullable Object... values) {
        return values;
    }

    private static LocalDateTime at(int day, int hour) {
        return LocalDateTime.of(2026, 3, 1, hour, 0).plusDays(day);
    }

    private static SqlSession open(String engine) {
        return SqlSession.open(
                WRITTEN.computeIfAbsent(engine, _ -> tables(engine).write(folder, "missing")));
    }

    /** Units a, b (control) and c, d (treatment) enter on day 2 at noon; e was seen before, f in an undeclared arm. */
    private static TestTables tables(String engine) {
        TestTables tables = new TestTables(engine);
        List<@Nullable Object[]> exposed = new ArrayList<>();
        for (String unit : List.of("a", "b", "c", "d", "e", "f")) {
            exposed.add(row(unit, "d" + unit, unit.compareTo("c") < 0 ? "control" : "treated", at(2, 12)));
        }
        exposed.add(row("e", "de", "treated", at(-3, 0)));
        exposed.add(row("f", "df", "other", at(4, 0)));
        exposed.add(row("g", "dg", "control", at(-3, 0)));
        tables.table("exposures", List.of("user_id TEXT", "device TEXT", "arm TEXT", "at TIMESTAMP"), exposed);
        tables.table(
                "events",
                List.of("user_id TEXT", "device TEXT", "at TIMESTAMP", "x FLOAT8", "kind TEXT"),
                List.of(
                        row("a", "da", at(3, 0), null, "click"),
                        row("a", "da", at(3, 1), Double.NaN, "click"),
                        row("c", "dc", at(3, 0), 5.0, "click"),
                        row("c", "dc", at(3, 1), null, null),
                        row("d", "dd", at(3, 0), 7.0, "click"),
                        row(null, null, at(3, 0), 1.0, "click"),
                        row("d", "dd", null, 1.0, "view")));
        tables.table(
                "days",
                List.of("user_id TEXT", "at DATE", "x INTEGER"),
                List.of(
                        row("a", LocalDate.of(2026, 3, 2), 1),
                        row("a", LocalDate.of(2026, 3, 3), 10),
                        row("a", LocalDate.of(2026, 3, 4), 100),
                        row("a", LocalDate.of(2026, 3, 5), 1000)));
        tables.table("links", List.of("device TEXT", "user_id TEXT"), List.of(row("dc", "c"), row("dc", "z")));
        tables.table("header", List.of("user_id TEXT", "at TEXT", "x TEXT"), List.of());
        tables.table("typed", List.of("user_id TEXT", "at TIMESTAMP", "x TEXT"), List.of());
        return tables;
    }

    private static Column column(String name, @Nullable Entity entity, @Nullable DimensionType type) {
        return new Column(name, Optional.empty(), Optional.ofNullable(entity), Optional.ofNullable(type));
    }

    private static Model model(String name, String table, String unit, String key) {
        return new Model(
                name,
                table,
                name.equals("links") ? Optional.empty() : Optional.of("at"),
                Duration.ZERO,
                name.equals("links")
                        ? List.of(
                                column("device", new Entity("device", false), null),
                                column("user_id", new Entity("user", false), null))
                        : List.of(
                                column(key, new Entity(unit, false), null),
                                column(
                                        "at",
                                        null,
                                        new DimensionType(DimensionType.Kind.TIME, false, Optional.of("UTC")))),
                Location.NONE);
    }

    private static Schema schema(Link.Conflicts conflicts) {
        return new Schema(
                ZoneOffset.UTC,
                DayOfWeek.MONDAY,
                List.of(
                        model("exposures", "exposures", "user", "user_id"),
                        model("linked exposures", "exposures", "device", "device"),
                        model("events", "events", "user", "user_id"),
                        model("logs", "events", "device", "device"),
                        model("days", "days", "user", "user_id"),
                        model("header", "header", "user", "user_id"),
                        model("typed", "typed", "user", "user_id"),
                        model("links", "links", "user", "user_id")),
                List.of(new Link(
                        "device", "user", "links", Link.Cardinality.MANY_TO_ONE, conflicts, 0.9, Location.NONE)),
                List.of(new Dimension("kind", "user", "logs", "kind", List.of(), 5, false, Location.NONE)));
    }

    private static ExperimentRequirement need(
            String exposures, Link.Conflicts conflicts, List<String> slices, MetricNeed... metrics) {
        return new ExperimentRequirement(
                "s",
                "user",
                new Exposure(exposures, "arm", "", ""),
                List.of(new ArmValue("control", "control"), new ArmValue("treated", "treated")),
                START,
                START.plus(Duration.ofDays(14)),
                ZoneOffset.UTC,
                START.plus(Duration.ofDays(20)),
                List.of(metrics),
                slices,
                List.of(),
                0.95,
                schema(conflicts));
    }

    private static ExperimentRequirement need(MetricNeed... metrics) {
        return need("exposures", Link.Conflicts.EXCLUDE, List.of(), metrics);
    }

    private static MetricNeed mean(String name, String model, Function function, String expr, String filter) {
        return Metrics.plain(Metrics.metric(
                name, new Measure.Mean(Ground.aggregate(model, function, expr, filter)), Window.OPEN, Metrics.none()));
    }

    private static ExperimentData fetch(SqlSession session, ExperimentRequirement need) {
        return new ExperimentWarehouse(session, need).fetch((_, _) -> {}).data();
    }

    private static Map<String, Cell> byArm(ExperimentData data, String metric) {
        Map<String, Cell> cells = new HashMap<>();
        data.metric(metric).orElseThrow().cells().forEach(c -> cells.put(c.arm(), c));
        return cells;
    }

    @ParameterizedTest
    @ValueSource(strings = {"duckdb", "postgresql"})
    void aUnitWithoutAnyUsableValueIsAbsentAndOneWithoutRowsIsZero(String engine) {
        Metric ratio = Metrics.metric(
                "ratio",
                new Measure.Ratio(
                        Ground.aggregate("events", Function.COUNT, "*", ""),
                        Ground.aggregate("events", Function.SUM, "x", "")),
                Window.OPEN,
                Metrics.none());
        try (SqlSession session = open(engine)) {
            ExperimentData data = fetch(
                    session,
                    need(
                            mean("sum", "events", Function.SUM, "x", ""),
                            mean("max", "events", Function.MAX, "x", ""),
                            Metrics.plain(ratio)));
            for (String metric : List.of("sum", "max", "ratio")) {
                Cell control = byArm(data, metric).get("control");
                assertThat(control.moments().n()).as(metric).isEqualTo(1);
                assertThat(control.moments().mean(0)).as(metric).isZero();
                assertThat(byArm(data, metric).get("treated").moments().n()).isEqualTo(2);
                Losses losses = data.metric(metric).orElseThrow().losses();
                assertThat(losses.withoutValue()).isEqualTo(1);
                assertThat(losses.immature()).isZero();
            }
            assertThat(byArm(data, "sum").get("treated").moments().mean(0)).isEqualTo(6);
            Losses losses = data.metric("sum").orElseThrow().losses();
            assertThat(losses.nullValues()).isEqualTo(2);
            assertThat(losses.notFinite()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"duckdb", "postgresql"})
    void rowsLostAreCountedByCauseAndByArm(String engine) {
        try (SqlSession session = open(engine)) {
            ExperimentData data = fetch(
                    session,
                    need(
                            mean("sum", "events", Function.SUM, "x", ""),
                            mean("clicks", "events", Function.COUNT, "*", "kind = 'click'")));
            Losses sum = data.metric("sum").orElseThrow().losses();
            assertThat(sum.rows()).isEqualTo(new RowLosses(6, 1, 7, 1));
            ArmLosses control = sum.arms().get("control");
            ArmLosses treated = sum.arms().get("treated");
            assertThat(control.withRows()).isEqualTo(1);
            assertThat(control.lostAndRows().n()).isEqualTo(2);
            assertThat(control.lostAndRows().mean(0)).isCloseTo(1, within(1e-12));
            assertThat(control.lostAndRows().mean(1)).isCloseTo(1, within(1e-12));
            assertThat(treated.withRows()).isEqualTo(2);
            assertThat(treated.lostAndRows().mean(0)).isCloseTo(0.5, within(1e-12));
            assertThat(treated.lostAndRows().mean(1)).isCloseTo(1.5, within(1e-12));

            Losses clicks = data.metric("clicks").orElseThrow().losses();
            assertThat(clicks.nullValues()).as("a filter that is NULL").isEqualTo(1);
            assertThat(clicks.rows()).isEqualTo(new RowLosses(5, 1, 5, 0));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"duckdb", "postgresql"})
    void aLinkThatMatchesTooLittleGivesNoZeros(String engine) {
        try (SqlSession session = open(engine)) {
            ExperimentData data = fetch(session, need(mean("sum", "logs", Function.SUM, "x", "")));
            assertThat(data.metric("sum")).isEmpty();
            assertThat(data.failures().get("sum").reason()).isEqualTo("JOIN_LOSS");
            assertThat(data.failures().get("sum").message()).contains("0.0 %", "90.0 %", "not taken for zeros");
            assertThat(data.failures().get("sum").advice()).contains("match_at_least");
            assertThatThrownBy(() -> fetch(
                            session,
                            need(
                                    "linked exposures",
                                    Link.Conflicts.EXCLUDE,
                                    List.of(),
                                    mean("sum", "events", Function.SUM, "x", ""))))
                    .isInstanceOf(CompileException.class)
                    .hasMessageContaining("linked exposures")
                    .hasMessageContaining("90.0 %");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"duckdb", "postgresql"})
    void aForbiddenConflictStopsExposuresAndSlices(String engine) {
        MetricNeed metric = mean("sum", "events", Function.SUM, "x", "");
        try (SqlSession session = open(engine)) {
            assertThatThrownBy(() -> fetch(session, need("linked exposures", Link.Conflicts.ERROR, List.of(), metric)))
                    .isInstanceOf(CompileException.class)
                    .hasMessageContaining("lead to several");
            assertThatThrownBy(() -> fetch(session, need("exposures", Link.Conflicts.ERROR, List.of("kind"), metric)))
                    .isInstanceOf(CompileException.class)
                    .hasMessageContaining("lead to several");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"duckdb", "postgresql"})
    void theDayOfEntryBelongsToTheOutcomeOfDatedRows(String engine) {
        Metric before = Metrics.metric("before", Metrics.sum("days", "x"), Window.OPEN, Metrics.none());
        Metric twoDays = Metrics.metric(
                "two days",
                Metrics.sum("days", "x"),
                new Window(Duration.ZERO, Optional.of(Duration.ofDays(2))),
                Metrics.none());
        try (SqlSession session = open(engine)) {
            ExperimentData data = fetch(
                    session,
                    need(
                            new MetricNeed(before, List.of(new Covariate.Before(before, Duration.ofDays(1))), false),
                            Metrics.plain(twoDays)));
            Cell open = byArm(data, "before").get("control");
            assertThat(open.moments().mean(0)).as("outcome of a, over a and b").isEqualTo(1110 / 2.0);
            assertThat(open.moments().mean(1)).as("the day before").isEqualTo(1 / 2.0);
            ExperimentData closed = fetch(session, need(Metrics.plain(twoDays)));
            assertThat(closed.metric("two days").orElseThrow().losses().immature()
                            + closed.metric("two days").orElseThrow().cells().stream()
                                    .mapToLong(c -> c.moments().n())
                                    .sum())
                    .isEqualTo(4);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"duckdb", "postgresql"})
    void unitsSeenBeforeOrInAnUndeclaredArmAreQuarantined(String engine) {
        try (SqlSession session = open(engine)) {
            ExperimentData.ExposureCounts counts = fetch(session, need(mean("sum", "events", Function.SUM, "x", "")))
                    .exposures();
            assertThat(counts.units()).isEqualTo(6);
            assertThat(counts.seenBefore()).isEqualTo(1);
            assertThat(counts.beforeStart()).isEqualTo(2);
            assertThat(counts.multipleArms()).isEqualTo(1);
            assertThat(counts.quarantinedByArm()).isEqualTo(Map.of("control", 0L, "treated", 2L));
            assertThat(counts.cells().stream().mapToLong(c -> c.units()).sum()).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"duckdb", "postgresql"})
    void theEvidenceOfTheSampleRatioCountsTheUnitsOfTheGate(String engine) {
        try (SqlSession session = open(engine)) {
            ExperimentRequirement need = need(mean("sum", "events", Function.SUM, "x", ""));
            String sql = new ExperimentWarehouse(session, need).evidence().getOrDefault("sample_ratio", "");
            assertThat(session.query(sql, r -> r.text("arm") + " " + r.count("units")))
                    .containsExactly("control 2", "treated 2");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"duckdb", "postgresql"})
    void aFixedCapOnARatioAndAnEmptyFileAreRefusedPlainly(String engine) {
        Metric capped = Metrics.metric(
                "capped",
                new Measure.Ratio(
                        Ground.aggregate("events", Function.SUM, "x", ""),
                        Ground.aggregate("events", Function.COUNT, "*", "")),
                Window.OPEN,
                Optional.of(new Cap(OptionalDouble.empty(), OptionalDouble.of(3))));
        try (SqlSession session = open(engine)) {
            ExperimentData data = fetch(
                    session,
                    need(
                            Metrics.plain(capped),
                            mean("header", "header", Function.SUM, "x", ""),
                            mean("typed", "typed", Function.SUM, "x", "")));
            assertThat(data.failures().get("capped").message()).contains("cut both sides at the same number");
            for (String name : List.of("header", "typed")) {
                assertThat(data.failures().get(name).reason()).isEqualTo("NO_DATA");
                assertThat(data.failures().get(name).message()).contains("has no rows");
            }
        }
    }
}
