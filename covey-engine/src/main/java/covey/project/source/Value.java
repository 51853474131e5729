package covey.project.source;

import covey.metric.Location;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A value of a YAML file, with the place it stands at. */
public sealed interface Value {
    /** Where it stands. */
    Location location();

    /** What it is, for a message: {@code the number 3}. */
    String description();

    /** As text, number, truth value, or lists and maps of these. */
    Object plain();

    /** What a plain scalar is under the YAML 1.2 core schema; dates, {@code no} and {@code on} are text. */
    enum Kind {
        TEXT,
        INTEGER,
        NUMBER,
        BOOLEAN,
        EMPTY
    }

    /**
     * A scalar.
     *
     * @param text as written, quotes removed
     * @param kind what it is
     * @param location where it stands
     */
    record Scalar(String text, Kind kind, Location location) implements Value {
        private static final int SHOWN = 60;
        private static final int MAX_DIGITS = 400;

        @Override
        public String description() {
            String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
            return switch (kind) {
                case TEXT -> "'" + shown.replace("\n", "\\n") + "'";
                case INTEGER, NUMBER -> "the number " + shown;
                case BOOLEAN -> shown.toLowerCase(Locale.ROOT);
                case EMPTY -> "nothing";
            };
        }

        /** The number; empty when it is none, or is not finite as a double. */
        public Optional<BigDecimal> number() {
            boolean numeric = kind == Kind.INTEGER || kind == Kind.NUMBER;
            // Long digits and huge exponents are refused before they are expanded.
            if (!numeric || text.length() > MAX_DIGITS) {
                return Optional.empty();
            }
            try {
                BigDecimal number = kind == Kind.INTEGER ? new BigDecimal(integer()) : new BigDecimal(text);
                boolean modest = Math.abs((long) number.scale()) <= MAX_DIGITS;
                return modest && Double.isFinite(number.doubleValue()) ? Optional.of(number) : Optional.empty();
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }

        private BigInteger integer() {
            if (text.startsWith("0x")) {
                return new BigInteger(text.substring(2), 16);
            }
            return text.startsWith("0o") ? new BigInteger(text.substring(2), 8) : new BigInteger(text);
        }

        @Override
        public Object plain() {
            if (kind == Kind.BOOLEAN) {
                return text.equalsIgnoreCase("true");
            }
            Optional<BigDecimal> number = number();
            if (number.isEmpty()) {
                return text;
            }
            boolean whole = kind == Kind.INTEGER && number.get().toBigInteger().bitLength() < Long.SIZE;
            return whole
                    ? (Object) number.get().longValue()
                    : (Object) number.get().doubleValue();
        }
    }

    /**
     * A list.
     *
     * @param items items in order
     * @param location where it begins
     */
    record Sequence(List<Value> items, Location location) implements Value {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String description() {
            return "a list";
        }

        @Override
        public Object plain() {
            return items.stream().map(Value::plain).toList();
        }
    }

    /**
     * A mapping.
     *
     * @param entries keys in order, none twice
     * @param location where it begins
     * @param span the text it covers
     */
    record Mapping(List<Entry> entries, Location location, Span span) implements Value {
        public Mapping {
            entries = List.copyOf(entries);
        }

        @Override
        public String description() {
            return "a map";
        }

        @Override
        public Object plain() {
            Map<String, Object> map = new LinkedHashMap<>();
            entries.forEach(e -> map.put(e.key(), e.value().plain()));
            return Collections.unmodifiableMap(map);
        }

        /** The value of a key; null when the key is absent or has no value. */
        public @Nullable Value get(String key) {
            for (Entry entry : entries) {
                if (entry.key().equals(key)) {
                    return entry.value() instanceof Scalar s && s.kind() == Kind.EMPTY ? null : entry.value();
                }
            }
            return null;
        }

        /** Where a key stands; where the mapping begins when it is absent. */
        public Location at(String key) {
            return entries.stream()
                    .filter(e -> e.key().equals(key))
                    .map(Entry::location)
                    .findFirst()
                    .orElse(location);
        }
    }

    /**
     * A key with its value.
     *
     * @param key key
     * @param location where the key stands
     * @param value value
     */
    record Entry(String key, Location location, Value value) {}

    /**
     * A piece of a file; lines and columns counted from 0 in code points, the end exclusive.
     *
     * @param startLine first line
     * @param startColumn first column
     * @param endLine last line
     * @param endColumn column after the last; {@link Integer#MAX_VALUE} for the rest of the line
     */
    record Span(int startLine, int startColumn, int endLine, int endColumn) {}
}
