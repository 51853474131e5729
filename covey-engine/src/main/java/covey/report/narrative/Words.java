package covey.report.narrative;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;

/** Small pieces of English. */
public final class Words {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter DAY_MONTH = DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH);

    private Words() {}

    /** "a", "a and b", "a, b and c". */
    public static String join(List<String> parts) {
        int last = parts.size() - 1;
        return last < 1
                ? String.join("", parts)
                : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
    }

    /** A code such as {@code sample_ratio} as words: "sample ratio". */
    public static String spaced(String code) {
        return code.replace('_', ' ');
    }

    /** A text with its first letter in upper case, unless it begins with the name of a metric: {@code ctr: ...}. */
    public static String capitalised(String text) {
        if (text.isEmpty() || text.matches("[\\p{L}0-9_@.]+: .*")) {
            return text;
        }
        int first = text.codePointAt(0);
        return Character.toString(Character.toTitleCase(first)) + text.substring(Character.charCount(first));
    }

    /** "1 user", "2 users", "2 countries". */
    public static String plural(long count, String noun) {
        String many = noun.matches(".*[^aeiou]y") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s";
        return Numbers.count(count) + " " + (count == 1 ? noun : many);
    }

    /** "1–14 March 2026"; the dates as they are when they are no ISO dates. */
    public static String period(String start, String lastDay) {
        try {
            LocalDate from = LocalDate.parse(start);
            LocalDate to = LocalDate.parse(lastDay);
            if (from.equals(to)) {
                return DAY.format(from);
            }
            if (from.getYear() == to.getYear() && from.getMonth() == to.getMonth()) {
                return from.getDayOfMonth() + "–" + DAY.format(to);
            }
            return (from.getYear() == to.getYear() ? DAY_MONTH : DAY).format(from) + " – " + DAY.format(to);
        } catch (DateTimeParseException e) {
            return start + " – " + lastDay;
        }
    }
}
