package covey.assign.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON (RFC 8259) strictly: a key written twice, a trailing comma or anything after the value is refused, and so is
 * nesting beyond 100. Objects become maps in order, arrays lists; a number without fraction or exponent that fits becomes a
 * {@code Long}, any other a {@code Double}.
 */
public final class JsonReader {
    private static final int DEPTH = 100;

    private final String text;
    private final IdentityHashMap<Object, Integer> lines;
    private int at;
    private int counted;
    private int line = 1;

    private JsonReader(String text, IdentityHashMap<Object, Integer> lines) {
        this.text = text;
        this.lines = lines;
    }

    /** The value. @throws JsonFault when the text is not JSON */
    public static @Nullable Object read(String text) {
        return read(text, new IdentityHashMap<>());
    }

    /** The value; notes in which line each object that is not empty begins. @throws JsonFault when the text is not JSON */
    public static @Nullable Object read(String text, IdentityHashMap<Object, Integer> lines) {
        JsonReader reader = new JsonReader(text, lines);
        Object value = reader.value(0);
        reader.space();
        if (reader.at < text.length()) {
            throw reader.fault("more follows after the value");
        }
        return value;
    }

    private @Nullable Object value(int depth) {
        if (depth > DEPTH) {
            throw fault("nested deeper than " + DEPTH);
        }
        space();
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> literal("true", true);
            case 'f' -> literal("false", false);
            case 'n' -> literal("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> object(int depth) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        int line = line();
        at++;
        space();
        if (taken('}')) {
            return object;
        }
        do {
            space();
            int start = at;
            if (peek() != '"') {
                throw fault("a key in quotes is expected");
            }
            String key = string();
            if (object.containsKey(key)) {
                at = start;
                throw fault("the key \"" + key + "\" is written twice");
            }
            space();
            expect(':');
            object.put(key, value(depth + 1));
            space();
        } while (taken(','));
        expect('}');
        Map<String, @Nullable Object> whole = Collections.unmodifiableMap(object);
        lines.put(whole, line);
        return whole;
    }

    private List<@Nullable Object> array(int depth) {
        List<@Nullable Object> array = new ArrayList<>();
        at++;
        space();
        if (taken(']')) {
            return array;
        }
        do {
            array.add(value(depth + 1));
            space();
        } while (taken(','));
        expect(']');
        return Collections.unmodifiableList(array);
    }

    private String string() {
        StringBuilder string = new StringBuilder();
        at++;
        while (true) {
            char c = peek();
            if (c < ' ') {
                throw fault("the text in quotes does not end, or holds a control character");
            }
            at++;
            if (c == '"') {
                return string.toString();
            }
            string.append(c == '\\' ? escape() : c);
        }
    }

    private char escape() {
        char c = peek();
        int known = "\"\\/bfnrt".indexOf(c);
        if (known >= 0) {
            at++;
            return "\"\\/\b\f\n\r\t".charAt(known);
        }
        if (c != 'u' || at + 5 > text.length()) {
            throw fault("unknown escape");
        }
        int value = 0;
        for (int i = at + 1; i < at + 5; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                throw fault("four hexadecimal digits are expected after \\u");
            }
            value = value * 16 + digit;
        }
        at += 5;
        return (char) value;
    }

    private @Nullable Object literal(String word, @Nullable Object value) {
        if (!text.startsWith(word, at)) {
            throw fault("a value is expected");
        }
        at += word.length();
        return value;
    }

    private Object number() {
        int start = at;
        taken('-');
        int whole = at;
        digits();
        if (at - whole > 1 && text.charAt(whole) == '0') {
            at = start;
            throw fault("a number does not begin with 0");
        }
        boolean integral = true;
        if (taken('.')) {
            integral = false;
            digits();
        }
        if (taken('e') || taken('E')) {
            integral = false;
            if (!taken('-')) {
                taken('+');
            }
            digits();
        }
        String digits = text.substring(start, at);
        return (integral && digits.length() < 19) ? (Object) Long.valueOf(digits) : finite(digits, start);
    }

    private Double finite(String digits, int start) {
        double value = Double.parseDouble(digits);
        if (Double.isInfinite(value)) {
            at = start;
            throw fault("the number " + digits + " is too large");
        }
        return value;
    }

    private void digits() {
        int start = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        if (at == start) {
            throw fault("a value is expected");
        }
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private boolean taken(char c) {
        if (peek() != c) {
            return false;
        }
        at++;
        return true;
    }

    private void expect(char c) {
        if (!taken(c)) {
            throw fault("'" + c + "' is expected");
        }
    }

    /** The line reached, counted on from the one asked for before. */
    private int line() {
        if (at < counted) {
            counted = 0;
            line = 1;
        }
        for (; counted < at; counted++) {
            line += text.charAt(counted) == '\n' ? 1 : 0;
        }
        return line;
    }

    private JsonFault fault(String message) {
        return new JsonFault(line(), at - text.lastIndexOf('\n', at - 1), message);
    }
}
