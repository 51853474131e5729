package covey.warehouse.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.data.ExperimentData;
import covey.data.ExperimentData.AppliedCap;
import covey.data.ExperimentData.Cell;
import covey.data.ExperimentData.ExposureCounts;
import covey.data.ExperimentData.Losses;
import covey.data.ExperimentData.MetricCells;
import covey.data.ExperimentData.QuantileCell;
import covey.data.ExperimentData.QuantileCells;
import covey.data.ExperimentRequirement;
import covey.data.ExperimentRequirement.ArmValue;
import covey.data.ExperimentRequirement.Exclusion;
import covey.data.ExperimentRequirement.Exposure;
import covey.data.ExperimentRequirement.MetricNeed;
import covey.stats.moment.Moments;
import covey.warehouse.SqlSession;
import covey.warehouse.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the SQL gives on every engine, against loops over the same rows in Java. */
class ExperimentContractTest {
    private static final Map<String, Target> WRITTEN = new HashMap<>();
    private static final Map<Integer, Ground> GROUNDS = Map.of(
            1, new Ground(1, LocalDate.of(2026, 3, 24), 9),
            2, new Ground(2, LocalDate.of(2025, 10, 20), 11));

    @TempDir
    static Path folder;

    static Target target(String engine, int seed) {
        return WRITTEN.computeIfAbsent(
                engine + seed, _ -> ground(seed).tables(engine).write(folder, "ground" + seed));
    }

    static Ground ground(int seed) {
        return GROUNDS.get(seed);
    }

    static ExperimentRequirement need(Ground ground, Instant asOf, List<MetricNeed> metrics) {
        Instant quiet = ground.start.plus(Duration.ofDays(2));
        return new ExperimentRequirement(
                "study\n; --",
                "user",
                new Exposure("exposures", Ground.ARM, "\"the study\" = 'e''1'", "sound"),
                List.of(
                        new ArmValue("control's \"arm\"", Ground.CONTROL),
                        new ArmValue("treated", Ground.TREATED),
                        new ArmValue("a {} third", Ground.THIRD)),
                ground.start,
                ground.end,
                Ground.BERLIN,
                asOf,
                metrics,
                List.of("country", "plan", "age", "tenure"),
                List.of(new Exclusion(quiet, quiet.plus(Duration.ofHours(20)), "outage")),
                0.9,
                ground.schema());
    }

    private static ExperimentData fetch(String engine, int seed, ExperimentRequirement need) {
        try (SqlSession session = SqlSession.open(target(engine, seed))) {
            return new ExperimentWarehouse(session, need).fetch((_, _) -> {}).data();
        }
    }

    @ParameterizedTest
    @CsvSource({"duckdb,1,100", "postgresql,1,100", "duckdb,1,5", "postgresql,1,5", "duckdb,2,100", "postgresql,2,7"})
    void agreesWithLoopsOverTheRows(String engine, int seed, int days) {
        Ground ground = ground(seed);
        Instant asOf = ground.start.plus(Duration.ofDays(days)).plus(Duration.ofHours(7));
        ExperimentRequirement need = need(ground, asOf, Metrics.all());

        ExperimentData data = fetch(engine, seed, need);

        Oracle oracle = new Oracle(ground, need);
        assertThat(data.failures()).isEmpty();
        assertExposures(data.exposures(), oracle.exposures());
        for (MetricNeed metric : need.metrics()) {
            MetricCells expected = oracle.metric(metric);
            MetricCells actual = data.metric(metric.metric().name()).orElseThrow();
            String name = metric.metric().name();
            assertThat(actual.columns()).as(name).isEqualTo(expected.columns());
            assertLosses(name, actual.losses(), expected.losses());
            assertCaps(name, actual.caps(), expected.caps());
            assertCells(name, actual.cells(), expected.cells());
            assertCells(name + " snapshots", actual.snapshots(), expected.snapshots());
            assertCells(name + " ages", actual.ages(), expected.ages());
        }
    }

    /** The outcome and its only capped covariate come from two models: both are needed to say who counts for the cap. */
    @ParameterizedTest
    @CsvSource({"duckdb", "postgresql"})
    void aCapOfACovariateFromAnotherModel(String engine) {
        Ground ground = ground(1);
        Instant asOf = ground.start.plus(Duration.ofDays(100));
        ExperimentRequirement need = need(ground, asOf, List.of(Metrics.cappedElsewhere()));

        ExperimentData data = fetch(engine, 1, need);

        MetricNeed metric = need.metrics().getFirst();
        MetricCells expected = new Oracle(ground, need).metric(metric);
        MetricCells actual = data.metric(metric.metric().name()).orElseThrow();
        assertThat(data.failures()).isEmpty();
        assertCaps("capped elsewhere", actual.caps(), expected.caps());
        assertCells("capped elsewhere", actual.cells(), expected.cells());
    }

