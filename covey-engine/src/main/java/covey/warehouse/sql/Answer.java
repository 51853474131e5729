package covey.warehouse.sql;

import covey.warehouse.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** One row of an answer, kept after the statement is closed. */
public record Answer(Map<String, String> texts, Map<String, Double> numbers) implements Row {
    public static Answer of(Row row) {
        Map<String, String> texts = new HashMap<>();
        Map<String, Double> numbers = new HashMap<>();
        for (String column : row.columns()) {
            String text = row.textOrNull(column);
            if (text == null) {
                continue;
            }
            texts.put(column, text);
            try {
                row.maybeNumber(column).ifPresent(n -> numbers.put(column, n));
            } catch (IllegalStateException _) {
                // a text or a date: it has no number
            }
        }
        return new Answer(texts, numbers);
    }

    @Override
    public List<String> columns() {
        return texts.keySet().stream().sorted().toList();
    }

    @Override
    public String text(String column) {
        String text = texts.get(column);
        if (text == null) {
            throw new IllegalStateException("no value in column " + column);
        }
        return text;
    }

    @Override
    public @Nullable String textOrNull(String column) {
        return texts.get(column);
    }

    @Override
    public double number(String column) {
        Double number = numbers.get(column);
        if (number == null) {
            throw new IllegalStateException("no number in column " + column);
        }
        return number;
    }

    @Override
    public OptionalDouble maybeNumber(String column) {
        Double number = numbers.get(column);
        return number == null ? OptionalDouble.empty() : OptionalDouble.of(number);
    }

    @Override
    public long count(String column) {
        return Math.round(number(column));
    }

    /** The count in a column, zero for NULL: a sum over no rows. */
    public long countOrZero(String column) {
        return isNull(column) ? 0 : count(column);
    }

    @Override
    public boolean isNull(String column) {
        return !texts.containsKey(column);
    }
}
