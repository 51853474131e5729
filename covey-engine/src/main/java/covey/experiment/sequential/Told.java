package covey.experiment.sequential;

import covey.result.Diagnostic;
import covey.result.Severity;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A diagnostic about looks in the making. */
record Told(
        String check,
        Severity severity,
        String metric,
        String message,
        List<String> causes,
        String advice,
        Map<String, String> values) {
    Told {
        causes = List.copyOf(causes);
        values = Map.copyOf(values);
    }

    static Told of(String check, Severity severity, String message) {
        return new Told(check, severity, "", message, List.of(), "", Map.of());
    }

    Told metric(String name) {
        return new Told(check, severity, name, message, causes, advice, values);
    }

    Told causes(List<String> likely) {
        return new Told(check, severity, metric, message, likely, advice, values);
    }

    Told advice(String text) {
        return new Told(check, severity, metric, message, causes, text, values);
    }

    Told value(String key, Object value) {
        Map<String, String> more = new TreeMap<>(values);
        more.put(key, String.valueOf(value));
        return new Told(check, severity, metric, message, causes, advice, more);
    }

    Diagnostic diagnostic() {
        return new Diagnostic(check, severity, metric, message, causes, advice, values, "");
    }
}
