package covey.warehouse.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import covey.data.ExperimentData;
import covey.data.ExperimentData.Failure;
import covey.data.ExperimentRequirement;
import covey.data.ExperimentRequirement.Covariate;
import covey.data.ExperimentRequirement.Exposure;
import covey.data.ExperimentRequirement.MetricNeed;
import covey.metric.Aggregate;
import covey.metric.Measure;
import covey.metric.Metric;
import covey.metric.Window;
import covey.result.Query;
import covey.warehouse.SqlSession;
import covey.warehouse.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One bad metric never stops the others; what is needed by all stops the run with a clear message. */
class ExperimentFailureTest {
    private static final Map<String, Target> WRITTEN = new HashMap<>();
    private static final Ground GROUND = new Ground(1, LocalDate.of(2026, 3, 24), 9);
    private static final Instant AS_OF = GROUND.end.plus(Duration.ofDays(9));

    @TempDir
    static Path folder;

    private static SqlSession open(String engine) {
        return SqlSession.open(
                WRITTEN.computeIfAbsent(engine, _ -> GROUND.tables(engine).write(folder, "failures")));
    }

    private static MetricNeed sum(String name, String model, String expr) {
        return Metrics.plain(Metrics.metric(name, Metrics.sum(model, expr), Window.OPEN, Metrics.none()));
    }

    private static MetricNeed adjusted(String name, String attribute) {
        return new MetricNeed(
                Metrics.metric(name, Metrics.sum("events", "n"), Window.OPEN, Metrics.none()),
                List.of(new Covariate.Attribute(attribute)),
                false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"duckdb", "postgresql"})
    void badMetricsFailAlone(String engine) {
        List<MetricNeed> metrics = new ArrayList<>(List.of(
                sum("no column", "events", "amuont"),
                sum("text", "events", "kind"),
                sum("cast", "events", "CAST(kind AS INTEGER)"),
                sum("no table", "missing", "n"),
                sum("zones", "unzoned", "n"),
                sum("keys", "numbered", "1"),
                sum("huge", "events", "CASE WHEN n > 0 THEN 1e308 END"),
                sum("comment", "events", "n -- the number"),
                adjusted("covariate text", "country"),
                adjusted("covariate unknown", "nobody knows"),
                Metrics.plain(Metrics.metric(
                        "untimed days",
                        new Measure.Participation(Ground.aggregate("plain", Aggregate.Function.DAYS, "*", "")),
                        Window.OPEN,
                        Metrics.none())),
                Metrics.plain(Metrics.CLICKS)));
        metrics.addAll(Metrics.quantiles());
        metrics.add(Metrics.plain(Metrics.ITS));
        ExperimentRequirement need = ExperimentContractTest.need(GROUND, AS_OF, metrics);
        try (SqlSession session = open(engine)) {
            ExperimentData data =
                    new ExperimentWarehouse(session, need).fetch((_, _) -> {}).data();

            Map<String, Failure> failures = data.failures();
            assertThat(failures)
                    .containsOnlyKeys(
                            "no column",
                            "text",
                            "cast",
                            "no table",
                            "zones",
                            "keys",
                            "huge",
                            "comment",
                            "covariate text",
                            "covariate unknown",
                            "untimed days");
            assertThat(failures.values()).allSatisfy(f -> {
                assertThat(f.message()).isNotBlank();
                assertThat(f.advice()).isNotBlank();
            });
            assertThat(failures.get("no column").message()).contains("amuont");
            assertThat(failures.get("text").message()).contains("kind", "text", "not a number");
            assertThat(failures.get("no table").message()).contains("no such table");
            assertThat(failures.get("zones").message()).contains("mixed time zones", "unzoned");
            assertThat(failures.get("keys").message()).contains("text in exposures", "number in numbered");
            assertThat(failures.get("keys").reason()).isEqualTo("JOIN_LOSS");
            assertThat(failures.get("covariate text").message()).contains("country");
            Oracle oracle = new Oracle(GROUND, need);
            for (Metric metric : List.of(Metrics.CLICKS, Metrics.ITS)) {
                ExperimentContractTest.assertCells(
                        metric.name(),
                        data.metric(metric.name()).orElseThrow().cells(),
                        oracle.metric(Metrics.plain(metric)).cells());
            }
            assertThat(data.quantiles()).hasSize(4);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"duckdb", "postgresql"})
    void whatAllNeedStopsTheRun(String engine) {
        ExperimentRequirement good = ExperimentContractTest.need(GROUND, AS_OF, List.of(Metrics.plain(Metrics.CLICKS)));
        try (SqlSession session = open(engine)) {
            assertThatThrownBy(() -> fetch(session, with(good, new Exposure("missing", Ground.ARM, "", ""), List.of())))
                    .isInstanceOf(CompileException.class)
                    .hasMessageContaining("no such table");
            assertThatThrownBy(() -> fetch(session, with(good, new Exposure("exposures", "amr", "", ""), List.of())))
                    .isInstanceOf(CompileException.class)
                    .hasMessageContaining("amr")
                    .satisfies(e -> assertThat(((CompileException) e).advice()).contains("select"));
            assertThatThrownBy(() -> fetch(session, with(good, good.exposure(), List.of("moon"))))
                    .isInstanceOf(CompileException.class)
                    .hasMessageContaining("moon");
        }
    }

