package covey.ranking.protocol;

import covey.result.Diagnostic;
import covey.result.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Diagnostics of the protocol in few words. */
final class Finding {
    private Finding() {}

    static Diagnostic passed(String check, String message, Map<String, String> values) {
        return new Diagnostic(check, Severity.PASS, "", message, List.of(), "", values, "");
    }

    static Diagnostic of(
            String check, Severity severity, String message, String cause, String advice, Map<String, String> values) {
        List<String> causes = cause.isEmpty() ? List.of() : List.of(cause);
        return new Diagnostic(check, severity, "", message, causes, advice, values, "");
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.3g%%", 100 * share);
    }

    static Map<String, String> values(Map<String, ?> numbers) {
        Map<String, String> values = new TreeMap<>();
        numbers.forEach((name, value) -> values.put(name, String.valueOf(value)));
        return values;
    }
}
