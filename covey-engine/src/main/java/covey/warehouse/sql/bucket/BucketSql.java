package covey.warehouse.sql.bucket;

import covey.assign.replay.UnitBuckets;
import covey.warehouse.dialect.Dialect;
import covey.warehouse.sql.Sql;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Covey's bucketing as SQL expressions, equal to {@code covey.assign.hash.Bucketing} bit for bit on every engine: with
 * {@code d = md5(salt || ':' || unit)}, the entry bucket is {@code floor(number of digits 1-8 * 1,000,000 / 2^32)} and the
 * arm bucket the same of digits 9-16. A unit that is NULL gets NULL.
 */
public final class BucketSql {
    private static final int BUCKETS = UnitBuckets.COUNT;

    private final Dialect dialect;

    public BucketSql(Dialect dialect) {
        this.dialect = dialect;
    }

    /** The entry bucket of a unit, 0 to 999,999. */
    public String entry(String salt, String unit) {
        return bucket(salt, unit, 1);
    }

    /** The arm bucket of a unit, 0 to 999,999. */
    public String arm(String salt, String unit) {
        return bucket(salt, unit, 9);
    }

    private String bucket(String salt, String unit, int digit) {
        String digest = "md5(" + dialect.literal(salt + ":") + " || " + dialect.text(unit) + ")";
        String number = dialect.hexadecimal("substr(" + digest + ", " + digit + ", 8)");
        return "((" + number + " * " + BUCKETS + ") >> 32)";
    }

    /** The arm of a unit as text; NULL for one that gets none. */
    public String assigned(BucketPlan plan, String unit) {
        StringBuilder sql = new StringBuilder("CASE");
        plan.overrides()
                .forEach((id, arm) -> sql.append("\n  WHEN ")
                        .append(dialect.text(unit))
                        .append(" = ")
                        .append(dialect.literal(id))
                        .append(" THEN ")
                        .append(dialect.literal(arm)));
        for (BucketPlan.Gate gate : plan.before()) {
            sql.append("\n  WHEN ").append(outside(gate, unit)).append(" THEN NULL -- ");
            sql.append(Sql.comment(gate.name()));
        }
        if (plan.entered() < BUCKETS) {
            sql.append("\n  WHEN ")
                    .append(entry(plan.salt(), unit))
                    .append(" >= ")
                    .append(plan.entered());
            sql.append(" THEN NULL -- not entered yet");
        }
        String bucket = arm(plan.salt(), unit);
        for (BucketPlan.ArmBuckets arm : plan.arms()) {
            sql.append("\n  WHEN ").append(bucket).append(" >= ").append(arm.from());
            sql.append(" AND ").append(bucket).append(" < ").append(arm.to());
            sql.append(" THEN ").append(dialect.literal(arm.arm()));
        }
        return sql.append("\nEND").toString();
    }

    private String outside(BucketPlan.Gate gate, String unit) {
        String bucket = entry(gate.salt(), unit);
        return "(" + bucket + " < " + gate.from() + " OR " + bucket + " >= " + gate.to() + ")";
    }

    /** A query of unit, buckets and arm over the rows of a source, runnable as it stands. */
    public String query(BucketPlan plan, String source, String unit) {
        return Sql.fill(
                """
                SELECT
                {}
                FROM {}""",
                Sql.lines(List.of(
                        dialect.text(unit) + " AS unit_id",
                        entry(plan.salt(), unit) + " AS entry_bucket",
                        arm(plan.salt(), unit) + " AS arm_bucket",
                        assigned(plan, unit).lines().collect(Collectors.joining("\n  ")) + " AS computed_arm")),
                source);
    }
}
