package covey.warehouse.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import covey.data.ClusteringData;
import covey.data.ClusteringData.Memberships;
import covey.data.ClusteringRequirement;
import covey.data.ClusteringRequirement.EngagementSource;
import covey.data.ClusteringRequirement.FeatureSource;
import covey.data.ClusteringRequirement.MembershipSource;
import covey.metric.Location;
import covey.metric.Model;
import covey.metric.Schema;
import covey.warehouse.SqlSession;
import covey.warehouse.Target;
import covey.warehouse.sql.clustering.ClusteringWarehouse;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Memberships, classes, features and engagements on every engine, against loops over the same rows in Java. */
class ClusteringContractTest {
    private static final LocalDateTime AFTER = LocalDateTime.of(2026, 3, 1, 0, 0);
    private static final List<String> USERS = List.of("a", "B", "it's; --", "Ærø 😀", "\"q\"", "z", "10", "9");

    @TempDir
    Path folder;

    private record Member(String run, String user, String cluster, Double weight) {}

    private record Engaged(String user, String item, LocalDateTime at) {}

    private static List<Member> members(RandomGenerator random, int runs) {
        List<Member> rows = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            String user = i % 37 == 0 ? null : USERS.get(random.nextInt(USERS.size() - (runs == 1 ? 1 : 0)));
            Double weight = i % 23 == 0 ? null : i % 29 == 0 ? Double.valueOf(Double.NaN) : random.nextInt(-1, 5) * 0.5;
            String cluster = i % 11 == 0 ? null : "c " + random.nextInt(5);
            rows.add(new Member("r" + random.nextInt(runs), user, cluster, weight));
        }
        return rows;
    }

    private static List<Engaged> engaged(RandomGenerator random) {
        List<Engaged> rows = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            rows.add(new Engaged(
                    i % 41 == 0 ? null : i % 17 == 0 ? "stranger" : USERS.get(random.nextInt(USERS.size())),
                    i % 31 == 0 ? null : "i" + random.nextInt(20),
                    AFTER.plusHours(random.nextInt(-200, 400))));
        }
        rows.add(new Engaged("a", "edge", AFTER));
        rows.add(new Engaged("B", "end", AFTER.plusDays(7)));
        return rows;
    }

    private static Model model(String name) {
        return new Model(name, name, Optional.empty(), Duration.ZERO, List.of(), Location.NONE);
    }

    private static ClusteringRequirement need(long most) {
        return new ClusteringRequirement(
                new Schema(
                        ZoneOffset.UTC,
                        DayOfWeek.MONDAY,
                        List.of(model("before"), model("now"), model("topics"), model("emb"), model("eng")),
                        List.of(),
                        List.of()),
                AFTER.plusDays(60).toInstant(ZoneOffset.UTC),
                new MembershipSource("before", "", "user_id", "cluster", "", ""),
                new MembershipSource("now", "", "user_id", "cluster", "weight", "run"),
                Optional.of(new MembershipSource("topics", "", "user_id", "topic", "", "")),
                Optional.of(new FeatureSource("emb", "", "user_id", List.of("x", "y"))),
                Optional.of(new EngagementSource(
                        "eng",
                        "",
                        "user_id",
                        "item_id",
                        "seen_at",
                        Optional.empty(),
                        AFTER.toInstant(ZoneOffset.UTC),
                        Optional.of(AFTER.plusDays(7).toInstant(ZoneOffset.UTC)))),
                most);
    }

    private Target target(String engine, List<Member> before, List<Member> now, List<Engaged> engaged) {
        List<String> columns = List.of("run TEXT", "user_id TEXT", "cluster TEXT", "weight FLOAT8");
        return new TestTables(engine)
                .table(
                        "before",
                        columns,
                        before.stream().map(ClusteringContractTest::row).toList())
                .table(
                        "now",
                        columns,
                        now.stream().map(ClusteringContractTest::row).toList())
                .table(
                        "topics",
                        List.of("user_id TEXT", "topic TEXT"),
                        List.of(new Object[] {"a", "t"}, new Object[] {"z", null}, new Object[] {"nobody", "t"}))
                .table(
                        "emb",
                        List.of("user_id TEXT", "x FLOAT8", "y FLOAT8"),
                        List.of(
                                new Object[] {"z", 1.5, 2.5},
                                new Object[] {"a", 0.5, -1.0},
                                new Object[] {"B", 0.5, null},
                                new Object[] {"9", Double.NaN, 1.0},
                                new Object[] {"nobody", 0.5, 1.0}))
                .table(
                        "eng",
                        List.of("user_id TEXT", "item_id TEXT", "seen_at TIMESTAMP"),
                        engaged.stream()
                                .map(e -> new Object[] {e.user(), e.item(), e.at()})
                                .toList())
                .write(folder, "clustering");
    }

    private static Object[] row(Member m) {
        return new Object[] {m.run(), m.user(), m.cluster(), m.weight()};
    }

    @ParameterizedTest
    @ValueSource(strings = {"duckdb", "postgresql"})
    void agreesWithLoopsOverTheRows(String engine) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(9);
        List<Member> before = members(random, 1);
        List<Member> now = members(random, 3);
        List<Engaged> engaged = engaged(random);
        try (SqlSession session = SqlSession.open(target(engine, before, now, engaged))) {
            ClusteringData data = new ClusteringWarehouse(session, need(1_000))
                    .fetch((_, _) -> {})
                    .data();
            assertThat(data.entities()).isEqualTo(entities(before, now));
            assertThat(rows(data, data.baseline())).isEqualTo(expected(before, ""));
            assertThat(data.candidate()).extracting(Memberships::run).containsExactly("r0", "r1", "r2");
            assertThat(rows(data, data.candidate())).isEqualTo(expected(now, "weighed"));
            assertThat(data.count("candidate/without_entity"))
                    .isEqualTo(now.stream().filter(m -> m.user() == null).count());
            assertThat(data.count("candidate/without_weight"))
                    .isEqualTo(now.stream()
                            .filter(m -> m.user() != null && !sound(m))
                            .count());
            others(data, engaged);
            assertThatThrownBy(() -> new ClusteringWarehouse(session, need(100)).fetch((_, _) -> {}))
                    .isInstanceOf(CompileException.class)
                    .hasMessageContaining("at most 100");
        }
    }

    private static void others(ClusteringData data, List<Engaged> engaged) {
        assertThat(rows(data, List.of(data.truth()))).containsExactly("|a|t|1.0", "|z|null|1.0");
        assertThat(data.count("truth/unknown_entities")).isOne();
        assertThat(data.features().entities())
                .isEqualTo(covey.data.column.Ints.over(
                        data.entities().indexOf("a"), data.entities().indexOf("z")));
        assertThat(data.features().values()).isEqualTo(covey.data.column.Doubles.over(0.5, -1.0, 1.5, 2.5));
        assertThat(data.count("features/not_finite")).isEqualTo(2);
        assertThat(data.count("features/unknown_entities")).isOne();
        Set<String> found = new TreeSet<>();
        for (int p = 0; p < data.engagement().users().size(); p++) {
            String user = data.entities().get(data.engagement().users().at(p));
            found.add(user + "|" + data.engagement().with().at(p) + "|"
                    + data.engagement().heldBack().at(p));
        }
        assertThat(found).isEqualTo(expectedPairs(data, engaged));
        assertThat(data.count("engagement/unknown_users")).isOne();
    }

    private static Set<String> expectedPairs(ClusteringData data, List<Engaged> engaged) {
        List<Engaged> inTime =
                engaged.stream().filter(e -> e.at().isBefore(AFTER.plusDays(7))).toList();
        List<String> items = inTime.stream()
                .map(Engaged::item)
                .filter(i -> i != null)
                .distinct()
                .sorted()
                .toList();
        TreeMap<String, Boolean> held = new TreeMap<>();
        inTime.stream()
                .filter(e ->
                        e.user() != null && e.item() != null && data.entities().contains(e.user()))
                .forEach(e -> held.merge(
                        e.user() + "|" + items.indexOf(e.item()), !e.at().isBefore(AFTER), Boolean::logicalAnd));
        Set<String> pairs = new TreeSet<>();
        held.forEach((pair, later) -> pairs.add(pair + "|" + (later ? 1 : 0)));
        return pairs;
    }

    private static boolean sound(Member m) {
        return m.weight() != null && !m.weight().isNaN() && m.weight() > 0;
    }

    private static List<String> entities(List<Member> before, List<Member> now) {
        List<String> ids = new ArrayList<>();
        for (List<Member> rows : List.of(before, now)) {
            rows.stream()
                    .map(Member::user)
                    .filter(u -> u != null && !ids.contains(u))
                    .forEach(ids::add);
        }
        ids.sort((x, y) -> Arrays.compareUnsigned(
                x.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                y.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        return ids;
    }

    private static Set<String> expected(List<Member> members, String weighed) {
        TreeMap<String, Double> heaviest = new TreeMap<>();
        members.stream()
                .filter(m -> m.user() != null && (weighed.isEmpty() || sound(m)))
                .forEach(m -> heaviest.merge(
                        (weighed.isEmpty() ? "" : m.run()) + "|" + m.user() + "|" + m.cluster(),
                        weighed.isEmpty() ? 1 : m.weight(),
                        Math::max));
        Set<String> rows = new TreeSet<>();
        heaviest.forEach((key, weight) -> rows.add(key + "|" + weight));
        return rows;
    }

    private static Set<String> rows(ClusteringData data, List<Memberships> runs) {
        Set<String> rows = new TreeSet<>();
        for (Memberships m : runs) {
            for (int r = 0; r < m.size(); r++) {
                String cluster =
                        m.codes().at(r) < 0 ? null : m.clusters().get(m.codes().at(r));
                rows.add(m.run() + "|" + data.entities().get(m.entities().at(r)) + "|" + cluster + "|"
                        + m.weights().at(r));
            }
        }
        return rows;
    }
}
