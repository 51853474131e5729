package covey.study.plan;

import covey.method.Artifact;
import covey.report.LongTable;
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
 * A plan as it is kept: YAML with one line a commitment. Its hash is the SHA-256 of the file below the line of the hash
 * (study, date and commitments), so that anyone can compute it. In version 1 it was that of the commitments alone.
 *
 * @param version of the form of the file
 * @param study study name
 * @param written instant at which it was made, ISO-8601
 * @param hash the hash written in it
 * @param registered commitments by dotted key, in order
 */
public record PlanFile(int version, String study, String written, String hash, Map<String, String> registered) {
    private static final Pattern HEAD = Pattern.compile("(version|study|written|hash): (.+)");
    private static final Pattern LINE = Pattern.compile("  ([^\"]+?): (\".*\")");
    private static final List<String> HEADS = List.of("study", "written", "hash");
    private static final String ARTIFACT = "sha256.";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The form that is written now. */
    public static final int VERSION = 2;

    /** A plan in the form that is written now, with the hash that is written in it. */
    public PlanFile(String study, String written, String hash, Map<String, String> registered) {
        this(VERSION, study, written, hash, registered);
    }

    public PlanFile {
        registered = Collections.unmodifiableMap(new LinkedHashMap<>(registered));
    }

    /** A plan with its hash. */
    static PlanFile sealed(String study, String written, Map<String, String> registered) {
        PlanFile open = new PlanFile(study, written, "", registered);
        return new PlanFile(study, written, Hashes.sha256(open.canonical()), registered);
    }

    /** Whether it is as it was written. */
    boolean sound() {
        return Hashes.sha256(canonical()).equals(hash);
    }

    private static String lines(Map<String, String> registered) {
        StringBuilder lines = new StringBuilder();
        registered.forEach((key, value) -> lines.append("  ")
                .append(key)
                .append(": ")
                .append(JSON.writeValueAsString(value))
                .append('\n'));
        return lines.toString();
    }

    /** The same plan with the SHA-256 of tables that it was made with; unchanged without any. */
    public PlanFile with(List<Artifact> tables) {
        Map<String, String> all = new LinkedHashMap<>(registered);
        tables.forEach(t -> all.put(ARTIFACT + t.file(), Hashes.sha256(LongTable.csv(t))));
        return sealed(study, written, all);
    }

    /** SHA-256 of a table that the plan was made with; empty when it was made without. */
    Optional<String> table(String file) {
        return Optional.ofNullable(registered.get(ARTIFACT + file));
    }

    /** Registered lines about tables, which are compared as files. */
    Map<String, String> tables() {
        Map<String, String> tables = new LinkedHashMap<>(registered);
        tables.keySet().removeIf(k -> !k.startsWith(ARTIFACT));
        return tables;
    }

    /** The lines that are hashed. */
    public String canonical() {
        String head = version == 1 ? "" : "study: " + study + "\nwritten: " + written + "\npreregistered:\n";
        return head + lines(registered);
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
                + ", made before its data. The hash is the SHA-256 of everything below its line;\n"
                + "# a result prints it and lists what departs from it. Not to be edited; change the study and plan again.\n"
                + "version: " + version + "\nhash: " + hash + "\n" + canonical();
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
        return head.keySet().containsAll(HEADS) && !registered.isEmpty()
                ? Optional.of(new PlanFile(
                        version(head),
                        head.getOrDefault("study", ""),
                        head.getOrDefault("written", ""),
                        head.getOrDefault("hash", ""),
                        registered))
                : Optional.empty();
    }

    /** Files of the first form do not say so. */
    private static int version(Map<String, String> head) {
        return head.getOrDefault("version", "1").equals("1") ? 1 : VERSION;
    }
}
