package covey.warehouse.sql;

import java.util.Collection;
import java.util.stream.Collectors;

/** Text of statements: templates with gaps, so that a statement can be read where it is written. */
public final class Sql {
    private static final String GAP = "{}";

    private Sql() {}

    /** The template with each {@code {}} replaced by the next part; parts are taken as they are. */
    public static String fill(String template, Object... parts) {
        StringBuilder sql = new StringBuilder();
        int from = 0;
        for (Object part : parts) {
            int gap = template.indexOf(GAP, from);
            if (gap < 0) {
                throw new IllegalArgumentException("more parts than gaps in: " + template);
            }
            sql.append(template, from, gap).append(part);
            from = gap + GAP.length();
        }
        if (template.indexOf(GAP, from) >= 0) {
            throw new IllegalArgumentException("fewer parts than gaps in: " + template);
        }
        return sql.append(template, from, template.length()).toString();
    }

    /** Items of a select list, each on its own line. */
    public static String lines(Collection<String> items) {
        return items.stream().map(i -> "  " + i).collect(Collectors.joining(",\n"));
    }

    /** A name that a user chose, inside a {@code --} comment: on one line, whatever counts as the end of one. */
    public static String comment(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]+", " ");
    }
}
