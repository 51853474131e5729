package covey.warehouse.bucket;

import covey.assign.replay.UnitBuckets;
import covey.data.bucket.BucketPlan;
import covey.data.bucket.Recomputation;
import covey.warehouse.dialect.Dialect;
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
        return assigned(plan, unit, plan.entered() < BUCKETS ? String.valueOf(plan.entered()) : "");
    }

    /** The arm of a unit that entered at a time, as the ramp stood then; NULL for one that gets none. */
    public String assigned(Recomputation recomputation, String unit, String time) {
        List<Recomputation.Stage> ramp = recomputation.ramp();
        if (ramp.isEmpty()) {
            return assigned(recomputation.plan(), unit);
        }
        StringBuilder entered = new StringBuilder("CASE");
        for (Recomputation.Stage stage : ramp.reversed()) {
            entered.append(" WHEN ").append(time).append(" >= ").append(dialect.timestamp(stage.at()));
            entered.append(" THEN ").append(stage.entered());
        }
        return assigned(
                recomputation.plan(), unit, entered.append(" ELSE 0 END").toString());
    }

    private String assigned(BucketPlan plan, String unit, String entered) {
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
            sql.append(gate.name().replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]+", " "));
        }
        if (!entered.isEmpty()) {
            sql.append("\n  WHEN ")
                    .append(entry(plan.salt(), unit))
                    .append(" >= ")
                    .append(entered);
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
        List<String> columns = List.of(
                dialect.text(unit) + " AS unit_id",
                entry(plan.salt(), unit) + " AS entry_bucket",
                arm(plan.salt(), unit) + " AS arm_bucket",
                assigned(plan, unit).lines().collect(Collectors.joining("\n  ")) + " AS computed_arm");
        return "SELECT\n  " + String.join(",\n  ", columns) + "\nFROM " + source;
    }
}
