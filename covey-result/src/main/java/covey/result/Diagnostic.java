package covey.result;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The outcome of one trust check.
 *
 * @param check stable name, such as {@code sample_ratio}
 * @param severity how much it matters
 * @param metric metric it concerns; empty for the whole study
 * @param message what was found, with the values, one or two sentences
 * @param causes the likeliest causes, likeliest first
 * @param advice what to do; empty when nothing is to be done
 * @param values the numbers behind the message, sorted by key
 * @param sql a query that shows it; empty when there is none
 */
public record Diagnostic(
        String check,
        Severity severity,
        String metric,
        String message,
        List<String> causes,
        String advice,
        Map<String, String> values,
        String sql) {
    public Diagnostic {
        causes = List.copyOf(causes);
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /** Whether the diagnostic blocks every verdict. */
    public boolean invalidates() {
        return severity == Severity.INVALIDATES;
    }
}
