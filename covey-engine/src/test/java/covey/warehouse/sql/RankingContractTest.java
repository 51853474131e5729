package covey.warehouse.sql;

import static org.assertj.core.api.Assertions.assertThat;

import covey.data.RankingData;
import covey.data.RankingData.Lists;
import covey.data.RankingRequirement;
import covey.data.RankingRequirement.HistorySource;
import covey.data.RankingRequirement.ItemSource;
import covey.data.RankingRequirement.SystemSource;
import covey.data.RankingRequirement.SystemSource.Order;
import covey.data.RankingRequirement.TruthSource;
import covey.metric.Column;
import covey.metric.Column.DimensionType;
import covey.metric.Column.Entity;
import covey.metric.Dimension;
import covey.metric.Location;
import covey.metric.Model;
import covey.metric.Population;
import covey.metric.Schema;
import covey.warehouse.SqlSession;
import covey.warehouse.Target;
import covey.warehouse.sql.ranking.RankingWarehouse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists and judgements on every engine, against loops over the same rows in Java. */
class RankingContractTest {
    private static final LocalDateTime START = LocalDateTime.of(2026, 2, 16, 0, 0);
    private static final List<String> USERS = List.of("a", "B", "it's; --", "Ærø 😀", "\"q\"", "z", "10", "9");
    private static final int DEPTH = 4;

    @TempDir
    Path folder;

    private record Judged(String user, String item, Double grade, LocalDateTime at) {}

    private record Ranked(String user, String item, Double score) {}

    private static String item(int i) {
        return i % 7 == 3 ? "é" + i : "i" + i;
    }

