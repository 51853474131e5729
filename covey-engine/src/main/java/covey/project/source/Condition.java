package covey.project.source;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names in an SQL condition: words that are no text in quotes, no function that is called and no word of the
 * language.
 *
 * @param names names in the order of their first use, as written
 */
public record Condition(List<String> names) {
    private static final Pattern TOKEN = Pattern.compile(
            "'(?:[^']|'')*'|\"((?:[^\"]|\"\")*)\"|([\\p{L}_][\\p{L}\\p{N}_]*)(\\s*\\()?|[0-9][0-9.eE]*");

    private static final Set<String> WORDS = Set.of(
            "and",
            "or",
            "not",
            "in",
            "is",
            "null",
            "true",
            "false",
            "like",
            "ilike",
            "similar",
            "to",
            "escape",
            "between",
            "symmetric",
            "case",
            "when",
            "then",
            "else",
            "end",
            "distinct",
            "from",
            "any",
            "all",
            "array",
            "collate",
            "cast",
            "as",
            "date",
            "time",
            "timestamp",
            "timestamptz",
            "interval",
            "day",
            "double",
            "precision",
            "integer",
            "bigint",
            "numeric",
            "decimal",
            "varchar",
            "text",
            "boolean",
            "real",
            "float",
            "unknown");

    public Condition {
        names = List.copyOf(names);
    }

    /**
     * The names in a condition.
     *
     * @param known names that count even where they are words of the language
     */
    public static Condition of(String sql, Collection<String> known) {
        Set<String> names = new LinkedHashSet<>();
        Matcher token = TOKEN.matcher(sql);
        while (token.find()) {
            String quoted = token.group(1);
            String word = token.group(2);
            if (quoted != null) {
                names.add(quoted.replace("\"\"", "\""));
            } else if (word != null && token.group(3) == null && (known.contains(word) || !reserved(word))) {
                names.add(word);
            }
        }
        return new Condition(new ArrayList<>(names));
    }

    private static boolean reserved(String word) {
        return WORDS.contains(word.toLowerCase(Locale.ROOT));
    }
}
