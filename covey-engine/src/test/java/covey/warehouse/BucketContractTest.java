package covey.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import covey.assign.replay.UnitBuckets;
import covey.data.bucket.BucketPlan;
import covey.data.bucket.BucketPlan.ArmBuckets;
import covey.data.bucket.BucketPlan.Gate;
import covey.data.bucket.Recomputation;
import covey.warehouse.bucket.BucketSql;
import covey.warehouse.dialect.Dialect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The bucketing as SQL is the bucketing of the Java code, bit for bit, on every engine. */
@ParameterizedClass(name = "{0}", autoCloseArguments = false)
@MethodSource("covey.warehouse.Sessions#all")
class BucketContractTest {
    private static final List<String> SALTS = List.of("new_ranker_1", "it's; --", "Größe 日本 😀", "s".repeat(300));
    private static final int PLAIN = 2_000;

    private final SqlSession session;

    BucketContractTest(SqlSession session) {
        this.session = session;
    }

    private static List<String> ids() {
        List<String> ids = new ArrayList<>(DialectTextContractTest.corpus());
        ids.add("");
        ids.add("u".repeat(10_000));
        for (int length = 40; length < 70; length++) {
            ids.add("i".repeat(length)); // around the end of MD5's block
        }
        for (int i = 0; i < PLAIN; i++) {
            ids.add("user-" + i);
        }
        return ids;
    }

    private void table(List<String> ids) {
        Dialect dialect = session.dialect();
        String rows = String.join(
                "), (",
                ids.stream().map(id -> dialect.text(dialect.literal(id))).toList());
        Sessions.table(session, "bucket_units", "SELECT unit FROM (VALUES (" + rows + ")) AS v (unit)");
    }

    private record Bucketed(String unit, long entry, long arm) {}

    @Test
    void bucketsAreThoseOfTheJavaCode() {
        table(ids());
        BucketSql sql = new BucketSql(session.dialect());
        for (String salt : SALTS) {
            List<Bucketed> rows = session.query(
                    "SELECT unit, " + sql.entry(salt, "unit") + " AS e, " + sql.arm(salt, "unit")
                            + " AS a FROM bucket_units",
                    row -> new Bucketed(row.text("unit"), row.count("e"), row.count("a")));

            assertThat(rows).hasSize(ids().size()).allSatisfy(row -> {
                UnitBuckets expected = UnitBuckets.of(salt, row.unit());
                assertThat(row.entry()).isEqualTo(expected.entry());
                assertThat(row.arm()).isEqualTo(expected.arm());
            });
        }
    }

    @Test
    void armsAreThoseOfTheGatesAndBuckets() {
        table(ids());
        BucketPlan plan = new BucketPlan(
                "exp",
                List.of(new ArmBuckets("it's control", 0, 300_000), new ArmBuckets("new", 300_000, 1_000_000)),
                400_000,
                List.of(new Gate("held out", "holdout", 50_000, 1_000_000), new Gate("layer", "feed", 0, 500_000)),
                Map.of("it's", "new"));
        List<Optional<String>> computed = new ArrayList<>();
        List<Optional<String>> expected = new ArrayList<>();
        session.query(new BucketSql(session.dialect()).query(plan, "bucket_units", "unit"), row -> {
            computed.add(Optional.ofNullable(row.textOrNull("computed_arm")));
            expected.add(arm(plan, row.text("unit_id")));
            return true;
        });

        assertThat(computed).isEqualTo(expected).contains(Optional.of("new"), Optional.of("it's control"));
        assertThat(computed.stream().filter(Optional::isEmpty).count()).isBetween(1_500L, 1_900L);
    }

    @Test
    void aUnitHasTheArmOfTheRampAtItsTime() {
        BucketPlan plan = new BucketPlan(
                "exp",
                List.of(new ArmBuckets("old", 0, 500_000), new ArmBuckets("new", 500_000, 1_000_000)),
                1_000_000,
                List.of(),
                Map.of());
        Instant first = Instant.parse("2026-03-01T00:00:00Z");
        Instant second = Instant.parse("2026-03-04T00:00:00Z");
        Recomputation ramped = new Recomputation(
                plan, List.of(new Recomputation.Stage(first, 100_000), new Recomputation.Stage(second, 600_000)));
        table(ids());
        Dialect dialect = session.dialect();
        Map<Instant, Integer> entered =
                Map.of(first.minusSeconds(1), 0, first, 100_000, second.minusSeconds(1), 100_000, second, 600_000);
        entered.forEach((at, below) -> {
            List<String> wrong = new ArrayList<>();
            String arm = new BucketSql(dialect).assigned(ramped, "unit", dialect.timestamp(at));
            session.query("SELECT unit, " + arm + " AS arm FROM bucket_units", row -> {
                UnitBuckets own = UnitBuckets.of("exp", row.text("unit"));
                String expected = own.entry() >= below ? "none" : own.arm() < 500_000 ? "old" : "new";
                if (!expected.equals(Objects.requireNonNullElse(row.textOrNull("arm"), "none"))) {
                    wrong.add(row.text("unit"));
                }
                return true;
            });
            assertThat(wrong).as(at.toString()).isEmpty();
        });
    }

    private static Optional<String> arm(BucketPlan plan, String unit) {
        if (plan.overrides().containsKey(unit)) {
            return Optional.of(plan.overrides().get(unit));
        }
        boolean in = plan.before().stream().allMatch(gate -> {
            int bucket = UnitBuckets.of(gate.salt(), unit).entry();
            return bucket >= gate.from() && bucket < gate.to();
        });
        UnitBuckets own = UnitBuckets.of(plan.salt(), unit);
        if (!in || own.entry() >= plan.entered()) {
            return Optional.empty();
        }
        return plan.arms().stream()
                .filter(a -> own.arm() >= a.from() && own.arm() < a.to())
                .map(ArmBuckets::arm)
                .findFirst();
    }

    @Test
    void aUnitThatIsNullHasNoBucketAndNoArm() {
        BucketSql sql = new BucketSql(session.dialect());
        String none = "CAST(NULL AS " + (session.dialect().name().equals("duckdb") ? "VARCHAR" : "TEXT") + ")";
        BucketPlan plan =
                new BucketPlan("exp", List.of(new ArmBuckets("a", 0, 1_000_000)), 1_000_000, List.of(), Map.of());
        assertThat(Sessions.text(session, sql.entry("exp", none))).isEqualTo("null");
        assertThat(Sessions.text(session, sql.assigned(plan, none))).isEqualTo("null");
    }
}
