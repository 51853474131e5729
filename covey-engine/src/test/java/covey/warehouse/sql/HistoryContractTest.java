package covey.warehouse.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.data.ExperimentData;
import covey.data.ExperimentData.Cell;
import covey.data.ExperimentData.QuantileCell;
import covey.data.ExperimentData.QuantileWeek;
import covey.data.ExperimentRequirement;
import covey.data.ExperimentRequirement.ArmValue;
import covey.data.ExperimentRequirement.Covariate;
import covey.data.ExperimentRequirement.Exposure;
import covey.data.ExperimentRequirement.MetricNeed;
import covey.data.Grouping;
import covey.data.Groups.PairDay;
import covey.data.Groups.PairWeek;
import covey.data.Groups.Pairing;
import covey.metric.Aggregate;
import covey.metric.Aggregate.Function;
import covey.metric.Cap;
import covey.metric.Column;
import covey.metric.Column.DimensionType;
import covey.metric.Column.Entity;
import covey.metric.Dimension;
import covey.metric.Location;
import covey.metric.Measure;
import covey.metric.Metric;
import covey.metric.Model;
import covey.metric.Schema;
import covey.metric.Window;
import covey.result.MetricInfo.Goal;
import covey.stats.moment.Moments;
import covey.warehouse.SqlSession;
import covey.warehouse.Target;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A history as an experiment in which nobody was treated, on every engine against plain Java. */
class HistoryContractTest {
    private static final Instant START = Instant.parse("2026-02-02T00:00:00Z");
    private static final Instant END = START.plus(Duration.ofDays(21));
    private static final Map<String, Target> WRITTEN = new HashMap<>();
    private static final List<Event> EVENTS = events();

    @TempDir
    static Path folder;

    private record Event(String unit, Instant at, double x) {}

