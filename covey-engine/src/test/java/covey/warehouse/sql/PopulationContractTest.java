package covey.warehouse.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import covey.data.ExperimentData;
import covey.data.ExperimentData.Cell;
import covey.data.ExperimentData.UnitCell;
import covey.data.ExperimentRequirement;
import covey.data.ExperimentRequirement.Exposure;
import covey.data.ExperimentRequirement.MetricNeed;
import covey.metric.Location;
import covey.metric.Population;
import covey.warehouse.SqlSession;
import covey.warehouse.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A population of the units of some segments, on every engine, against those segments of the same experiment unrestricted. */
class PopulationContractTest {
    private static final Map<String, Target> WRITTEN = new HashMap<>();

    @TempDir
    static Path folder;

    private static Target target(String engine) {
        return WRITTEN.computeIfAbsent(
                engine, _ -> ExperimentContractTest.ground(1).tables(engine).write(folder, "population"));
    }

    /** Without caps and attributes, which are fitted over all units of a run. */
    private static List<MetricNeed> metrics() {
        return Metrics.all().stream()
                .filter(m -> m.metric().cap().isEmpty() && m.covariates().isEmpty())
                .toList();
    }

    private static ExperimentRequirement need(Population population) {
        Ground ground = ExperimentContractTest.ground(1);
        Instant asOf = ground.start.plus(Duration.ofDays(100));
        ExperimentRequirement all = ExperimentContractTest.need(ground, asOf, metrics());
        Exposure exposure = all.exposure().of(population);
        return new ExperimentRequirement(
                all.study(),
                all.unit(),
                exposure,
                all.arms(),
                all.start(),
                all.end(),
                all.zone(),
                all.asOf(),
                all.metrics(),
                all.slices(),
                all.exclusions(),
                all.level(),
                all.schema());
    }

    private static ExperimentData fetch(String engine, Population population) {
        try (SqlSession session = SqlSession.open(target(engine))) {
            return new ExperimentWarehouse(session, need(population))
                    .fetch((_, _) -> {})
                    .data();
        }
    }

    /** What a condition on a dimension leaves, against segments of everybody. */
    private record Compared(String engine, ExperimentData all) {
        void assertSegments(String filter, String dimension, Predicate<String> segments) {
            assertSame(all, fetch(engine, population(filter, dimension)), dimension, segments);
        }
    }

    private static Population population(String filter, String dimension) {
        return new Population(filter, List.of(dimension), Location.NONE);
    }

    private static void assertSame(
            ExperimentData all, ExperimentData some, String dimension, Predicate<String> segments) {

        long expected = all.exposures().cells().stream()
                .filter(c -> c.slice().equals(dimension) && segments.test(c.segment()))
                .mapToLong(UnitCell::units)
                .sum();
        assertThat(some.exposures().cells().stream()
                        .filter(c -> c.slice().isEmpty())
                        .mapToLong(UnitCell::units)
                        .sum())
                .as(dimension)
                .isEqualTo(expected)
                .isBetween(1L, all.exposures().units() - 1);
        assertThat(some.exposures().outside())
                .isEqualTo(all.exposures().units() - some.exposures().units());
        assertThat(some.failures()).isEmpty();
        for (MetricNeed metric : metrics()) {
            String name = metric.metric().name();
            ExperimentContractTest.assertCells(
                    name, cells(some, name, dimension, segments), cells(all, name, dimension, segments));
            assertThat(cells(some, name, dimension, _ -> true)).hasSameSizeAs(cells(some, name, dimension, segments));
        }
    }

    private static List<Cell> cells(ExperimentData data, String metric, String dimension, Predicate<String> segments) {
        return data.metric(metric).orElseThrow().cells().stream()
                .filter(c -> c.slice().equals(dimension) && segments.test(c.segment()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"duckdb", "postgresql"})
    void isTheSegmentsThatItsConditionNames(String engine) {
        // a table with versions: the last one at or before entry
        ExperimentData all = fetch(engine, Population.EVERYBODY);
        Compared compared = new Compared(engine, all);
        String plan = all.exposures().cells().stream()
                .filter(c -> c.slice().equals("plan") && !c.segment().startsWith("("))
                .map(UnitCell::segment)
                .findFirst()
                .orElseThrow();
        String literal = "'" + plan.replace("'", "''") + "'";
        compared.assertSegments("plan = " + literal, "plan", plan::equals);
        compared.assertSegments("plan IS NULL", "plan", "(missing)"::equals);
        // NULL is not true: units without a plan are outside
        compared.assertSegments(
                "plan <> " + literal + " OR false", "plan", s -> !s.equals(plan) && !s.equals("(missing)"));
        // a dimension with bins is the number itself, computed at entry
        compared.assertSegments("tenure >= 7 AND tenure < 28", "tenure", "[7, 28)"::equals);
        compared.assertSegments("\"age\" >= 12.5", "age", ">= 12.5"::equals);
    }

    @ParameterizedTest
    @CsvSource({"duckdb", "postgresql"})
    void aConditionThatIsNoSqlStopsTheRun(String engine) {
        Population broken = population("age >= ", "age");
        assertThatThrownBy(() -> fetch(engine, broken))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("population: ");
        Population unknown = population("nowhere = 1", "nowhere");
        assertThatThrownBy(() -> fetch(engine, unknown))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("nowhere");
    }
}
