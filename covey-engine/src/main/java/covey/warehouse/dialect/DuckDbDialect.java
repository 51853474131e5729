package covey.warehouse.dialect;

import java.util.Locale;
import java.util.Optional;

/** DuckDB 2. */
final class DuckDbDialect extends AnsiDialect {
    @Override
    public String name() {
        return "duckdb";
    }

    @Override
    int longestName() {
        return 1000;
    }

    @Override
    String textType() {
        return "VARCHAR";
    }

    @Override
    public String toDouble(String expr) {
        return "CAST(" + expr + " AS DOUBLE)";
    }

    @Override
    public String secondsBetween(String from, String to) {
        return "(DATE_DIFF('microseconds', " + from + ", " + to + ") / CAST(1000000 AS DOUBLE))";
    }

    @Override
    public String integerDivide(String numerator, String denominator) {
        return "((" + numerator + ") // NULLIF(" + denominator + ", 0))";
    }

    @Override
    public String hexadecimal(String eightDigits) {
        return "CAST('0x' || (" + eightDigits + ") AS BIGINT)";
    }

    @Override
    public String bytewise(String textExpr) {
        return textExpr;
    }

    @Override
    public Optional<String> analyze(String name) {
        return Optional.empty();
    }

    @Override
    public ColumnKind kind(String engineType) {
        String type = engineType.toUpperCase(Locale.ROOT);
        int bracket = type.indexOf('(');
        if (type.endsWith("[]") || type.endsWith("]")) {
            return ColumnKind.OTHER;
        }
        return switch (bracket < 0 ? type : type.substring(0, bracket)) {
            case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT" -> ColumnKind.NUMBER;
            case "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT" -> ColumnKind.NUMBER;
            case "FLOAT", "DOUBLE", "DECIMAL", "BIGNUM", "VARINT" -> ColumnKind.NUMBER;
            case "BOOLEAN" -> ColumnKind.BOOLEAN;
            case "VARCHAR", "ENUM", "CHAR", "TEXT" -> ColumnKind.TEXT;
            case "DATE" -> ColumnKind.DATE;
            case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" -> ColumnKind.NAIVE_TIMESTAMP;
            case "TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ" -> ColumnKind.ZONED_TIMESTAMP;
            default -> ColumnKind.OTHER;
        };
    }

    @Override
    public NumberKind numberKind(String engineType) {
        return switch (engineType.toUpperCase(Locale.ROOT)) {
            case "FLOAT", "DOUBLE", "BIGNUM", "VARINT" -> NumberKind.FLOATING;
            default -> NumberKind.EXACT;
        };
    }
}
