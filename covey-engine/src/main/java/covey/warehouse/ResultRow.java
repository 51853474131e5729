package covey.warehouse;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The row a result stands at. */
final class ResultRow implements Row {
    private static final DateTimeFormatter NAIVE = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter(Locale.ROOT);

    private final ResultSet result;
    private final List<String> columns;
    private final Map<String, Integer> positions = new HashMap<>();
    private final int[] types;

    ResultRow(ResultSet result) throws SQLException {
        this.result = result;
        ResultSetMetaData meta = result.getMetaData();
        String[] names = new String[meta.getColumnCount()];
        types = new int[names.length + 1];
        for (int i = 1; i <= names.length; i++) {
            names[i - 1] = meta.getColumnLabel(i);
            positions.putIfAbsent(names[i - 1], i);
            types[i] = meta.getColumnType(i);
        }
        columns = List.of(names);
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public String text(String column) {
        String text = textOrNull(column);
        if (text == null) {
            throw isNullFault(column);
        }
        return text;
    }

    @Override
    public @Nullable String textOrNull(String column) {
        int position = position(column);
        return read(() -> {
            if (types[position] == Types.TIMESTAMP) {
                // Drivers differ in how they spell a timestamp.
                LocalDateTime time = result.getObject(position, LocalDateTime.class);
                return time == null ? null : NAIVE.format(time);
            }
            return result.getString(position);
        });
    }

    @Override
    public double number(String column) {
        OptionalDouble number = maybeNumber(column);
        if (number.isEmpty()) {
            throw isNullFault(column);
        }
        return number.getAsDouble();
    }

    @Override
    public OptionalDouble maybeNumber(String column) {
        int position = position(column);
        if (types[position] == Types.DOUBLE || types[position] == Types.BIGINT) {
            return readDouble(position);
        }
        Object value = object(position);
        return switch (value) {
            case null -> OptionalDouble.empty();
            case Number number -> OptionalDouble.of(number.doubleValue());
            case Boolean flag -> OptionalDouble.of(flag ? 1 : 0);
            default ->
                throw new IllegalStateException("column " + column + " holds '" + value + "', which is no number");
        };
    }

    @Override
    public long count(String column) {
        int position = position(column);
        if (types[position] == Types.BIGINT) {
            return readLong(position);
        }
        Object value = object(position);
        try {
            return switch (value) {
                case null -> throw isNullFault(column);
                case BigInteger big -> big.longValueExact();
                case BigDecimal big -> big.longValueExact();
                case Double number -> BigDecimal.valueOf(number).longValueExact();
                case Float number -> BigDecimal.valueOf(number).longValueExact();
                case Number number -> number.longValue();
                case Boolean flag -> flag ? 1 : 0;
                default -> throw new NumberFormatException("no number");
            };
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalStateException("column " + column + " holds " + value + ", which is no count", e);
        }
    }

    @Override
    public boolean isNull(String column) {
        return object(position(column)) == null;
    }

    private int position(String column) {
        Integer position = positions.get(column);
        if (position == null) {
            throw new IllegalStateException("the result has no column " + column + ", only " + columns);
        }
        return position;
    }

    private @Nullable Object object(int position) {
        return read(() -> result.getObject(position));
    }

    /** Without boxing, for the long columns; drivers give 0 or NaN for NULL. */
    private OptionalDouble readDouble(int position) {
        try {
            double value = result.getDouble(position);
            return result.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
        } catch (SQLException e) {
            throw new IllegalStateException("column " + columns.get(position - 1) + " cannot be read", e);
        }
    }

    /** Likewise. */
    private long readLong(int position) {
        try {
            long value = result.getLong(position);
            if (result.wasNull()) {
                throw isNullFault(columns.get(position - 1));
            }
            return value;
        } catch (SQLException e) {
            throw new IllegalStateException("column " + columns.get(position - 1) + " cannot be read", e);
        }
    }

    private <T> @Nullable T read(Reading<T> reading) {
        try {
            return reading.get();
        } catch (SQLException e) {
            throw new IllegalStateException("a value of the result cannot be read", e);
        }
    }

    private static IllegalStateException isNullFault(String column) {
        return new IllegalStateException("column " + column + " is NULL");
    }

    @FunctionalInterface
    private interface Reading<T> {
        @Nullable
        T get() throws SQLException;
    }
}
