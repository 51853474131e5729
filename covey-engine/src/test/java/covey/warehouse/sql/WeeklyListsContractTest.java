package covey.warehouse.sql;

import static org.assertj.core.api.Assertions.assertThat;

import covey.data.RankingData;
import covey.data.RankingData.Weekly;
import covey.data.RankingRequirement;
import covey.data.RankingRequirement.ItemSource;
import covey.data.RankingRequirement.SystemSource;
import covey.data.RankingRequirement.SystemSource.Order;
import covey.data.RankingRequirement.TruthSource;
import covey.metric.Column;
import covey.metric.Column.Entity;
import covey.metric.Location;
import covey.metric.Model;
import covey.metric.Population;
import covey.metric.Schema;
import covey.warehouse.SqlSession;
import covey.warehouse.Target;
import covey.warehouse.sql.ranking.RankingWarehouse;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Lists by week on every engine, against loops over the same rows in Java: five weeks asked for, of which data of four and a half
 * are there, and clocks that go forward in the second.
 */
class WeeklyListsContractTest {
    private static final LocalDateTime START = LocalDateTime.of(2026, 3, 23, 0, 0);
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final List<String> USERS = List.of("a", "B", "it's; --", "Ærø", "unjudged");
    private static final int DEPTH = 3;
    private static final int WEEKS = 4;

    @TempDir
    Path folder;

    private record Shown(
            @Nullable String user,
            String item,
            @Nullable Double score,
            @Nullable LocalDateTime at) {}

    private static List<Shown> rows() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(23);
        List<Shown> rows = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            rows.add(new Shown(
                    i % 53 == 0 ? null : USERS.get(random.nextInt(USERS.size())),
                    "i" + random.nextInt(10, 30),
                    i % 47 == 0 ? null : random.nextInt(6) / 2.0,
                    i % 43 == 0 ? null : START.plusHours(random.nextInt(-40, 38 * 24))));
        }
        for (int w = 0; w <= 5; w++) {
            rows.add(new Shown("a", "i" + (10 + w), 9.0, START.plusWeeks(w)));
            rows.add(new Shown("B", "i" + (10 + w), 9.0, START.plusWeeks(w).minusSeconds(1)));
        }
        return rows;
    }

    private static RankingRequirement need() {
        Column user = new Column("user_id", Optional.empty(), Optional.of(new Entity("user", false)), Optional.empty());
        Column item = new Column("item_id", Optional.empty(), Optional.of(new Entity("item", false)), Optional.empty());
        Schema schema = new Schema(
                ZONE,
                DayOfWeek.MONDAY,
                List.of(
                        new Model("truth", "truth", Optional.empty(), Duration.ZERO, List.of(user), Location.NONE),
                        new Model("lists", "lists", Optional.empty(), Duration.ZERO, List.of(user), Location.NONE),
                        new Model("items", "items", Optional.empty(), Duration.ZERO, List.of(item), Location.NONE)),
                List.of(),
                List.of());
        return new RankingRequirement(
                schema,
                "user",
                START.atZone(ZONE).toInstant(),
                START.plusWeeks(5).atZone(ZONE).toInstant(),
                START.plusWeeks(4).plusDays(3).atZone(ZONE).toInstant(),
                new TruthSource("truth", "", "user_id", "item_id", ""),
                List.of(new SystemSource(
                        "only", "lists", "", "user_id", "item_id", Order.SCORE, "score", Optional.empty(), "shown at")),
                Optional.of(new ItemSource("items", "", "item_id", "topic", "", List.of())),
                Optional.empty(),
                false,
                List.of(),
                Population.EVERYBODY,
                DEPTH,
                10_000,
                RankingRequirement.Reading.LISTS);
    }

    /** Items by user and week, the best score first, equals by id descending, each once. */
    private static Map<String, List<String>> expected(List<Shown> rows) {
        Map<String, Map<String, Double>> scores = new TreeMap<>();
        for (Shown row : rows) {
            if (row.user() != null
                    && row.score() != null
                    && row.at() != null
                    && !row.user().equals("unjudged")) {
                long week =
                        Math.floorDiv(ChronoUnit.HOURS.between(START, row.at().truncatedTo(ChronoUnit.HOURS)), 168);
                if (week >= 0 && week < WEEKS) {
                    scores.computeIfAbsent(row.user() + " " + week, _ -> new TreeMap<>())
                            .merge(row.item(), row.score(), Math::max);
                }
            }
        }
        Map<String, List<String>> lists = new TreeMap<>();
        scores.forEach((key, items) -> lists.put(
                key,
                items.entrySet().stream()
                        .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry::getKey, Comparator.reverseOrder()))
                        .limit(DEPTH)
                        .map(Map.Entry::getKey)
                        .toList()));
        return lists;
    }

    private static Map<String, List<String>> found(RankingData data) {
        Weekly weekly = data.systems().getFirst().weekly();
        assertThat(weekly.weeks()).isEqualTo(WEEKS);
        Map<String, List<String>> lists = new TreeMap<>();
        for (int list = 0; list < data.queries().judged() * WEEKS; list++) {
            int from = weekly.offsets().at(list);
            int to = weekly.offsets().at(list + 1);
            if (to > from) {
                lists.put(
                        data.queries().ids().get(list / WEEKS) + " " + list % WEEKS,
                        IntStream.range(from, to)
                                .mapToObj(i ->
                                        data.items().ids().get(weekly.items().at(i)))
                                .toList());
            }
        }
        return lists;
    }

    @ParameterizedTest
    @ValueSource(strings = {"duckdb", "postgresql"})
    void agreesWithLoopsOverTheRows(String engine) {
        List<Shown> rows = rows();
        Target target = new TestTables(engine)
                .table(
                        "truth",
                        List.of("user_id TEXT", "item_id TEXT"),
                        USERS.subList(0, 4).stream()
                                .map(u -> new Object[] {u, "i10"})
                                .toList())
                .table(
                        "lists",
                        List.of("user_id TEXT", "item_id TEXT", "score FLOAT8", "shown at TIMESTAMP"),
                        rows.stream()
                                .map(r -> new @Nullable Object[] {r.user(), r.item(), r.score(), r.at()})
                                .toList())
                .table(
                        "items",
                        List.of("item_id TEXT", "topic TEXT"),
                        IntStream.range(10, 30)
                                .mapToObj(i -> new Object[] {"i" + i, "t" + i % 4})
                                .toList())
                .write(folder, "weeks");
        try (SqlSession session = SqlSession.open(target)) {
            RankingData data =
                    new RankingWarehouse(session, need()).fetch((_, _) -> {}).data();
            assertThat(found(data)).isEqualTo(expected(rows)).hasSizeGreaterThan(3 * WEEKS);
        }
    }
}
