package covey.report;

import covey.method.Artifact;
import covey.result.AdjustedPValue;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.Interval;
import covey.result.NotEstimable;
import covey.result.Outcome;
import covey.result.StudyResult;
import covey.result.Test;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one long schema of all results: a row for each outcome, names as in broom. A value that does not exist is null in
 * a row and an empty field in CSV; an open side of an interval is {@code Infinity}. Codes are in lower case.
 */
public final class LongTable {
    /** The columns, in order. */
    public static final List<Column> COLUMNS = List.of(
            text("study"),
            text("analysis"),
            text("metric"),
            text("estimand"),
            text("scale"),
            text("arm"),
            text("reference"),
            text("segment"),
            text("at"),
            number("estimate"),
            number("std_error"),
            number("conf_low"),
            number("conf_high"),
            number("conf_level"),
            text("coverage"),
            text("interval_method"),
            text("test"),
            number("statistic"),
            number("df"),
            number("p_value"),
            number("p_adjusted"),
            text("family"),
            text("adjusted_by"),
            text("unit"),
            new Column("n", Type.INTEGER),
            text("reason"));

    private LongTable() {}

    /** Type of the values of a column. */
    public enum Type {
        /** {@link String}. */
        TEXT,
        /** {@link Double}. */
        NUMBER,
        /** {@link Long}. */
        INTEGER
    }

    /**
     * A column.
     *
     * @param name name in every format
     * @param type type of its values
     */
    public record Column(String name, Type type) {}

    /**
     * A row: its values in the order of {@link #COLUMNS}, null where there is none.
     *
     * @param values strings, doubles and longs, by the type of their column
     */
    public record Row(List<@Nullable Object> values) {
        public Row {
            values = java.util.Collections.unmodifiableList(new ArrayList<>(values));
        }
    }

    /** A row for each outcome, in the order of the result. */
    public static List<Row> rows(StudyResult result) {
        String study = result.study().name();
        return result.outcomes().stream().map(o -> row(study, o)).toList();
    }

    private static Row row(String study, Outcome outcome) {
        Estimand e = outcome.estimand();
        List<@Nullable Object> values = new ArrayList<>();
        values.add(study);
        values.add(e.analysis());
        values.add(e.metric());
        values.add(e.name());
        values.add(code(e.scale()));
        values.add(present(e.arm()));
        values.add(present(e.reference()));
        values.add(present(e.segment()));
        values.add(present(at(e.at())));
        switch (outcome) {
            case Estimate estimate -> estimate(values, estimate);
            case NotEstimable missing -> missing(values, missing);
        }
        return new Row(values);
    }

    private static void estimate(List<@Nullable Object> values, Estimate e) {
        Optional<Interval> interval = e.interval();
        Optional<Test> test = e.test();
        Optional<AdjustedPValue> adjusted = test.flatMap(Test::adjusted);
        values.add(e.value());
        values.add(value(e.standardError()));
        values.add(value(interval, Interval::lower));
        values.add(value(interval, Interval::upper));
        values.add(value(interval, Interval::level));
        values.add(value(interval, i -> code(i.coverage())));
        values.add(value(interval, Interval::method));
        values.add(value(test, Test::name));
        values.add(value(test, Test::statistic));
        values.add(test.isPresent() ? value(test.get().df()) : null);
        values.add(value(test, Test::pValue));
        values.add(value(adjusted, AdjustedPValue::value));
        values.add(value(adjusted, a -> a.procedure() + ": " + a.family()));
        values.add(present(e.adjustedBy()));
        values.add(present(e.estimand().unit()));
        values.add(e.n());
        values.add(null);
    }

    private static void missing(List<@Nullable Object> values, NotEstimable missing) {
        int unit = COLUMNS.size() - 3;
        while (values.size() < unit) {
            values.add(null);
        }
        values.add(present(missing.estimand().unit()));
        values.add(null);
        values.add(code(missing.reason()));
    }

    /** The rows as CSV (RFC 4180), with a header, in UTF-8 text with CRLF line ends. */
    public static String csv(List<Row> rows) {
        StringBuilder text = new StringBuilder();
        line(text, COLUMNS.stream().map(Column::name).toList());
        rows.forEach(row -> line(text, row.values()));
        return text.toString();
    }

    /** A table of single units as CSV, quoted as {@link #csv(List)} is. */
    public static String csv(Artifact table) {
        StringBuilder text = new StringBuilder();
        line(text, table.columns());
        table.rows().forEach(row -> line(text, row));
        return text.toString();
    }

    private static void line(StringBuilder text, List<? extends @Nullable Object> values) {
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                text.append(',');
            }
            Object value = values.get(i);
            text.append(value == null ? "" : quoted(value.toString()));
        }
        text.append("\r\n");
    }

    private static String quoted(String value) {
        boolean plain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        boolean trimmed = value.equals(value.strip()) && !value.isEmpty();
        return plain && trimmed ? value : '"' + value.replace("\"", "\"\"") + '"';
    }

    /** Coordinates as text, such as {@code day=2026-03-05;hour=3}. */
    static String at(Map<String, String> at) {
        List<String> parts = new ArrayList<>();
        at.forEach((key, value) -> parts.add(key + "=" + value));
        return String.join(";", parts);
    }

    private static String code(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String present(String text) {
        return text.isEmpty() ? null : text;
    }

    private static @Nullable Double value(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static <T> @Nullable Object value(Optional<T> from, Function<T, Object> part) {
        return from.isPresent() ? part.apply(from.get()) : null;
    }

    private static Column text(String name) {
        return new Column(name, Type.TEXT);
    }

    private static Column number(String name) {
        return new Column(name, Type.NUMBER);
    }
}