    private static List<Event> events() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        List<Event> events = new ArrayList<>();
        for (int unit = 0; unit < 80; unit++) {
            double every = 1 + 12 * random.nextDouble();
            for (double day = -30 + every * random.nextDouble(); day < 40; day += every * (0.5 + random.nextDouble())) {
                Instant at = START.plusSeconds(Math.round(day * 86_400));
                events.add(new Event("u" + unit, at, Math.round(40 * random.nextDouble()) / 4.0));
            }
        }
        return events;
    }

    /** Two neighbours are a pair; three are in one that is too large, and one is in none. */
    private static List<@Nullable Object[]> users() {
        List<@Nullable Object[]> users = new ArrayList<>();
        for (int unit = 0; unit < 79; unit++) {
            users.add(new @Nullable Object[] {"u" + unit, pair("u" + unit)});
        }
        return users;
    }

    private static String pair(String unit) {
        int number = Integer.parseInt(unit.substring(1));
        return "p" + (number == 2 ? 0 : number / 2);
    }

    private static SqlSession open(String engine) {
        return SqlSession.open(WRITTEN.computeIfAbsent(engine, _ -> {
            List<@Nullable Object[]> rows = new ArrayList<>();
            EVENTS.forEach(e ->
                    rows.add(new @Nullable Object[] {e.unit, LocalDateTime.ofInstant(e.at, ZoneOffset.UTC), e.x}));
            return new TestTables(engine)
                    .table("events", List.of("user_id TEXT", "at TIMESTAMP", "x FLOAT8"), rows)
                    .table("users", List.of("user_id TEXT", "pair TEXT"), users())
                    .write(folder, "history");
        }));
    }

    private static Metric metric(String name, Measure measure, Window window, Optional<Cap> cap) {
        return new Metric(name, name, "", "", "draft", measure, window, cap, Goal.INCREASE, "", "", Location.NONE);
    }

    private static ExperimentRequirement need(Exposure exposure, List<MetricNeed> metrics) {
        Schema schema = new Schema(
                ZoneOffset.UTC,
                DayOfWeek.MONDAY,
                List.of(
                        new Model(
                                "events",
                                "events",
                                Optional.of("at"),
                                Duration.ZERO,
                                List.of(
                                        new Column(
                                                "user_id",
                                                Optional.empty(),
                                                Optional.of(new Entity("user", false)),
                                                Optional.empty()),
                                        new Column(
                                                "at",
                                                Optional.empty(),
                                                Optional.empty(),
                                                Optional.of(new DimensionType(
                                                        DimensionType.Kind.TIME, false, Optional.of("UTC"))))),
                                Location.NONE),
                        new Model(
                                "users",
                                "users",
                                Optional.empty(),
                                Duration.ZERO,
                                List.of(new Column(
                                        "user_id",
                                        Optional.empty(),
                                        Optional.of(new Entity("user", true)),
                                        Optional.empty())),
                                Location.NONE)),
                List.of(),
                List.of(new Dimension("pair", "user", "users", "pair", List.of(), 20, false, Location.NONE)));
        return new ExperimentRequirement(
                "h",
                "user",
                exposure,
                List.of(new ArmValue(ExperimentRequirement.HISTORY, ExperimentRequirement.HISTORY)),
                START,
                END,
                ZoneOffset.UTC,
                END,
                metrics,
                List.of(),
                List.of(),
                0.95,
                schema);
    }

    private static final Metric SUM = metric(
            "total",
            new Measure.Mean(new Aggregate("events", Function.SUM, "x", "")),
            Window.OPEN,
            Optional.of(new Cap(OptionalDouble.of(0.9), OptionalDouble.empty())));

    private static final Metric PLAIN = metric(
            "plain", new Measure.Mean(new Aggregate("events", Function.SUM, "x", "")), Window.OPEN, Optional.empty());

    private static final Metric DAYS = metric(
            "days",
            new Measure.Participation(new Aggregate("events", Function.DAYS, "*", "")),
            Window.OPEN,
            Optional.empty());

    private static final Metric RETENTION = metric(
            "back",
            new Measure.Retention(new Aggregate("events", Function.COUNT, "*", "")),
            new Window(Duration.ofDays(7), Optional.of(Duration.ofDays(14))),
            Optional.empty());

    private static Map<String, Instant> entries() {
        Map<String, Instant> entries = new TreeMap<>();
        EVENTS.stream()
                .filter(e -> !e.at.isBefore(START) && e.at.isBefore(END))
                .forEach(e -> entries.merge(e.unit, e.at, (a, b) -> a.isBefore(b) ? a : b));
        return entries;
    }

    private static double sum(String unit, Instant from, Instant to) {
        return EVENTS.stream()
                .filter(e -> e.unit.equals(unit) && !e.at.isBefore(from) && e.at.isBefore(to))
                .mapToDouble(Event::x)
                .sum();
    }

    @ParameterizedTest
    @ValueSource(strings = {"duckdb", "postgresql"})
    void weeksAreWhatExperimentsOfThatLengthWouldHaveSeen(String engine) {
        try (SqlSession session = open(engine)) {
            List<Covariate> before = List.of(new Covariate.Before(PLAIN, Duration.ofDays(7)));
            ExperimentData data = new ExperimentWarehouse(
                            session,
                            need(
                                    Exposure.history("events", ""),
                                    List.of(
                                            new MetricNeed(PLAIN, before, true),
                                            new MetricNeed(DAYS, List.of(), true),
                                            new MetricNeed(RETENTION, before, true),
                                            new MetricNeed(SUM, List.of(), true))))
                    .fetch((_, _) -> {})
                    .data();
            Map<String, Instant> entries = entries();
            assertThat(data.failures()).isEmpty();
            assertThat(data.exposures().units()).isEqualTo(entries.size()).isGreaterThan(60);
            List<Cell> weeks = data.metric("plain").orElseThrow().snapshots().stream()
                    .sorted(Comparator.comparing(Cell::day))
                    .toList();
            assertThat(weeks).hasSize(3);
            for (int week = 1; week <= 3; week++) {
                Instant until = START.plus(Duration.ofDays(7L * week));
                double[][] rows = entries.entrySet().stream()
                        .filter(e -> e.getValue().isBefore(until))
                        .map(e -> new double[] {
                            sum(e.getKey(), e.getValue(), until),
                            sum(e.getKey(), e.getValue().minus(Duration.ofDays(7)), e.getValue())
                        })
                        .toArray(double[][]::new);
                same(weeks.get(week - 1).moments(), Moments.ofRows(rows));
            }
            Cell days = data.metric("days").orElseThrow().snapshots().stream()
                    .min(Comparator.comparing(Cell::day))
                    .orElseThrow();
            Instant until = START.plus(Duration.ofDays(7));
            double[][] shares = entries.entrySet().stream()
                    .filter(e -> e.getValue().isBefore(until))
                    .map(e -> new double[] {share(e.getKey(), e.getValue(), until)})
                    .toArray(double[][]::new);
            same(days.moments(), Moments.ofRows(shares));
            assertThat(data.metric("back").orElseThrow().snapshots()).isEmpty();
            assertThat(data.metric("total").orElseThrow().snapshots()).hasSize(3);
        }
    }

    /** A mean with a covariate beside a retention, which only units that have had its window have. */
    @ParameterizedTest
    @ValueSource(strings = {"duckdb", "postgresql"})
    void metricsAreReadTogetherOverTheUnitsThatHaveBoth(String engine) {
        try (SqlSession session = open(engine)) {
            List<Covariate> before = List.of(new Covariate.Before(PLAIN, Duration.ofDays(7)));
            ExperimentData data = new ExperimentWarehouse(
                            session,
                            need(
                                    Exposure.history("events", ""),
                                    List.of(
                                            new MetricNeed(PLAIN, before, true, true),
                                            new MetricNeed(DAYS, List.of(), true, false),
                                            new MetricNeed(RETENTION, List.of(), true, true))))
                    .fetch((_, _) -> {})
                    .data();
            assertThat(data.failures()).isEmpty();
            assertThat(data.pairs()).singleElement().satisfies(pair -> {
                assertThat(pair.first()).isEqualTo("plain");
                assertThat(pair.second()).isEqualTo("back");
                assertThat(pair.columns()).isEqualTo(2);
                // rows are complete until the newest of them
                Instant newest = EVENTS.stream()
                        .map(Event::at)
                        .filter(t -> t.isBefore(END))
                        .max(Comparator.naturalOrder())
                        .orElseThrow();
                double[][] rows = entries().entrySet().stream()
                        .filter(e -> !e.getValue().plus(Duration.ofDays(14)).isAfter(newest))
                        .map(e -> new double[] {
                            sum(e.getKey(), e.getValue(), END),
                            sum(e.getKey(), e.getValue().minus(Duration.ofDays(7)), e.getValue()),
                            back(e.getKey(), e.getValue())
                        })
                        .toArray(double[][]::new);
                assertThat(rows.length).isBetween(20, entries().size() - 5);
                same(pair.moments(), Moments.ofRows(rows));
            });
        }
    }

    private static double back(String unit, Instant entry) {
        return EVENTS.stream()
                        .anyMatch(e -> e.unit.equals(unit)
                                && !e.at.isBefore(entry.plus(Duration.ofDays(7)))
                                && e.at.isBefore(entry.plus(Duration.ofDays(14))))
                ? 1
                : 0;
    }

    @ParameterizedTest
    @ValueSource(strings = {"duckdb", "postgresql"})
    void pairsCountOnceBothOfTheirUnitsHaveEntered(String engine) {
        Metric window = metric(
                "window",
                new Measure.Mean(new Aggregate("events", Function.SUM, "x", "")),
                new Window(Duration.ZERO, Optional.of(Duration.ofDays(3))),
                Optional.empty());
        ExperimentRequirement need = need(
                        Exposure.history("events", ""),
                        List.of(
                                new MetricNeed(PLAIN, List.of(new Covariate.Before(PLAIN, Duration.ofDays(7))), true),
                                new MetricNeed(window, List.of(), true)))
                .groupedBy(new Grouping(Optional.of("pair"), 2, List.of()));
        try (SqlSession session = open(engine)) {
            Pairing pairing = new ExperimentWarehouse(session, need)
                    .fetch((_, _) -> {})
                    .data()
                    .groups()
                    .pairing();
            Map<String, List<String>> pairs = new TreeMap<>();
            entries().keySet().stream()
                    .filter(u -> !u.equals("u79"))
                    .forEach(u -> pairs.computeIfAbsent(pair(u), _ -> new ArrayList<>())
                            .add(u));
            for (int week = 1; week <= 3; week++) {
                Instant until = START.plus(Duration.ofDays(7L * week));
                String day = until.minus(Duration.ofDays(1)).toString().substring(0, 10);
                List<List<String>> complete = complete(pairs, until);
                assertThat(pairing.days().stream()
                                .filter(d -> d.day().compareTo(day) <= 0)
                                .mapToLong(PairDay::completed)
                                .sum())
                        .isEqualTo(complete.size())
                        .isGreaterThan(10);
                assertWeek(pairing, "plain", day, complete, u -> new double[] {
                    sum(u, entries().get(u), until),
                    sum(u, entries().get(u).minus(Duration.ofDays(7)), entries().get(u))
                });
                // of the last week some windows are not over
                assertWeek(
                        pairing,
                        "window",
                        day,
                        complete.stream()
                                .filter(p -> p.stream()
                                        .allMatch(u -> !entries().get(u).isAfter(END.minus(Duration.ofDays(3)))))
                                .toList(),
                        u -> new double[] {
                            sum(u, entries().get(u), entries().get(u).plus(Duration.ofDays(3)))
                        });
            }
            assertThat(pairing.days().stream().mapToLong(PairDay::begun).sum())
                    .isEqualTo(
                            pairs.values().stream().filter(p -> p.size() <= 2).count());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"duckdb", "postgresql"})
    void quantilesAreReadAfterEveryWeek(String engine) {
        Aggregate x = new Aggregate("events", Function.SUM, "x", "");
        Metric units = metric(
                "units", new Measure.Quantile(x, 0.5, Measure.Quantile.Over.UNIT), Window.OPEN, Optional.empty());
        Metric events = metric(
                "events", new Measure.Quantile(x, 0.5, Measure.Quantile.Over.EVENT), Window.OPEN, Optional.empty());
        ExperimentRequirement need = need(
                Exposure.history("events", ""),
                List.of(new MetricNeed(units, List.of(), true), new MetricNeed(events, List.of(), true)));
        try (SqlSession session = open(engine)) {
            for (ExperimentRequirement asked : List.of(
                    need,
                    need.groupedBy(new Grouping(Optional.empty(), List.of("pair"))),
                    need.groupedBy(new Grouping(Optional.of("pair"), List.of())))) {
                ExperimentData data = new ExperimentWarehouse(session, asked)
                        .fetch((_, _) -> {})
                        .data();
                boolean grouped = asked.grouping().group().isPresent();
                for (int week = 1; week <= 3; week++) {
                    Instant until = START.plus(Duration.ofDays(7L * week));
                    Map<String, Instant> entered = new TreeMap<>(entries());
                    entered.values().removeIf(at -> !at.isBefore(until));
                    if (grouped) {
                        entered.remove("u79");
                    }
                    double[] sums = entered.entrySet().stream()
                            .mapToDouble(e -> sum(e.getKey(), e.getValue(), until))
                            .sorted()
                            .toArray();
                    double[] all = EVENTS.stream()
                            .filter(e -> entered.containsKey(e.unit) && !e.at.isBefore(START) && e.at.isBefore(until))
                            .mapToDouble(Event::x)
                            .sorted()
                            .toArray();
                    QuantileCell ofUnits = week(data, "units", week);
                    assertThat(ofUnits.events()).isEqualTo(sums.length);
                    assertThat(ofUnits.value()).isCloseTo(sums[(sums.length + 1) / 2 - 1], within(1e-9));
                    QuantileCell ofEvents = week(data, "events", week);
                    assertThat(ofEvents.units()).isEqualTo(entered.size());
                    assertThat(ofEvents.events()).isEqualTo(all.length);
                    assertThat(ofEvents.value()).isCloseTo(all[(all.length + 1) / 2 - 1], within(1e-9));
                    assertThat(ofEvents.strata().isEmpty())
                            .isEqualTo(asked.grouping().strata().isEmpty());
                    if (grouped) {
                        assertThat(ofEvents.shares().orElseThrow().n())
                                .isEqualTo(ofUnits.shares().orElseThrow().n())
                                .isLessThan(entered.size());
                    }
                }
            }
        }
    }

    private static QuantileCell week(ExperimentData data, String metric, int week) {
        return data.quantile(metric).orElseThrow().weeks().stream()
                .sorted(Comparator.comparing(QuantileWeek::day))
                .toList()
                .get(week - 1)
                .cell();
    }

    private static List<List<String>> complete(Map<String, List<String>> pairs, Instant until) {
        return pairs.values().stream()
                .filter(p -> p.size() == 2
                        && p.stream().allMatch(u -> entries().get(u).isBefore(until)))
                .toList();
    }

    private static void assertWeek(
            Pairing pairing,
            String metric,
            String day,
            List<List<String>> pairs,
            java.util.function.Function<String, double[]> columns) {
        PairWeek week = pairing.weeks().stream()
                .filter(w -> w.metric().equals(metric) && w.day().equals(day))
                .findFirst()
                .orElseThrow();
        List<double[]> members = new ArrayList<>();
        List<double[]> means = new ArrayList<>();
        for (List<String> pair : pairs) {
            double[] first = columns.apply(pair.getFirst());
            double[] second = columns.apply(pair.getLast());
            double[] mean = first.clone();
            for (int i = 0; i < mean.length; i++) {
                mean[i] = (first[i] + second[i]) / 2;
            }
            members.addAll(List.of(first, second));
            means.add(mean);
        }
        same(week.members(), Moments.ofRows(members.toArray(new double[0][])));
        same(week.means(), Moments.ofRows(means.toArray(new double[0][])));
    }

    /** Days of 24 hours since entry with an event, over those begun. */
    private static double share(String unit, Instant entry, Instant until) {
        long active = EVENTS.stream()
                .filter(e -> e.unit.equals(unit) && !e.at.isBefore(entry) && e.at.isBefore(until))
                .map(e -> Duration.between(entry, e.at).toDays())
                .distinct()
                .count();
        return (double) active
                / (Duration.between(entry, until.minusNanos(1000)).toDays() + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"duckdb", "postgresql"})
    void bucketsAreTheSameOnEveryEngineAndMergeToTheWhole(String engine) {
        try (SqlSession session = open(engine)) {
            ExperimentData data = new ExperimentWarehouse(
                            session,
                            need(Exposure.hashed("events", ""), List.of(new MetricNeed(PLAIN, List.of(), false))))
                    .fetch((_, _) -> {})
                    .data();
            Map<String, Instant> entries = entries();
            Map<String, Integer> expected = new TreeMap<>();
            entries.keySet().forEach(unit -> expected.merge(bucket(unit), 1, Integer::sum));
            Map<String, Integer> found = new TreeMap<>();
            data.exposures().cells().forEach(c -> found.merge(c.arm(), (int) c.units(), Integer::sum));
            assertThat(found).isEqualTo(expected);
            Moments whole = Moments.sum(data.metric("plain").orElseThrow().cells().stream()
                    .map(Cell::moments)
                    .toList());
            double[][] rows = entries.entrySet().stream()
                    .map(e -> new double[] {sum(e.getKey(), e.getValue(), END)})
                    .toArray(double[][]::new);
            same(whole, Moments.ofRows(rows));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"duckdb", "postgresql"})
    void aHistoryBeginsWhereItsRowsReachBackFarEnough(String engine) {
        try (SqlSession session = open(engine)) {
            List<Covariate> before = List.of(new Covariate.Before(PLAIN, Duration.ofDays(7)));
            ExperimentRequirement need =
                    need(Exposure.history("events", "x >= 0"), List.of(new MetricNeed(PLAIN, before, true)));
            ExperimentData data =
                    new ExperimentWarehouse(session, need).fetch((_, _) -> {}).data();
            // rows reach back a month before the start, so that it stays
            assertThat(need.within(data.freshness().get("events")).start()).isEqualTo(START);
        }
        ExperimentRequirement need =
                need(Exposure.history("events", ""), List.of(new MetricNeed(PLAIN, List.of(), true)));
        assertThat(need.within(new ExperimentData.Freshness(1, "2026-02-05T13:00:00Z", "2026-02-22T00:00:00Z", ""))
                        .start())
                .isEqualTo(Instant.parse("2026-02-05T00:00:00Z"));
    }

    private static String bucket(String unit) {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            return HexFormat.of()
                    .formatHex(digest.digest(unit.getBytes(StandardCharsets.UTF_8)))
                    .substring(0, 3);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void same(Moments found, Moments expected) {
        assertThat(found.n()).isEqualTo(expected.n());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(found.mean(i)).isCloseTo(expected.mean(i), within(1e-9));
            for (int j = 0; j < expected.size(); j++) {
                assertThat(found.covariance(i, j)).isCloseTo(expected.covariance(i, j), within(1e-8));
            }
        }
    }
}