    private static ExperimentRequirement with(ExperimentRequirement n, Exposure exposure, List<String> slices) {
        return new ExperimentRequirement(
                n.study(),
                n.unit(),
                exposure,
                n.arms(),
                n.start(),
                n.end(),
                n.zone(),
                n.asOf(),
                n.metrics(),
                slices,
                n.exclusions(),
                n.level(),
                n.schema());
    }

    private static ExperimentData fetch(SqlSession session, ExperimentRequirement need) {
        return new ExperimentWarehouse(session, need).fetch((_, _) -> {}).data();
    }

    @ParameterizedTest
    @ValueSource(strings = {"duckdb", "postgresql"})
    void emptyTablesGiveNoUnitsAndNoRows(String engine) {
        List<MetricNeed> metrics = new ArrayList<>(Metrics.quantiles());
        metrics.addAll(Metrics.all());
        ExperimentRequirement need = ExperimentContractTest.need(GROUND, AS_OF, metrics);
        try (SqlSession session = open(engine)) {
            ExperimentData nobody = fetch(
                    session,
                    with(need, new Exposure("exposures", Ground.ARM, "\"the study\" = 'none'", ""), List.of("plan")));
            assertThat(nobody.failures()).isEmpty();
            assertThat(nobody.exposures().units()).isZero();
            assertThat(nobody.metric(Metrics.VALUE.name()).orElseThrow().cells())
                    .isEmpty();

            ExperimentData nothing = fetch(
                    session,
                    need.withMetrics(List.of(Metrics.plain(
                            Metrics.metric("empty", Metrics.sum("empty", "v"), Window.OPEN, Metrics.cap(0.9))))));
            assertThat(nothing.failures()).isEmpty();
            assertThat(nothing.metric("empty").orElseThrow().losses().withRows())
                    .isZero();
            assertThat(nothing.freshness().get("empty").rows()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"duckdb", "postgresql"})
    void everyPrintedStatementRunsInAFreshSession(String engine) {
        List<MetricNeed> metrics = new ArrayList<>(Metrics.quantiles());
        metrics.addAll(Metrics.all());
        ExperimentRequirement need = ExperimentContractTest.need(GROUND, AS_OF, metrics);
        List<Query> script;
        Map<String, String> evidence;
        try (SqlSession session = open(engine)) {
            ExperimentWarehouse warehouse = new ExperimentWarehouse(session, need);
            script = warehouse.compile();
            evidence = warehouse.evidence();
            assertThat(warehouse.faults()).isEmpty();
        }
        try (SqlSession session = open(engine)) {
            for (Query query : script) {
                session.execute("-- " + query.purpose() + "\n" + query.sql());
                assertThat(query.purpose()).doesNotContain("\n");
            }
            for (String sql : evidence.values()) {
                assertThat(session.query(sql, Answer::of)).isNotEmpty();
            }
        }
    }
}
