package covey.project.grammar;

import covey.project.source.Times;
import covey.project.source.Value;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Types of scalars; each says what it accepts, so that the validator and the JSON Schema agree. */
public enum ScalarType {
    TEXT("text", null, Limits.NONE),
    /** Text that no message repeats. */
    SECRET("text", null, Limits.NONE),
    /** A name of a study, model, column, unit, dimension or link. */
    NAME("a name of letters, digits, '_', '-' and '.'", "^[\\p{L}0-9_][\\p{L}0-9_.-]*$", Limits.NONE),
    /** A name of a metric: may carry a cutoff, {@code ndcg@10}. */
    METRIC_NAME("a name of letters, digits, '_', '-', '.' and '@'", "^[\\p{L}0-9_][\\p{L}0-9_.@-]*$", Limits.NONE),
    /** A metric as a study names it: declared, or of the study's kind, with settings in parentheses. */
    METRIC_CALL(
            "a metric such as clicks, nDCG@10 or P(rel=2)@5",
            "^[\\p{L}0-9_][\\p{L}0-9_.@-]*(\\([^()]*\\))?(@[0-9.]+%?)?$",
            Limits.NONE),
    DURATION("a duration such as 14d, 26h, 90m or 2w", Times.DURATION, Limits.NONE),
    MOMENT("a date such as 2026-03-01, or a timestamp with its zone", Times.MOMENT, Limits.NONE),
    BOOLEAN("true or false", null, Limits.NONE),
    NUMBER("a number", null, Limits.NONE),
    POSITIVE("a number above 0", null, Limits.ABOVE_ZERO),
    /** Open interval. */
    FRACTION("a fraction between 0 and 1", null, Limits.OPEN_UNIT),
    /** Closed interval. */
    SHARE("a share from 0 to 1", null, Limits.CLOSED_UNIT),
    INTEGER("a whole number", null, Limits.LONG),
    COUNT("a whole number, 1 or more", null, Limits.FROM_ONE),
    /** Text, number or truth value. */
    SCALAR("text, a number, true or false", null, Limits.NONE);

    private final String expected;
    private final @Nullable String pattern;
    private final Limits limits;
    private final @Nullable Pattern compiled;

    ScalarType(String expected, @Nullable String pattern, Limits limits) {
        this.expected = expected;
        this.pattern = pattern;
        this.limits = limits;
        this.compiled = pattern == null ? null : Pattern.compile(pattern);
    }

    /** Range of a number; null for no limit. */
    enum Limits {
        NONE(null, null, false),
        ABOVE_ZERO("0", null, true),
        OPEN_UNIT("0", "1", true),
        CLOSED_UNIT("0", "1", false),
        LONG("-9223372036854775808", "9223372036854775807", false),
        FROM_ONE("1", "2147483647", false);

        private final @Nullable String least;
        private final @Nullable String most;
        private final boolean exclusive;

        Limits(@Nullable String least, @Nullable String most, boolean exclusive) {
            this.least = least;
            this.most = most;
            this.exclusive = exclusive;
        }

        Optional<BigDecimal> least() {
            return Optional.ofNullable(least).map(BigDecimal::new);
        }

        Optional<BigDecimal> most() {
            return Optional.ofNullable(most).map(BigDecimal::new);
        }

        boolean exclusive() {
            return exclusive;
        }

        boolean contain(BigDecimal value) {
            int inner = exclusive ? 1 : 0;
            return least().filter(l -> value.compareTo(l) < inner).isEmpty()
                    && most().filter(m -> m.compareTo(value) < inner).isEmpty();
        }
    }

    /** What is expected, for a message. */
    public String expected() {
        return expected;
    }

    /** Pattern of the text, if any. */
    Optional<String> pattern() {
        return Optional.ofNullable(pattern);
    }

    Limits limits() {
        return limits;
    }

    /** Type in JSON Schema; empty for several. */
    String jsonType() {
        return switch (this) {
            case TEXT, SECRET, NAME, METRIC_NAME, METRIC_CALL, DURATION, MOMENT -> "string";
            case BOOLEAN -> "boolean";
            case NUMBER, POSITIVE, FRACTION, SHARE -> "number";
            case INTEGER, COUNT -> "integer";
            case SCALAR -> "";
        };
    }

    /** Whether the value is of this type. */
    boolean accepts(Value.Scalar value) {
        return switch (jsonType()) {
            case "string" -> value.kind() == Value.Kind.TEXT && matches(value.text());
            case "boolean" -> value.kind() == Value.Kind.BOOLEAN;
            case "integer" -> value.kind() == Value.Kind.INTEGER && inRange(value);
            case "number" -> inRange(value);
            default -> value.kind() != Value.Kind.EMPTY;
        };
    }

    private boolean matches(String text) {
        return compiled == null ? !text.isBlank() : compiled.matcher(text).matches();
    }

    private boolean inRange(Value.Scalar value) {
        return value.number().filter(limits::contain).isPresent();
    }

    /** What was found, for a message. */
    String found(Value value) {
        return this == SECRET ? "another value" : value.description();
    }

    /** What helps when text was expected and something else found, or a size with a sign. */
    String cure(Value.Scalar found) {
        if (this == POSITIVE && found.text().startsWith("-")) {
            return "write the size, without a sign";
        }
        boolean text = jsonType().equals("string") && compiled == null;
        boolean unquoted = found.kind() != Value.Kind.TEXT && found.kind() != Value.Kind.EMPTY;
        if (this == SECRET) {
            return unquoted ? "put it in quotes" : "";
        }
        return text && unquoted ? "put it in quotes: \"" + found.text().toLowerCase(Locale.ROOT) + "\"" : "";
    }
}