    private static List<Judged> truth(RandomGenerator random) {
        List<Judged> rows = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            String user = i % 31 == 0 ? null : USERS.get(random.nextInt(USERS.size() - 1));
            Double grade = i % 29 == 0 ? null : i % 37 == 0 ? Double.valueOf(Double.NaN) : random.nextInt(-1, 4) * 0.5;
            LocalDateTime at = START.plusHours(random.nextInt(-30, 200));
            rows.add(new Judged(user, i % 41 == 0 ? null : item(random.nextInt(25)), grade, at));
        }
        rows.add(new Judged("a", item(0), 1.0, START));
        rows.add(new Judged("a", item(1), 1.0, START.plusDays(7)));
        return rows;
    }

    private static List<Ranked> lists(RandomGenerator random) {
        List<Ranked> rows = new ArrayList<>();
        for (int i = 0; i < 260; i++) {
            String user = i % 53 == 0 ? null : USERS.get(random.nextInt(1, USERS.size()));
            Double score = i % 47 == 0 ? null : i % 43 == 0 ? Double.valueOf(Double.NaN) : random.nextInt(12) / 4.0;
            rows.add(new Ranked(user, i % 59 == 0 ? null : item(random.nextInt(30)), score));
        }
        return rows;
    }

    /** Feature vectors of the catalogue: one without a number, one with NaN, one twice. */
    private static List<Object[]> catalogue() {
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            rows.add(new Object[] {item(i), i == 4 ? null : i - 6, i == 5 ? Double.NaN : i / 4.0});
        }
        rows.add(new Object[] {item(6), 3, -1.0});
        return rows;
    }

    private static void vectors(RankingData data) {
        List<String> ids = data.items().ids();
        assertThat(data.items().vectors().size()).isEqualTo(2 * ids.size());
        for (int i = 0; i < 25; i++) {
            int at = ids.indexOf(item(i));
            if (at >= 0) {
                boolean none = i >= 20 || i == 4 || i == 5;
                assertThat(data.items().vectors().at(2 * at)).isEqualTo(Double.valueOf(none ? Double.NaN : i - 6));
                assertThat(data.items().vectors().at(2 * at + 1))
                        .isEqualTo(Double.valueOf(none ? Double.NaN : i == 6 ? -1 : i / 4.0));
            }
        }
    }

    private static Column key(String name, String entity) {
        return new Column(name, Optional.empty(), Optional.of(new Entity(entity, false)), Optional.empty());
    }

    private static Schema schema() {
        Column user = key("user_id", "user");
        Column at = new Column(
                "at",
                Optional.empty(),
                Optional.empty(),
                Optional.of(new DimensionType(DimensionType.Kind.TIME, false, Optional.empty())));
        return new Schema(
                ZoneOffset.UTC,
                DayOfWeek.MONDAY,
                List.of(
                        new Model("truth", "truth", Optional.of("at"), Duration.ZERO, List.of(user, at), Location.NONE),
                        new Model("lists", "the lists", Optional.empty(), Duration.ZERO, List.of(user), Location.NONE),
                        new Model(
                                "history",
                                "history",
                                Optional.of("at"),
                                Duration.ZERO,
                                List.of(user, at),
                                Location.NONE),
                        new Model(
                                "items",
                                "items",
                                Optional.empty(),
                                Duration.ZERO,
                                List.of(key("item_id", "item")),
                                Location.NONE),
                        new Model("users", "users", Optional.empty(), Duration.ZERO, List.of(user), Location.NONE)),
                List.of(),
                List.of(new Dimension("tier", "user", "users", "tier", List.of(), 20, false, Location.NONE)));
    }

    private static RankingRequirement need() {
        return need(Population.EVERYBODY);
    }

    private static RankingRequirement need(Population population) {
        return new RankingRequirement(
                schema(),
                "user",
                START.toInstant(ZoneOffset.UTC),
                START.plusDays(7).toInstant(ZoneOffset.UTC),
                START.plusDays(30).toInstant(ZoneOffset.UTC),
                new TruthSource("truth", "", "user_id", "item_id", "grade"),
                List.of(new SystemSource(
                        "only", "lists", "", "user_id", "item_id", Order.SCORE, "score", Optional.empty(), "")),
                Optional.of(new ItemSource("items", "", "item_id", "", "", List.of("x", "y"))),
                Optional.of(new HistorySource("history", "", "user_id", "item_id")),
                false,
                List.of(),
                population,
                DEPTH,
                1_000,
                RankingRequirement.Reading.BOTH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"duckdb", "postgresql"})
    void agreesWithLoopsOverTheRows(String engine) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(17);
        List<Judged> truth = truth(random);
        List<Ranked> ranked = lists(random);
        Target target = new TestTables(engine)
                .table(
                        "truth",
                        List.of("user_id TEXT", "item_id TEXT", "grade FLOAT8", "at TIMESTAMP"),
                        truth.stream()
                                .map(t -> new Object[] {t.user(), t.item(), t.grade(), t.at()})
                                .toList())
                .table(
                        "the lists",
                        List.of("user_id TEXT", "item_id TEXT", "score FLOAT8"),
                        ranked.stream()
                                .map(r -> new Object[] {r.user(), r.item(), r.score()})
                                .toList())
                .table(
                        "history",
                        List.of("user_id TEXT", "item_id TEXT", "at TIMESTAMP"),
                        List.of(
                                new Object[] {"a", item(0), START.minusDays(1)},
                                new Object[] {"B", item(0), START.minusDays(1)},
                                new Object[] {"B", item(0), START.minusDays(2)},
                                new Object[] {"B", item(2), START.plusDays(1)}))
                .table("items", List.of("item_id TEXT", "x INTEGER", "y FLOAT8"), catalogue())
                .table(
                        "users",
                        List.of("user_id TEXT", "tier TEXT"),
                        USERS.stream().map(u -> new Object[] {u, tier(u)}).toList())
                .write(folder, "ranking");
        try (SqlSession session = SqlSession.open(target)) {
            RankingData data =
                    new RankingWarehouse(session, need()).fetch((_, _) -> {}).data();
            assertThat(judgements(data)).isEqualTo(expectedJudgements(truth));
            assertThat(listed(data)).isEqualTo(expectedLists(ranked, expectedJudgements(truth)));
            counts(data, truth, ranked);
            assertThat(scored(data)).isEqualTo(expectedScored(truth, ranked));
            assertThat(data.scored().unitCount()).isEqualTo((int) expectedScored(truth, ranked).stream()
                    .map(r -> r.substring(0, r.indexOf(' ')))
                    .distinct()
                    .count());
            assertThat(data.items().catalogue()).isEqualTo(20);
            vectors(data);
            assertThat(data.items().historyUsers()).isEqualTo(2);
            assertThat(data.items().popularity().at(data.items().ids().indexOf(item(0))))
                    .isEqualTo(2);
            assertThat(data.items().popularity().at(data.items().ids().indexOf(item(2))))
                    .isZero();

            RankingData gold = new RankingWarehouse(session, need(GOLD))
                    .fetch((_, _) -> {})
                    .data();
            List<Judged> judgedGold = truth.stream()
                    .filter(t -> t.user() == null || "gold".equals(tier(t.user())))
                    .toList();
            List<Ranked> rankedGold = ranked.stream()
                    .filter(r -> r.user() == null || "gold".equals(tier(r.user())))
                    .toList();
            assertThat(judgements(gold))
                    .isEqualTo(expectedJudgements(judgedGold))
                    .hasSizeBetween(1, data.queries().judged() - 1);
            assertThat(listed(gold)).isEqualTo(expectedLists(rankedGold, expectedJudgements(judgedGold)));
            counts(gold, judgedGold, rankedGold);
            assertThat(gold.queries().size() + gold.counts().of("outside/queries"))
                    .isEqualTo(data.queries().size());
        }
    }

    private static final Population GOLD = new Population("tier = 'gold'", List.of("tier"), Location.NONE);

    private static @Nullable String tier(String user) {
        int i = USERS.indexOf(user);
        return i == 2 ? null : i % 2 == 0 ? "gold" : "plain";
    }

    private static void counts(RankingData data, List<Judged> truth, List<Ranked> ranked) {
        assertThat(data.counts().of("truth/without_key"))
                .isEqualTo(truth.stream()
                        .filter(RankingContractTest::inPeriod)
                        .filter(t -> t.user() == null || t.item() == null)
                        .count());
        assertThat(data.counts().of("truth/not_finite"))
                .isEqualTo(truth.stream()
                        .filter(RankingContractTest::inPeriod)
                        .filter(t -> t.user() != null && t.item() != null)
                        .filter(t -> t.grade() == null || t.grade().isNaN())
                        .count());
        assertThat(data.counts().of("only/without_key"))
                .isEqualTo(ranked.stream()
                        .filter(r -> r.user() == null || r.item() == null)
                        .count());
        assertThat(data.counts().of("only/not_finite"))
                .isEqualTo(ranked.stream()
                        .filter(r -> r.user() != null && r.item() != null)
                        .filter(r -> r.score() == null || r.score().isNaN())
                        .count());
    }

    /** Unit number, label and score of every judgement with a score, units by id, rows of a unit by their values. */
    private static List<String> expectedScored(List<Judged> truth, List<Ranked> ranked) {
        Map<String, Double> scores = new TreeMap<>();
        ranked.stream()
                .filter(r -> r.user() != null && r.item() != null)
                .filter(r -> r.score() != null && !r.score().isNaN())
                .forEach(r -> scores.merge(r.user() + "/" + r.item(), r.score(), Math::max));
        Map<String, Double> grades = new TreeMap<>();
        truth.stream()
                .filter(RankingContractTest::inPeriod)
                .filter(t -> t.user() != null && t.item() != null)
                .filter(t -> t.grade() != null && !t.grade().isNaN())
                .forEach(t -> grades.merge(t.user() + "/" + t.item(), t.grade(), Math::max));
        List<String> users = USERS.stream()
                .filter(u -> grades.keySet().stream().anyMatch(k -> k.startsWith(u + "/") && scores.containsKey(k)))
                .sorted((x, y) -> Arrays.compareUnsigned(bytes(x), bytes(y)))
                .toList();
        List<double[]> rows = new ArrayList<>();
        grades.forEach((key, grade) -> {
            if (scores.containsKey(key)) {
                String user = key.substring(0, key.lastIndexOf('/'));
                rows.add(new double[] {users.indexOf(user), grade, scores.get(key)});
            }
        });
        rows.sort(Arrays::compare);
        return rows.stream().map(r -> (int) r[0] + " " + r[1] + " " + r[2]).toList();
    }

    private static List<String> scored(RankingData data) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < data.scored().labels().size(); i++) {
            rows.add(data.scored().units().at(i) + " " + data.scored().labels().at(i) + " "
                    + data.scored().scores().getFirst().at(i));
        }
        return rows;
    }

    private static boolean inPeriod(Judged t) {
        return !t.at().isBefore(START) && t.at().isBefore(START.plusDays(7));
    }

    /** Grade by user and item; users with grades below 0 alone are not judged. */
    private static Map<String, Map<String, Double>> expectedJudgements(List<Judged> truth) {
        Map<String, Map<String, Double>> grades = new TreeMap<>();
        truth.stream()
                .filter(RankingContractTest::inPeriod)
                .filter(t -> t.user() != null && t.item() != null)
                .filter(t -> t.grade() != null && !t.grade().isNaN())
                .forEach(t ->
                        grades.computeIfAbsent(t.user(), _ -> new TreeMap<>()).merge(t.item(), t.grade(), Math::max));
        grades.values().removeIf(g -> g.values().stream().allMatch(v -> v < 0));
        return grades;
    }

    private static Map<String, Map<String, Double>> judgements(RankingData data) {
        Map<String, Map<String, Double>> grades = new TreeMap<>();
        for (int q = 0; q < data.queries().judged(); q++) {
            Map<String, Double> of = new TreeMap<>();
            for (int i = data.truth().offsets().at(q);
                    i < data.truth().offsets().at(q + 1);
                    i++) {
                of.put(
                        data.items().ids().get(data.truth().items().at(i)),
                        data.truth().levels().at(data.truth().grades().at(i)));
            }
            grades.put(data.queries().ids().get(q), of);
        }
        return grades;
    }

    /** Per user: item, grade or nothing, tied; the best first, equals by id descending, cut with all that tie there. */
    private static Map<String, List<String>> expectedLists(
            List<Ranked> ranked, Map<String, Map<String, Double>> grades) {
        Map<String, Map<String, Double>> scores = new TreeMap<>();
        ranked.stream()
                .filter(r -> r.user() != null && r.item() != null)
                .filter(r -> r.score() != null && !r.score().isNaN())
                .forEach(r ->
                        scores.computeIfAbsent(r.user(), _ -> new TreeMap<>()).merge(r.item(), r.score(), Math::max));
        Map<String, List<String>> lists = new TreeMap<>();
        scores.forEach((user, items) -> {
            List<Map.Entry<String, Double>> order = new ArrayList<>(items.entrySet());
            order.sort(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry::getKey, (x, y) -> Arrays.compareUnsigned(bytes(y), bytes(x))));
            List<String> list = new ArrayList<>();
            for (int i = 0; i < order.size(); i++) {
                double score = order.get(i).getValue();
                if (order.stream().filter(e -> e.getValue() > score).count() >= DEPTH) {
                    break;
                }
                boolean tied = i > 0 && order.get(i - 1).getValue() == score;
                Double grade =
                        grades.getOrDefault(user, Map.of()).get(order.get(i).getKey());
                list.add(order.get(i).getKey() + " " + grade + " " + tied);
            }
            list.add("of " + order.size());
            lists.put(user, list);
        });
        return lists;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, List<String>> listed(RankingData data) {
        Map<String, List<String>> found = new TreeMap<>();
        Lists lists = data.systems().getFirst();
        for (int q = 0; q < data.queries().size(); q++) {
            List<String> list = new ArrayList<>();
            for (int i = lists.offsets().at(q); i < lists.offsets().at(q + 1); i++) {
                int grade = lists.grades().at(i);
                Double level =
                        grade == 0 ? null : Double.valueOf(data.truth().levels().at(grade - 1));
                list.add(data.items().ids().get(lists.items().at(i)) + " " + level + " "
                        + (lists.tied().at(i) == 1));
            }
            if (!list.isEmpty()) {
                list.add("of " + lists.lengths().at(q));
                found.put(data.queries().ids().get(q), list);
            }
        }
        return found;
    }
}
