package covey.assignment.log;

import covey.warehouse.SqlSession;
import covey.warehouse.TableColumn;
import covey.warehouse.dialect.Dialect;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A log in a warehouse or a Parquet file, in the engine's order of rows.
 *
 * @param session open session; stays open
 * @param select query with columns {@code unit_id}, {@code raw_arm} as text, {@code at} as seconds since 1970 or NULL
 */
public record TableLog(SqlSession session, String select) implements AssignmentLog {
    /** The log in a table. */
    public static TableLog of(SqlSession session, String table, LogColumns columns) {
        Dialect dialect = session.dialect();
        List<String> names =
                session.columns(table).stream().map(TableColumn::name).toList();
        String time = columns.time()
                .map(t -> dialect.secondsBetween(
                        dialect.timestamp(Instant.EPOCH), "CAST(" + column(dialect, names, t) + " AS TIMESTAMP)"))
                .orElse("CAST(NULL AS DOUBLE PRECISION)");
        return new TableLog(
                session,
                "SELECT " + dialect.text(column(dialect, names, columns.unit())) + " AS unit_id, "
                        + dialect.text(column(dialect, names, columns.arm())) + " AS raw_arm, " + time
                        + " AS seconds FROM "
                        + dialect.quoteTable(table));
    }

    private static String column(Dialect dialect, List<String> names, String name) {
        if (!names.contains(name)) {
            throw new LogFormatException(
                    "the log has no column '" + name + "'",
                    "it has " + String.join(", ", names)
                            + "; name the columns with --unit-column, --arm-column and --time-column");
        }
        return dialect.quote(name);
    }

    @Override
    public void read(LogVisitor visitor) {
        long[] number = {0};
        session.query(select, row -> {
            number[0]++;
            String unit = row.textOrNull("unit_id");
            String arm = row.textOrNull("raw_arm");
            tell(visitor, number[0], unit, arm, row.maybeNumber("seconds"));
            return true;
        });
    }

    private static void tell(
            LogVisitor visitor, long number, @Nullable String unit, @Nullable String arm, OptionalDouble seconds) {
        if (unit == null || unit.isEmpty() || arm == null) {
            visitor.unreadable(number, unit == null || unit.isEmpty() ? "it names no unit" : "it names no arm");
            return;
        }
        Optional<Instant> at = seconds.isPresent()
                ? Optional.of(Instant.EPOCH.plusNanos(Math.round(seconds.getAsDouble() * 1e6) * 1000))
                : Optional.empty();
        visitor.row(LogRow.of(number, unit, arm, at));
    }
}
