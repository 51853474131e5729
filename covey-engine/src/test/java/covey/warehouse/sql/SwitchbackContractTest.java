package covey.warehouse.sql;

import static covey.metric.Aggregate.Function.COUNT;
import static covey.metric.Aggregate.Function.MAX;
import static covey.metric.Aggregate.Function.SUM;
import static covey.warehouse.sql.Ground.aggregate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.data.ExperimentRequirement.ArmValue;
import covey.data.ExperimentRequirement.Exposure;
import covey.data.SwitchbackData;
import covey.data.SwitchbackRequirement;
import covey.metric.Column;
import covey.metric.Column.DimensionType;
import covey.metric.Column.Entity;
import covey.metric.Location;
import covey.metric.Measure;
import covey.metric.Metric;
import covey.metric.Model;
import covey.metric.Schema;
import covey.metric.Window;
import covey.warehouse.SqlSession;
import covey.warehouse.Target;
import covey.warehouse.sql.switchback.SwitchbackWarehouse;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events cut into windows on every engine, against loops over the same rows in Java. */
class SwitchbackContractTest {
    private static final LocalDateTime START = LocalDateTime.of(2026, 3, 28, 22, 0);
    private static final Duration EVERY = Duration.ofMinutes(90);
    private static final Duration BURN_IN = Duration.ofMinutes(20);
    private static final int WINDOWS = 40;
    private static final List<String> REGIONS = List.of("north", "it's; --", "Ærø 😀", "\"south\"");

    @TempDir
    Path folder;

    private record Event(String region, LocalDateTime at, Double v) {}

