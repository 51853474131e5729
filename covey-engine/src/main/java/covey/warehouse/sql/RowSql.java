package covey.warehouse.sql;

import covey.metric.Aggregate;
import covey.result.Reason;
import covey.warehouse.TableColumn;
import covey.warehouse.dialect.ColumnKind;
import covey.warehouse.dialect.Dialect;
import covey.warehouse.dialect.NumberKind;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What one row of a model contributes to an aggregate: a value, or NULL where it contributes nothing. */
public final class RowSql {
    private final Dialect dialect;
    private final String model;
    private final Map<String, TableColumn> kinds;

    /**
     * @param model model name, for messages
     * @param kinds what the engine says of each row expression
     */
    public RowSql(Dialect dialect, String model, Map<String, TableColumn> kinds) {
        this.dialect = dialect;
        this.model = model;
        this.kinds = Map.copyOf(kinds);
    }

    /** The row's value, NULL where the filter does not match or the value is not usable. */
    public String value(Aggregate aggregate) {
        String value = switch (aggregate.function()) {
            case SUM, MAX -> number(aggregate);
            case COUNT ->
                aggregate.expr().equals("*") ? "1" : "CASE WHEN " + expr(aggregate) + " IS NOT NULL THEN 1 END";
            case COUNT_DISTINCT -> expr(aggregate);
            case DAYS -> "1";
        };
        String usable = mayBeNotFinite(aggregate) ? dialect.isFinite(asDouble(aggregate)) : "";
        String filter = aggregate.filter().isEmpty() ? "" : "(" + aggregate.filter() + ")";
        String when = filter.isEmpty() || usable.isEmpty() ? filter + usable : filter + " AND " + usable;
        return when.isEmpty() ? value : "CASE WHEN " + when + " THEN " + value + " END";
    }

    /** True for a row that should have a number and has NULL; empty for aggregates that need no number. */
    public Optional<String> isNull(Aggregate aggregate) {
        return numeric(aggregate) ? Optional.of(matching(aggregate) + expr(aggregate) + " IS NULL") : Optional.empty();
    }

    /** True for a row of which the filter does not say whether it counts; empty without a filter. */
    public Optional<String> isUndecided(Aggregate aggregate) {
        return aggregate.filter().isEmpty() ? Optional.empty() : Optional.of("(" + aggregate.filter() + ") IS NULL");
    }

    /** True for a row with NaN or infinity; empty where the type has none. */
    public Optional<String> isNotFinite(Aggregate aggregate) {
        return mayBeNotFinite(aggregate)
                ? Optional.of(matching(aggregate) + expr(aggregate) + " IS NOT NULL AND NOT "
                        + dialect.isFinite(asDouble(aggregate)))
                : Optional.empty();
    }

    private static String matching(Aggregate aggregate) {
        return aggregate.filter().isEmpty() ? "" : "(" + aggregate.filter() + ") AND ";
    }

    private static String expr(Aggregate aggregate) {
        return "(" + aggregate.expr() + ")";
    }

    private static boolean numeric(Aggregate aggregate) {
        return switch (aggregate.function()) {
            case SUM, MAX -> true;
            case COUNT, COUNT_DISTINCT, DAYS -> false;
        };
    }

    private boolean mayBeNotFinite(Aggregate aggregate) {
        if (!numeric(aggregate)) {
            return false;
        }
        return switch (kind(aggregate)) {
            case NUMBER -> exactness(aggregate) != NumberKind.EXACT;
            case BOOLEAN -> false;
            case OTHER, TEXT, DATE, NAIVE_TIMESTAMP, ZONED_TIMESTAMP -> true;
        };
    }

    private ColumnKind kind(Aggregate aggregate) {
        TableColumn column = kinds.get(aggregate.expr());
        return column == null ? ColumnKind.OTHER : column.kind();
    }

    private NumberKind exactness(Aggregate aggregate) {
        TableColumn column = kinds.get(aggregate.expr());
        return column == null ? NumberKind.FLOATING : dialect.numberKind(column.type());
    }

    private String asDouble(Aggregate aggregate) {
        ColumnKind kind = kind(aggregate);
        return kind == ColumnKind.OTHER ? dialect.toDouble(expr(aggregate)) : dialect.toDouble(expr(aggregate), kind);
    }

    /** Integers and decimals stay what they are, so that their sums are exact. */
    private String number(Aggregate aggregate) {
        ColumnKind kind = kind(aggregate);
        return switch (kind) {
            case NUMBER -> exactness(aggregate) == NumberKind.FLOATING ? asDouble(aggregate) : expr(aggregate);
            case BOOLEAN, OTHER -> asDouble(aggregate);
            case TEXT, DATE, NAIVE_TIMESTAMP, ZONED_TIMESTAMP ->
                throw new CompileException(
                        Reason.QUERY_FAILED,
                        "expr '" + aggregate.expr() + "' of model " + model + " is "
                                + kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ", not a number",
                        "use agg: count or count_distinct, or an expr that is a number");
        };
    }
}
