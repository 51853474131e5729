package covey.experiment.check;

import covey.result.Diagnostic;
import covey.result.Severity;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A diagnostic in the making. Queries that show a finding are added by who knows SQL. */
public record Finding(
        String check,
        Severity severity,
        String metric,
        String message,
        List<String> causes,
        String advice,
        Map<String, String> values) {
    public Finding {
        causes = List.copyOf(causes);
        values = Map.copyOf(values);
    }

    public static Finding of(String check, Severity severity, String message) {
        return new Finding(check, severity, "", message, List.of(), "", Map.of());
    }

    public static List<Diagnostic> pass(String check, String message) {
        return List.of(of(check, Severity.PASS, message).diagnostic());
    }

    public Finding metric(String name) {
        return new Finding(check, severity, name, message, causes, advice, values);
    }

    public Finding causes(List<String> likely) {
        return new Finding(check, severity, metric, message, likely, advice, values);
    }

    public Finding advice(String text) {
        return new Finding(check, severity, metric, message, causes, text, values);
    }

    public Finding value(String key, Object value) {
        Map<String, String> more = new TreeMap<>(values);
        more.put(key, String.valueOf(value));
        return new Finding(check, severity, metric, message, causes, advice, more);
    }

    public Diagnostic diagnostic() {
        return new Diagnostic(check, severity, metric, message, causes, advice, values, "");
    }
}
