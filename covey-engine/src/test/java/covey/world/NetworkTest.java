package covey.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.warehouse.SqlSession;
import covey.warehouse.Target;
import covey.world.truth.Truth;
import covey.world.truth.Truth.Scale;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One network, asked by plain SQL: does it look like a network, and is the truth true? */
class NetworkTest {
    /** The small world with half its users. */
    private static final WorldSize HALF = new WorldSize("half", 10_000, 0.125, 4.2, 6);

    private static final String PERIOD = " BETWEEN TIMESTAMP '2026-03-01' AND TIMESTAMP '2026-03-14 23:59:59.999999'";

    @TempDir
    static Path folder;

    private static Truth truth;
    private static SqlSession session;

    @BeforeAll
    static void make() throws IOException {
        truth = World.make(HALF, 42, folder, WorldFormat.PARQUET, Progress.NONE);
        Map<String, String> files = new LinkedHashMap<>();
        NetworkTables.SCHEMA.keySet().forEach(table -> files.put(table, table + ".parquet"));
        session = SqlSession.open(Target.files(folder, files));
    }

    @AfterAll
    static void close() {
        session.close();
    }

    private static double number(String sql) {
        return session.query("SELECT CAST((" + sql + ") AS DOUBLE) AS x", row -> row.number("x"))
                .getFirst();
    }

    /** Units of a sound analysis with their entry, and each one's value of a metric from its rows since entry. */
    private static String units(String experiment, String value) {
        return "WITH unit AS (SELECT user_id, min(arm) AS arm, min(exposed_at) AS entry FROM exposures WHERE"
                + " experiment_id = '"
                + experiment + "' AND arm IS NOT NULL AND exposed_at" + PERIOD
                + " AND user_id NOT IN (SELECT user_id FROM exposures WHERE experiment_id = '" + experiment
                + "' AND exposed_at < TIMESTAMP '2026-03-01')"
                + " GROUP BY user_id HAVING count(DISTINCT arm) = 1), y AS (SELECT arm <> 'control' AS treated, "
                + value
                + " AS y FROM unit) ";
    }

    private static final String CLICKS =
            "(SELECT count(*) FILTER (WHERE clicked) FROM impressions i WHERE i.user_id = unit.user_id"
                    + " AND shown_at >= entry AND shown_at < TIMESTAMP '2026-03-15')";

    /** Difference in means, its standard error, and the relative difference. */
    private static double[] difference(String withUnits) {
        return session.query(
                        withUnits + "SELECT avg(y) FILTER (treated) - avg(y) FILTER (NOT treated) AS d, "
                                + "sqrt(var_samp(y) FILTER (treated) / count(*) FILTER (treated) "
                                + "+ var_samp(y) FILTER (NOT treated) / count(*) FILTER (NOT treated)) AS se FROM y",
                        row -> new double[] {row.number("d"), row.number("se")})
                .getFirst();
    }

    @Test
    void truthIsReadBackAndCountsEveryTable() throws IOException {
        assertThat(Truth.read(folder.resolve("truth.yml"))).isEqualTo(truth);
        truth.tables()
                .forEach((table, rows) -> assertThat(number("SELECT count(*) FROM " + table))
                        .as(table)
                        .isEqualTo(rows.doubleValue()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "late_rows | SELECT count(*) FROM impressions WHERE ingested_at >= shown_at + INTERVAL 26 HOUR",
                "duplicate_rows | SELECT count(*) - count(DISTINCT impression_id) FROM impressions",
                "null_amount | SELECT count(*) FROM purchases WHERE amount IS NULL",
                "nan_amount | SELECT count(*) FROM purchases WHERE isnan(amount)",
                "shared_devices | SELECT count(*) FROM (SELECT device_id FROM device_users GROUP BY 1 HAVING count(*)"
                        + " > 1)"
            })
    void defectsOfTheLogAreCountedExactly(String kind, String sql) {
        assertThat(number(sql)).isPositive().isEqualTo((double)
                truth.defect(kind).orElseThrow().count());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "seen_in_both_arms | SELECT count(*) FROM (SELECT user_id FROM x WHERE arm IS NOT NULL GROUP BY 1"
                        + " HAVING count(DISTINCT arm) > 1)",
                "duplicate_exposure_rows | SELECT count(*) - count(DISTINCT (user_id, arm)) FROM x WHERE arm IS NOT"
                        + " NULL AND exposed_at >= TIMESTAMP '2026-03-01'",
                "exposure_before_start | SELECT count(*) FROM x WHERE exposed_at < TIMESTAMP '2026-03-01'",
                "exposure_without_arm | SELECT count(*) FROM x WHERE arm IS NULL"
            })
    void defectsOfTheLeakyAssignmentAreCountedExactly(String kind, String sql) {
        String leaky =
                sql.replace("FROM x", "FROM (SELECT * FROM exposures WHERE experiment_id = 'leaky_assignment') x");
        Truth.Experiment experiment = truth.experiment("leaky_assignment").orElseThrow();
        assertThat(number(leaky)).isPositive().isEqualTo((double)
                experiment.defect(kind).orElseThrow().count());
    }

