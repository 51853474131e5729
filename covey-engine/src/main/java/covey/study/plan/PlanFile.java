package covey.study.plan;

import covey.result.Diagnostic;
import covey.result.Severity;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A plan as it is kept: YAML with one line a commitment. Its hash is the SHA-256 of the lines under {@code
 * preregistered}, so that anyone can compute it.
 *
 * @param study study name
 * @param written instant at which it was made, ISO-8601
 * @param hash the hash written in it
 * @param registered commitments by dotted key, in order
 */
public record PlanFile(String study, String written, String hash, Map<String, String> registered) {
    private static final Pattern HEAD = Pattern.compile("(study|written|hash): (.+)");
    private static final Pattern LINE = Pattern.compile("  ([^\"]+?): (\".*\")");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public PlanFile {
        registered = Collections.unmodifiableMap(new LinkedHashMap<>(registered));
    }

    /** The lines that are hashed. */
    public static String canonical(Map<String, String> registered) {
        StringBuilder lines = new StringBuilder();
        registered.forEach((key, value) -> lines.append("  ")
                .append(key)
                .append(": ")
                .append(JSON.writeValueAsString(value))
                .append('\n'));
        return lines.toString();
    }

    /** The lines that are hashed. */
    public String canonical() {
        return canonical(registered);
    }

    /** What a page says of it. */
    public Diagnostic found() {
        return new Diagnostic(
                Deviations.CHECK,
                Severity.PASS,
                "",
                registered.size() + " commitments are registered under hash " + hash + ".",
                List.of(),
                "",
                Map.of("hash", hash),
                "");
    }

    /** The whole file. */
    public String text() {
        return "# Plan of " + study
                + ", made before its data. The hash is the SHA-256 of the lines under preregistered:\n"
                + "# a result prints it and lists what departs from them. Not to be edited; change the study and plan again.\n"
                + "study: " + study + "\nwritten: " + written + "\nhash: " + hash + "\npreregistered:\n" + canonical();
    }

    /** The plan that a text holds; empty when it holds none. */
    public static Optional<PlanFile> read(String text) {
        Map<String, String> head = new LinkedHashMap<>();
        Map<String, String> registered = new LinkedHashMap<>();
        for (String line : text.lines().toList()) {
            Matcher item = LINE.matcher(line);
            Matcher top = HEAD.matcher(line);
            if (item.matches()) {
                try {
                    registered.put(item.group(1), JSON.readValue(item.group(2), String.class));
                } catch (JacksonException _) {
                    return Optional.empty();
                }
            } else if (top.matches()) {
                head.put(top.group(1), top.group(2).strip());
            }
        }
        return head.size() == 3 && !registered.isEmpty()
                ? Optional.of(new PlanFile(
                        head.getOrDefault("study", ""),
                        head.getOrDefault("written", ""),
                        head.getOrDefault("hash", ""),
                        registered))
                : Optional.empty();
    }
}