    private static void assertLosses(String name, Losses actual, Losses expected) {
        assertThat(actual)
                .as(name)
                .usingRecursiveComparison()
                .ignoringFields("rows", "arms")
                .isEqualTo(expected);
    }

    private static void assertExposures(ExposureCounts actual, ExposureCounts expected) {
        assertThat(actual.cells()).hasSizeGreaterThan(100).containsExactlyInAnyOrderElementsOf(expected.cells());
        assertThat(actual).usingRecursiveComparison().ignoringFields("cells").isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"duckdb,1,100", "postgresql,1,100", "duckdb,2,7", "postgresql,2,7"})
    void picksTheOrderStatistics(String engine, int seed, int days) {
        Ground ground = ground(seed);
        Instant asOf = ground.start.plus(Duration.ofDays(days));
        ExperimentRequirement need = need(ground, asOf, Metrics.quantiles());

        ExperimentData data = fetch(engine, seed, need);

        assertQuantiles(ground, need, data);
    }

    static void assertQuantiles(Ground ground, ExperimentRequirement need, ExperimentData data) {
        OracleQuantiles oracle = new OracleQuantiles(new Oracle(ground, need), need);
        assertThat(data.failures()).isEmpty();
        for (MetricNeed metric : need.metrics()) {
            QuantileCells cells = data.quantile(metric.metric().name()).orElseThrow();
            assertLosses(metric.metric().name(), cells.losses(), new Oracle(ground, need).losses(metric.metric(), 1));
            List<QuantileCell> expected = oracle.cells(metric.metric());
            assertThat(cells.arms()).hasSameSizeAs(expected).hasSizeGreaterThan(15);
            for (QuantileCell e : expected) {
                QuantileCell a = cells.arms().stream()
                        .filter(c -> c.arm().equals(e.arm())
                                && c.slice().equals(e.slice())
                                && c.segment().equals(e.segment()))
                        .findFirst()
                        .orElseThrow();
                assertThat(a)
                        .usingRecursiveComparison()
                        .ignoringFields("shares")
                        .withComparatorForType(ExperimentContractTest::nearly, Double.class)
                        .isEqualTo(e);
                assertThat(a.shares().isPresent()).isEqualTo(e.shares().isPresent());
                e.shares().ifPresent(m -> assertMoments(e.toString(), a.shares().orElseThrow(), m));
            }
        }
    }

    private static void assertCaps(String name, List<AppliedCap> actual, List<AppliedCap> expected) {
        assertThat(actual).as(name).hasSameSizeAs(expected);
        for (int i = 0; i < actual.size(); i++) {
            assertThat(actual.get(i))
                    .as(name)
                    .usingRecursiveComparison()
                    .withComparatorForType(ExperimentContractTest::nearly, Double.class)
                    .isEqualTo(expected.get(i));
        }
    }

    private static int nearly(double a, double b) {
        return Math.abs(a - b) <= 1e-10 * Math.max(Math.abs(a), Math.abs(b)) ? 0 : Double.compare(a, b);
    }

    static void assertCells(String name, List<Cell> actual, List<Cell> expected) {
        Comparator<Cell> order = Comparator.comparing(Cell::arm)
                .thenComparing(Cell::day)
                .thenComparing(Cell::slice)
                .thenComparing(Cell::segment)
                .thenComparing(Cell::excluded);
        List<Cell> left = actual.stream().sorted(order).toList();
        List<Cell> right = expected.stream().sorted(order).toList();
        assertThat(left.stream().map(ExperimentContractTest::key))
                .as(name)
                .containsExactlyElementsOf(
                        right.stream().map(ExperimentContractTest::key).toList());
        for (int i = 0; i < left.size(); i++) {
            assertMoments(
                    name + " " + key(left.get(i)),
                    left.get(i).moments(),
                    right.get(i).moments());
        }
    }

    private static List<Object> key(Cell c) {
        return List.of(
                c.arm(),
                c.day(),
                c.slice(),
                c.segment(),
                c.excluded(),
                c.moments().n());
    }

    static void assertMoments(String name, Moments actual, Moments expected) {
        assertThat(actual.size()).as(name).isEqualTo(expected.size());
        for (int i = 0; i < actual.size(); i++) {
            assertThat(actual.mean(i))
                    .as("%s mean %d", name, i)
                    .isCloseTo(expected.mean(i), within(1e-10 * Math.abs(expected.mean(i)) + 1e-11));
            for (int j = i; j < actual.size(); j++) {
                double scale = Math.sqrt(expected.crossM2(i, i) * expected.crossM2(j, j));
                double noise = 1e-13 * expected.n() * Math.abs(expected.mean(i) * expected.mean(j));
                assertThat(actual.crossM2(i, j))
                        .as("%s M2 %d %d", name, i, j)
                        .isCloseTo(expected.crossM2(i, j), within(1e-10 * scale + noise + 1e-11));
            }
        }
    }
}
