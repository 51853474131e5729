package covey.warehouse.sql;

import static covey.metric.Aggregate.Function.COUNT;
import static covey.metric.Aggregate.Function.SUM;
import static covey.warehouse.sql.Ground.aggregate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.data.ExperimentRequirement.ArmValue;
import covey.data.ExperimentRequirement.Exposure;
import covey.data.RolloutData;
import covey.data.RolloutRequirement;
import covey.data.RolloutRequirement.Stage;
import covey.metric.Column;
import covey.metric.Column.DimensionType;
import covey.metric.Column.Entity;
import covey.metric.Dimension;
import covey.metric.Location;
import covey.metric.Measure;
import covey.metric.Model;
import covey.metric.Population;
import covey.metric.Schema;
import covey.metric.Window;
import covey.stats.moment.Moments;
import covey.warehouse.SqlSession;
import covey.warehouse.sql.rollout.RolloutWarehouse;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A population by stages on every engine, against loops over the same rows in Java. */
class RolloutContractTest {
    private static final LocalDateTime START = LocalDateTime.of(2026, 3, 28, 0, 0);
    private static final int[] DAYS = {0, 3, 7, 12};
    private static final int UNITS = 60;

    @TempDir
    Path folder;

    private record Event(String unit, LocalDateTime at, Double v) {}

    private static String name(int unit) {
        return unit % 7 == 0 ? "it's " + unit + "; --" : "ü" + unit;
    }