    private static List<Event> events() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(4);
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            String region = i % 97 == 0 ? null : REGIONS.get(random.nextInt(REGIONS.size()));
            LocalDateTime at = START.plusSeconds(random.nextInt(-9_000, (WINDOWS + 3) * 5_400));
            Double v = i % 50 == 0 ? null : i % 51 == 0 ? Double.valueOf(Double.NaN) : random.nextGaussian() * 1e3;
            events.add(new Event(region, at, v));
        }
        // on the edges: of the period, of a window, of a burn-in
        for (long s :
                List.of(0L, 1_199L, 1_200L, 5_399L, 5_400L, 6_599L, 6_600L, WINDOWS * 5_400L - 1, WINDOWS * 5_400L)) {
            events.add(new Event("north", START.plusSeconds(s), 1.0));
        }
        return events;
    }

    private static List<Object[]> schedule() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(5);
        List<Object[]> rows = new ArrayList<>();
        for (String region : REGIONS) {
            for (int w = 0; w < WINDOWS + 2; w++) {
                rows.add(new Object[] {region, random.nextBoolean() ? "a" : "b", START.plusSeconds(w * 5_400L)});
            }
        }
        rows.add(rows.getFirst().clone()); // again
        rows.add(
                new Object[] {"north", rows.get(1)[1].equals("a") ? "b" : "a", START.plusSeconds(5_400L)}); // both arms
        rows.add(new Object[] {"north", "a", START.plusSeconds(7_000L)}); // between two windows
        rows.add(new Object[] {"north", "c", START.plusSeconds(10_800L)}); // no arm of ours
        rows.add(new Object[] {null, "a", START});
        return rows;
    }

    private static Schema schema() {
        Column region =
                new Column("region", Optional.empty(), Optional.of(new Entity("region", false)), Optional.empty());
        Column at = new Column(
                "at",
                Optional.empty(),
                Optional.empty(),
                Optional.of(new DimensionType(DimensionType.Kind.TIME, false, Optional.empty())));
        List<Model> models = List.of(
                new Model("plan", "the plan", Optional.of("at"), Duration.ZERO, List.of(region, at), Location.NONE),
                new Model("events", "events", Optional.of("at"), Duration.ZERO, List.of(region, at), Location.NONE));
        return new Schema(ZoneOffset.UTC, DayOfWeek.MONDAY, models, List.of(), List.of());
    }

    private static Metric metric(String name, Measure measure) {
        return Metrics.metric(name, measure, Window.OPEN, Metrics.none());
    }

    private static SwitchbackRequirement need() {
        Instant start = START.toInstant(ZoneOffset.UTC);
        return new SwitchbackRequirement(
                "region",
                new Exposure("plan", "arm", "", ""),
                List.of(new ArmValue("off", "a"), new ArmValue("on", "b")),
                start,
                start.plus(EVERY.multipliedBy(WINDOWS)).plusSeconds(60),
                start.plus(Duration.ofDays(30)),
                EVERY,
                BURN_IN,
                List.of(
                        metric("total", new Measure.Mean(aggregate("events", SUM, "v", ""))),
                        metric("largest", new Measure.Mean(aggregate("events", MAX, "v", "v < 500"))),
                        metric(
                                "share",
                                new Measure.Ratio(
                                        aggregate("events", COUNT, "*", "v > 0"), aggregate("events", COUNT, "*", ""))),
                        metric("people", new Measure.Proportion(aggregate("events", COUNT, "*", "")))),
                schema());
    }

    @ParameterizedTest
    @ValueSource(strings = {"duckdb", "postgresql"})
    void agreesWithLoopsOverTheRows(String engine) {
        List<Event> events = events();
        Target target = new TestTables(engine)
                .table("the plan", List.of("region TEXT", "arm TEXT", "at TIMESTAMP"), schedule())
                .table(
                        "events",
                        List.of("region TEXT", "at TIMESTAMP", "v FLOAT8"),
                        events.stream()
                                .map(e -> new Object[] {e.region(), e.at(), e.v()})
                                .toList())
                .write(folder, "switchback");
        try (SqlSession session = SqlSession.open(target)) {
            SwitchbackData data =
                    new SwitchbackWarehouse(session, need()).fetch((_, _) -> {}).data();
            assertThat(data.counts())
                    .isEqualTo(new SwitchbackData.ScheduleCounts(REGIONS.size() * (WINDOWS + 2) + 5, 8, 1, 1, 1, 1, 1));
            assertThat(data.windows()).hasSize(REGIONS.size() * WINDOWS - 1);
            assertThat(data.failures().keySet()).containsExactly("people");
            for (String name : List.of("total", "largest", "share")) {
                Map<String, double[]> expected = expected(events, name);
                Map<String, double[]> found = new TreeMap<>();
                data.metric(name)
                        .orElseThrow()
                        .values()
                        .forEach(v -> found.put(v.window() + " " + v.region(), new double[] {v.y(), v.d()}));
                assertThat(found.keySet()).as(name).isEqualTo(expected.keySet());
                expected.forEach((key, pair) -> {
                    double[] other = found.get(key);
                    assertThat(other[0]).as(name + " " + key).isCloseTo(pair[0], within(1e-7));
                    assertThat(other[1]).as(name + " " + key).isEqualTo(pair[1]);
                });
            }
            assertThat(data.metric("total").orElseThrow().nullValues())
                    .isEqualTo(counted(events).filter(e -> e.v() == null).count());
            assertThat(data.metric("total").orElseThrow().notFinite())
                    .isEqualTo(counted(events)
                            .filter(e -> e.v() != null && e.v().isNaN())
                            .count());
        }
    }

    private static java.util.stream.Stream<Event> counted(List<Event> events) {
        return events.stream().filter(e -> e.region() != null).filter(e -> {
            long s = Duration.between(START, e.at()).toSeconds();
            return s >= 0 && s < WINDOWS * EVERY.toSeconds() && s % EVERY.toSeconds() >= BURN_IN.toSeconds();
        });
    }

    private static Map<String, double[]> expected(List<Event> events, String metric) {
        Map<String, double[]> cells = new TreeMap<>();
        boolean ratio = metric.equals("share");
        counted(events).forEach(e -> {
            long window = Duration.between(START, e.at()).toSeconds() / EVERY.toSeconds();
            double[] pair = cells.computeIfAbsent(window + " " + e.region(), _ ->
                    new double[] {metric.equals("largest") ? -1e300 : 0, ratio ? 0 : 1});
            double v = e.v() == null || e.v().isNaN() ? Double.NaN : e.v();
            switch (metric) {
                case "total" -> pair[0] += Double.isNaN(v) ? 0 : v;
                case "largest" -> pair[0] = v < 500 ? Math.max(pair[0], v) : pair[0];
                default -> {
                    boolean positive = v > 0 || (e.v() != null && e.v().isNaN()); // NaN is largest on both engines
                    pair[0] += positive ? 1 : 0;
                    pair[1]++;
                }
            }
        });
        cells.values().forEach(pair -> pair[0] = pair[0] == -1e300 ? 0 : pair[0]);
        return cells;
    }
}
