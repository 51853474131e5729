package covey.warehouse.dialect;

import java.util.Locale;
import java.util.Optional;

/** PostgreSQL 14 and later. */
final class PostgreSqlDialect extends AnsiDialect {
    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    int longestName() {
        return 63;
    }

    @Override
    String textType() {
        return "TEXT";
    }

    @Override
    public String toDouble(String expr) {
        // A boolean has no cast to double; by way of text the cast works whatever the type is.
        return "CAST(CASE CAST(" + expr + " AS TEXT) WHEN 'true' THEN '1' WHEN 'false' THEN '0' ELSE CAST(" + expr
                + " AS TEXT) END AS DOUBLE PRECISION)";
    }

    @Override
    public String secondsBetween(String from, String to) {
        return "CAST(EXTRACT(EPOCH FROM (" + to + ") - (" + from + ")) AS DOUBLE PRECISION)";
    }

    @Override
    public String integerDivide(String numerator, String denominator) {
        return "DIV(CAST(" + numerator + " AS NUMERIC), NULLIF(CAST(" + denominator + " AS NUMERIC), 0))";
    }

    @Override
    public String hexadecimal(String eightDigits) {
        // A cast of a bit string to a type with more bits reads it without sign.
        return "CAST(CAST('x' || (" + eightDigits + ") AS BIT(32)) AS BIGINT)";
    }

    @Override
    public String bytewise(String textExpr) {
        return "((" + textExpr + ") COLLATE \"C\")";
    }

    @Override
    public Optional<String> analyze(String name) {
        return Optional.of("ANALYZE " + quote(name));
    }

    @Override
    public ColumnKind kind(String engineType) {
        return switch (engineType.toLowerCase(Locale.ROOT)) {
            case "int2", "int4", "int8", "smallserial", "serial", "bigserial" -> ColumnKind.NUMBER;
            case "numeric", "float4", "float8" -> ColumnKind.NUMBER;
            case "bool" -> ColumnKind.BOOLEAN;
            case "text", "varchar", "bpchar", "name", "citext" -> ColumnKind.TEXT;
            case "date" -> ColumnKind.DATE;
            case "timestamp" -> ColumnKind.NAIVE_TIMESTAMP;
            case "timestamptz" -> ColumnKind.ZONED_TIMESTAMP;
            default -> ColumnKind.OTHER;
        };
    }

    @Override
    public NumberKind numberKind(String engineType) {
        return switch (engineType.toLowerCase(Locale.ROOT)) {
            case "float4", "float8" -> NumberKind.FLOATING;
            case "numeric" -> NumberKind.EXACT_OR_NAN;
            default -> NumberKind.EXACT;
        };
    }
}