    @Test
    void amountsWithoutNumberAreCountedInTheWindow() {
        String sql = units(
                        "paid_boost",
                        "(SELECT count(*) FROM purchases p WHERE p.user_id = unit.user_id AND bought_at >= entry AND"
                                + " bought_at < TIMESTAMP '2026-03-15' AND (amount IS NULL OR isnan(amount)))")
                + "SELECT sum(y) AS x FROM y";
        assertThat(session.query(sql, row -> row.number("x")).getFirst())
                .isPositive()
                .isEqualTo((double) truth.experiment("paid_boost")
                        .orElseThrow()
                        .defect("amount_without_number")
                        .orElseThrow()
                        .count());
    }

    private static String unitsByArm(String experiment) {
        return switch (experiment) {
            case PushPacing.NAME ->
                "SELECT count(*) FILTER (arm = 'calm') AS control, count(*) FILTER (arm = 'eager') AS treated"
                        + " FROM push_schedule";
            case OfflineRankers.NAME ->
                "WITH judged AS (SELECT DISTINCT user_id FROM engagements) SELECT"
                        + " (SELECT count(DISTINCT user_id) FROM lists_current SEMI JOIN judged USING (user_id)) AS control,"
                        + " (SELECT count(DISTINCT user_id) FROM lists_candidate SEMI JOIN judged USING (user_id)) AS treated";
            case CommunityVersions.NAME ->
                "SELECT count(DISTINCT user_id) FILTER (version = 'v1') AS control,"
                        + " count(DISTINCT user_id) FILTER (version = 'v2') AS treated FROM memberships";
            default ->
                units(experiment, "1")
                        + "SELECT count(*) FILTER (NOT treated) AS control, count(*) FILTER (treated) AS treated FROM y";
        };
    }

    /** Studies that compare: labels have one arm. */
    private static List<Truth.Experiment> compared() {
        return truth.experiments().stream()
                .filter(e -> !e.name().equals(InterestLabels.NAME))
                .toList();
    }

    @Test
    void armsHoldTheUnitsTheTruthSays() {
        for (Truth.Experiment experiment : compared()) {
            String sql = unitsByArm(experiment.name());
            long[] counts = session.query(sql, row -> new long[] {row.count("control"), row.count("treated")})
                    .getFirst();
            assertThat(counts)
                    .as(experiment.name())
                    .containsExactly(
                            experiment.arms().get(0).units(),
                            experiment.arms().get(1).units());
        }
    }

