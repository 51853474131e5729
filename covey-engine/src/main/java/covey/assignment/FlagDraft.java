package covey.assignment;

import covey.assign.json.JsonWriter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A flag as the draft of a study.
 *
 * @param flag key of the flag
 * @param arms share by variant, in order; 0 where the flag does not say
 * @param values value by variant, where it is other than the variant's name: text, a number, a truth value or a map
 * @param understood what was carried over, and what was not
 */
public record FlagDraft(String flag, Map<String, Double> arms, Map<String, Object> values, String understood) {
    public FlagDraft {
        arms = Collections.unmodifiableMap(new LinkedHashMap<>(arms));
        values = Map.copyOf(values);
    }

    /** The study file, with gaps that {@code validate} tells. */
    public String yaml() {
        StringBuilder yaml = new StringBuilder("kind: experiment\nname: ");
        String name = flag.replaceAll("[^\\p{L}0-9_.-]", "_");
        yaml.append(name)
                .append("                  # flag ")
                .append(quoted(flag))
                .append(": ")
                .append(understood);
        yaml.append("\nunit: user\nperiod: {start: , end: }      # when exposures count\ntreatment:\n");
        yaml.append("  exposures: {model: exposures, filter: \"experiment_id = '")
                .append(name)
                .append("'\"}\n  arms:\n");
        String role = ", role: control";
        for (Map.Entry<String, Double> arm : arms.entrySet()) {
            yaml.append("    ")
                    .append(quoted(arm.getKey()))
                    .append(": {share: ")
                    .append(arm.getValue());
            if (values.containsKey(arm.getKey())) {
                yaml.append(", value: ").append(JsonWriter.write(values.get(arm.getKey())));
            }
            yaml.append(role).append("}\n");
            role = "";
        }
        return yaml.append("metrics: {primary: []}\n").toString();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ") + '"';
    }
}
