package covey.ranking.names;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name taken apart: {@code base(key=value, …)@point}.
 *
 * @param base what stands before the options
 * @param options the options, in order
 * @param point what stands behind the {@code @}; empty without one
 */
record WrittenName(String base, Map<String, String> options, String point) {
    private static final Pattern NAME = Pattern.compile("([^(@\\s]+)\\s*(?:\\((.*)\\))?\\s*(?:@\\s*(\\S+))?");
    private static final Pattern OPTION =
            Pattern.compile("\\s*([A-Za-z_]\\w*)\\s*=\\s*(\\{[^}]*\\}|'[^']*'|\"[^\"]*\"|[^,]*?)\\s*(?:,|$)");

    /** The parts of a name; empty when it has no such form. */
    static Optional<WrittenName> of(String name) {
        Matcher parts = NAME.matcher(name.strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        String text = parts.group(2) == null ? "" : parts.group(2);
        Map<String, String> options = new LinkedHashMap<>();
        Matcher option = OPTION.matcher(text);
        int read = 0;
        while (read < text.length() && option.find(read) && option.start() == read) {
            options.put(option.group(1), unquoted(option.group(2)));
            read = option.end();
        }
        return read < text.strip().length()
                ? Optional.empty()
                : Optional.of(new WrittenName(parts.group(1), options, parts.group(3) == null ? "" : parts.group(3)));
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && "'\"{".indexOf(value.charAt(0)) >= 0;
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    /** What stands behind the base, as it would be written. */
    String tail() {
        StringBuilder tail = new StringBuilder();
        options.forEach((key, value) ->
                tail.append(tail.isEmpty() ? "(" : ",").append(key).append('=').append(value));
        return tail + (options.isEmpty() ? "" : ")") + (point.isEmpty() ? "" : "@" + point);
    }

    /** Another name of this one's meaning with this one's options, which count before those of the other. */
    WrittenName over(WrittenName other) {
        if (!point.isEmpty() && !other.point.isEmpty()) {
            throw new Misnamed("'" + base + tail() + "' has two cutoffs", "write " + other.base + "@" + point);
        }
        Map<String, String> both = new LinkedHashMap<>(other.options);
        both.putAll(options);
        return new WrittenName(other.base, both, point + other.point);
    }
}