    @Test
    void onlyTheBrokenSplitIsUneven() {
        for (Truth.Experiment experiment : compared()) {
            double control = experiment.arms().get(0).units();
            double treated = experiment.arms().get(1).units();
            double z = (control - treated) / Math.sqrt(control + treated);
            if (experiment.name().equals("broken_split")) {
                assertThat(z).isGreaterThan(3.5);
                assertThat(experiment.defect("sample_ratio_mismatch")).isPresent();
            } else {
                assertThat(Math.abs(z)).as(experiment.name()).isLessThan(2.6);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "new_ranker",
                "quiet_feed",
                "paid_boost",
                "broken_split",
                "fresh_look",
                "local_topics",
                "leaky_assignment"
            })
    void plainDifferenceOfClicksFindsTheTruth(String name) {
        Truth.Effect effect = truth.experiment(name)
                .orElseThrow()
                .effect("clicks", Scale.ABSOLUTE)
                .orElseThrow();
        double[] found = difference(units(name, CLICKS));
        double error = effect.standardError().orElseThrow();
        assertThat(found[0]).isCloseTo(effect.populationValue(), within(4 * error));
        assertThat(found[1]).isCloseTo(error, within(0.06 * error));
        assertThat(effect.value()).isCloseTo(effect.populationValue(), within(error / 2));
    }

    @Test
    void plainDifferenceOfCappedRevenueFindsTheTruth() {
        String revenue = "(SELECT coalesce(sum(amount), 0) FROM purchases p WHERE p.user_id = unit.user_id"
                + " AND bought_at >= entry AND bought_at < TIMESTAMP '2026-03-15' AND NOT isnan(amount))";
        String capped = units("paid_boost", revenue).replace("y AS (", "raw AS (")
                + ", y AS (SELECT treated, least(y, (SELECT quantile_cont(y, 0.999) FROM raw)) AS y FROM raw) ";
        Truth.Effect effect = truth.experiment("paid_boost")
                .orElseThrow()
                .effect("revenue", Scale.ABSOLUTE)
                .orElseThrow();
        double error = effect.standardError().orElseThrow();
        double[] found = difference(capped);
        assertThat(found[0]).isCloseTo(effect.populationValue(), within(4 * error));
        assertThat(found[1]).isCloseTo(error, within(0.1 * error));
        assertThat(effect.value() / (error * Math.sqrt(0.5))).isGreaterThan(4.3);
    }

    @Test
    void theCleanWinIsSeenWithPowerAboveNinetyNinePercentAtSmall() {
        Truth.Experiment experiment = truth.experiment("new_ranker").orElseThrow();
        for (String metric : new String[] {"clicks", "ctr", "clicks_per_session"}) {
            Truth.Effect effect = experiment.effect(metric, Scale.ABSOLUTE).orElseThrow();
            double errorAtSmall = effect.standardError().orElseThrow() * Math.sqrt(0.5);
            assertThat(effect.value() / errorAtSmall).as(metric).isGreaterThan(1.96 + 2.33);
        }
        assertThat(experiment.effect("clicks", Scale.RELATIVE).orElseThrow().value())
                .isCloseTo(0.15, within(1e-9));
    }

    @Test
    void effectsByCommunityAreFoundInTheirCommunity() {
        Truth.Experiment experiment = truth.experiment("local_topics").orElseThrow();
        assertThat(experiment.effects().stream().filter(e -> e.segment().isPresent()))
                .hasSize(16);
        experiment.effects().stream()
                .filter(e -> e.segment().isPresent() && e.scale() == Scale.ABSOLUTE)
                .forEach(effect -> {
                    String local = units("local_topics", CLICKS)
                            .replace(
                                    "FROM unit)",
                                    "FROM unit JOIN users USING (user_id) WHERE home_community = '"
                                            + effect.segment().orElseThrow() + "')");
                    assertThat(difference(local)[0])
                            .as(effect.toString())
                            .isCloseTo(
                                    effect.populationValue(),
                                    within(4 * effect.standardError().orElseThrow()));
                });
    }

    @Test
    void noveltyIsFoundOnTheFirstDayAndGoneLater() {
        Truth.Experiment experiment = truth.experiment("fresh_look").orElseThrow();
        for (int day : new int[] {0, 1, 6}) {
            Truth.Effect effect = experiment.effects().stream()
                    .filter(e -> e.day().orElse(-1) == day && e.scale() == Scale.ABSOLUTE)
                    .findFirst()
                    .orElseThrow();
            String clicks = "(SELECT count(*) FILTER (WHERE clicked) FROM impressions i WHERE i.user_id = unit.user_id"
                    + " AND shown_at >= entry + INTERVAL " + day + " DAY AND shown_at < entry + INTERVAL " + (day + 1)
                    + " DAY)";
            String mature = units("fresh_look", clicks)
                    .replace(
                            "FROM unit)",
                            "FROM unit WHERE entry + INTERVAL " + (day + 1) + " DAY <= TIMESTAMP '2026-03-15')");
            assertThat(difference(mature)[0])
                    .as("day " + day)
                    .isCloseTo(
                            effect.populationValue(),
                            within(4 * effect.standardError().orElseThrow()));
        }
    }

    @Test
    void manyUsersDoNothingAndFewDoMuch() {
        String counts = "SELECT user_id, (SELECT count(*) FROM impressions i WHERE i.user_id = u.user_id AND shown_at"
                + PERIOD + ") AS n FROM users u";
        assertThat(number("SELECT avg(CASE WHEN n = 0 THEN 1 ELSE 0 END) FROM (" + counts + ")"))
                .isBetween(0.4, 0.65);
        assertThat(number("SELECT var_samp(n) / avg(n) FROM (" + counts + ")")).isGreaterThan(8);
    }

    @Test
    void weekendsAreBusier() {
        String days = "SELECT CAST(started_at AS DATE) AS d, count(*) AS n FROM sessions GROUP BY 1";
        assertThat(number("SELECT avg(n) FILTER (dayofweek(d) IN (0, 6)) / avg(n) FILTER (dayofweek(d) BETWEEN 1 AND 4)"
                        + " FROM (" + days + ")"))
                .isBetween(1.2, 1.6);
    }

    @Test
    void followsStayInTheCommunityAndGatherOnFew() {
        String joined = "SELECT a.home_community = b.home_community AS same, followee FROM follows"
                + " JOIN users a ON follower = a.user_id JOIN users b ON followee = b.user_id";
        double share = number("SELECT avg(CASE WHEN same THEN 1 ELSE 0 END) FROM (" + joined + ")");
        double random = number("SELECT sum(p * p) FROM (SELECT count(*) / (SELECT count(*) FROM users) AS p"
                + " FROM users GROUP BY home_community)");
        assertThat(share).isGreaterThan(4 * random);
        String top = "SELECT n FROM (SELECT followee, count(*) AS n FROM follows GROUP BY 1) ORDER BY n DESC LIMIT 100";
        assertThat(number("SELECT sum(n) / (SELECT count(*) FROM follows) FROM (" + top + ")"))
                .isGreaterThan(0.1);
    }

    @Test
    void thePastOfAUserTellsTheirFuture() {
        String both = "SELECT count(*) FILTER (WHERE clicked AND shown_at < TIMESTAMP '2026-03-01') AS before,"
                + " count(*) FILTER (WHERE clicked AND shown_at" + PERIOD
                + ") AS during FROM impressions GROUP BY user_id";
        assertThat(number("SELECT corr(before, during) FROM (" + both + ")")).isBetween(0.4, 0.9);
    }

    @Test
    void interestsRaiseClicksAndPropensitiesAreProbabilities() {
        String joined = "SELECT clicked, t.name LIKE u.home_community || '%' AS fits FROM impressions JOIN items USING"
                + " (item_id) JOIN topics t USING (topic_id) JOIN users u USING (user_id)";
        assertThat(number("SELECT avg(CAST(clicked AS INT)) FILTER (fits) / avg(CAST(clicked AS INT)) FILTER (NOT fits)"
                        + " FROM ("
                        + joined + ")"))
                .isGreaterThan(1.3);
        assertThat(number("SELECT min(propensity) FROM impressions")).isPositive();
        assertThat(number("SELECT max(propensity) FROM impressions")).isLessThan(1);
    }

    @Test
    void eventsStayWithinTheCalendar() {
        assertThat(number("SELECT count(*) FROM impressions WHERE shown_at < TIMESTAMP '2026-01-18'"
                        + " OR shown_at >= TIMESTAMP '2026-03-30'"))
                .isZero();
        assertThat(number("SELECT count(DISTINCT CAST(shown_at AS DATE)) FROM impressions"))
                .isEqualTo(71);
    }
}