    private static List<Event> events() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(8);
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            String unit = i % 90 == 0 ? null : name(random.nextInt(UNITS + 5)); // some are not of the population
            Double v = i % 41 == 0 ? null : random.nextGaussian() * 10 + 3;
            events.add(new Event(unit, START.plusSeconds(random.nextInt(-90_000, 14 * 86_400)), v));
        }
        events.add(new Event(name(1), START, 5.0));
        events.add(new Event(name(1), START.plusDays(3), 5.0));
        events.add(new Event(name(1), START.plusDays(12), 5.0));
        return events;
    }

    private static RolloutRequirement need() {
        Column unit = new Column("u", Optional.empty(), Optional.of(new Entity("community", true)), Optional.empty());
        Column foreign =
                new Column("u", Optional.empty(), Optional.of(new Entity("community", false)), Optional.empty());
        Column at = new Column(
                "at",
                Optional.empty(),
                Optional.empty(),
                Optional.of(new DimensionType(DimensionType.Kind.TIME, false, Optional.empty())));
        List<Model> models = List.of(
                new Model("all", "all units", Optional.empty(), Duration.ZERO, List.of(unit), Location.NONE),
                new Model("seen", "seen", Optional.of("at"), Duration.ZERO, List.of(foreign, at), Location.NONE),
                new Model("events", "events", Optional.of("at"), Duration.ZERO, List.of(foreign, at), Location.NONE));
        Instant start = START.toInstant(ZoneOffset.UTC);
        List<Stage> stages = new ArrayList<>();
        for (int t = 0; t + 1 < DAYS.length; t++) {
            stages.add(new Stage(
                    start.plus(Duration.ofDays(DAYS[t])), start.plus(Duration.ofDays(DAYS[t + 1])), t * 0.25));
        }
        return new RolloutRequirement(
                "community",
                "all",
                new Exposure("seen", "arm", "", ""),
                new ArmValue("after", "b"),
                stages,
                start.plus(Duration.ofDays(60)),
                List.of(
                        Metrics.metric(
                                "sum",
                                new Measure.Mean(aggregate("events", SUM, "v", "")),
                                Window.OPEN,
                                Metrics.none()),
                        Metrics.metric(
                                "share",
                                new Measure.Ratio(
                                        aggregate("events", COUNT, "*", "v > 3"), aggregate("events", COUNT, "*", "")),
                                Window.OPEN,
                                Metrics.none()),
                        Metrics.metric(
                                "people",
                                new Measure.Proportion(aggregate("events", COUNT, "*", "")),
                                Window.OPEN,
                                Metrics.none())),
                new Schema(
                        ZoneOffset.UTC,
                        DayOfWeek.MONDAY,
                        models,
                        List.of(),
                        List.of(new Dimension("town", "community", "all", "k", List.of(), 20, false, Location.NONE))));
    }

    /** Six towns of communities that are treated as wholes; some communities are in none. */
    private static Optional<String> town(int unit) {
        return unit % 11 == 0 ? Optional.empty() : Optional.of("town " + unit / 10);
    }

    private static RolloutRequirement byTown() {
        return changed(need().exposure(), Optional.of("town"));
    }

    private static RolloutRequirement changed(Exposure exposure, Optional<String> cluster) {
        RolloutRequirement alone = need();
        return new RolloutRequirement(
                alone.unit(),
                alone.population(),
                exposure,
                alone.treatment(),
                alone.stages(),
                alone.asOf(),
                alone.metrics(),
                alone.schema(),
                cluster);
    }

    /** A population of units is the towns that it names, units without a town left out. */
    private static void assertPopulation(SqlSession session, Moments towns) {
        Population two = new Population("town IN ('town 1', 'town 3')", List.of("town"), Location.NONE);
        RolloutData some = new RolloutWarehouse(
                        session, changed(need().exposure().of(two), Optional.empty()))
                .fetch((_, _) -> {})
                .data();
        long units = IntStream.range(0, UNITS)
                .filter(u -> town(u).filter(t -> t.equals("town 1") || t.equals("town 3"))
                        .isPresent())
                .count();
        assertThat(some.units()).isEqualTo(units).isPositive();
        RolloutData grouped = new RolloutWarehouse(
                        session, changed(need().exposure().of(two), Optional.of("town")))
                .fetch((_, _) -> {})
                .data();
        assertThat(grouped.clusters()).isEqualTo(2);
        Moments alone = some.metric("sum").orElseThrow().moments();
        Moments together = grouped.metric("sum").orElseThrow().moments();
        assertThat(alone.n()).isEqualTo(units);
        assertThat(towns.n()).isGreaterThan(2);
        for (int t = 0; t < alone.size(); t++) {
            assertThat(together.mean(t) * 2).isCloseTo(alone.mean(t) * units, within(1e-9));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"duckdb", "postgresql"})
    void agreesWithLoopsOverTheRows(String engine) {
        List<Object[]> units = new ArrayList<>();
        List<Object[]> seen = new ArrayList<>();
        for (int u = 0; u < UNITS; u++) {
            units.add(new Object[] {name(u), town(u).orElse(null)});
            seen.add(new Object[] {name(u), u < 15 ? "b" : "a", START.plusDays(3)});
            if (u < 30) {
                seen.add(new Object[] {name(u), "b", START.plusDays(7)});
            }
        }
        TestTables tables = new TestTables(engine)
                .table("all units", List.of("u TEXT", "k TEXT"), units)
                .table("seen", List.of("u TEXT", "arm TEXT", "at TIMESTAMP"), seen)
                .table(
                        "events",
                        List.of("u TEXT", "at TIMESTAMP", "v FLOAT8"),
                        events().stream()
                                .map(e -> new Object[] {e.unit(), e.at(), e.v()})
                                .toList());
        try (SqlSession session = SqlSession.open(tables.write(folder, "rollout"))) {
            RolloutData data =
                    new RolloutWarehouse(session, need()).fetch((_, _) -> {}).data();
            assertThat(data.units()).isEqualTo(UNITS);
            assertThat(data.treated()).containsExactly(0L, 15L, 30L);
            assertThat(data.failures().keySet()).containsExactly("people");
            check(data.metric("sum").orElseThrow().moments(), 1);
            check(data.metric("share").orElseThrow().moments(), 2);

            RolloutData towns =
                    new RolloutWarehouse(session, byTown()).fetch((_, _) -> {}).data();
            long inTowns =
                    IntStream.range(0, UNITS).filter(u -> town(u).isPresent()).count();
            assertThat(towns.units()).isEqualTo(inTowns);
            assertPopulation(session, towns.metric("sum").orElseThrow().moments());
            assertThat(towns.clusters()).isEqualTo(6);
            assertThat(towns.randomized()).isEqualTo(6);
            // a town is treated with its first community
            assertThat(towns.treated()).containsExactly(0L, 2L, 3L);
            same(towns.metric("sum").orElseThrow().moments(), byTown(rows(1)));
            same(towns.metric("share").orElseThrow().moments(), byTown(rows(2)));
        }
    }

    /** Totals of the towns and, last, how many communities they have. */
    private static double[][] byTown(double[]... units) {
        double[][] towns = new double[UNITS / 10][units[0].length + 1];
        for (int u = 0; u < units.length; u++) {
            if (town(u).isPresent()) {
                for (int i = 0; i < units[u].length; i++) {
                    towns[u / 10][i] += units[u][i];
                }
                towns[u / 10][units[u].length]++;
            }
        }
        return towns;
    }

    private static void check(Moments found, int parts) {
        same(found, rows(parts));
    }

    private static double[][] rows(int parts) {
        int stages = DAYS.length - 1;
        double[][] rows = new double[UNITS][parts * stages];
        for (Event e : events()) {
            for (int t = 0; t < stages; t++) {
                boolean inside =
                        !e.at().isBefore(START.plusDays(DAYS[t])) && e.at().isBefore(START.plusDays(DAYS[t + 1]));
                for (int u = 0; inside && u < UNITS; u++) {
                    if (name(u).equals(e.unit())) {
                        double days = DAYS[t + 1] - DAYS[t];
                        double first = parts == 1 ? (e.v() == null ? 0 : e.v()) : (e.v() != null && e.v() > 3 ? 1 : 0);
                        rows[u][t] += first / days;
                        if (parts == 2) {
                            rows[u][stages + t] += 1 / days;
                        }
                    }
                }
            }
        }
        return rows;
    }

    private static void same(Moments found, double[]... rows) {
        Moments expected = Moments.ofRows(rows);
        assertThat(found.n()).isEqualTo(expected.n());
        for (int i = 0; i < rows[0].length; i++) {
            assertThat(found.mean(i)).isCloseTo(expected.mean(i), within(1e-9));
            for (int j = i; j < rows[0].length; j++) {
                assertThat(found.covariance(i, j)).isCloseTo(expected.covariance(i, j), within(1e-8));
            }
        }
    }
}
