package covey.study.plan;

import covey.result.Diagnostic;
import covey.result.Severity;
import covey.study.plan.Preregistration.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How a run compares with the plan made before it. */
public final class Deviations {
    /** Name of the check. */
    public static final String CHECK = "plan";

    private static final int SHORT = 12;

    private Deviations() {}

    /**
     * The plan's hash, everything that departs from it, and whether it came too late.
     *
     * @param plan the plan
     * @param sound whether the plan's lines still have the hash written in it
     * @param now what the study commits itself to now
     * @param firstExposure first day on which a unit was exposed, ISO date in the study's zone
     * @param writtenOn day on which the plan was written, in the same zone
     */
    public static List<Diagnostic> of(
            PlanFile plan, Soundness sound, Preregistration now, Optional<String> firstExposure, String writtenOn) {
        List<Diagnostic> found = new ArrayList<>();
        String hash = plan.hash().substring(0, Math.min(SHORT, plan.hash().length()));
        String named = "plan " + hash + " of " + writtenOn;
        if (sound == Soundness.EDITED) {
            found.add(finding(
                    Severity.WARNING,
                    "plan.yml was edited after it was written: it no longer has the hash " + hash + ".",
                    "restore it from version control",
                    Map.of("hash", plan.hash())));
        }
        if (plan.version() < PlanFile.VERSION) {
            found.add(finding(
                    Severity.NOTE,
                    named + " is of an older form: its hash covers neither its date nor the assignment nor the tables,"
                            + " so that a change of those is not seen.",
                    "plan studies that have not started again",
                    Map.of("version", String.valueOf(plan.version()))));
        }
        firstExposure
                .filter(day -> day.compareTo(writtenOn) < 0)
                .ifPresent(day -> found.add(finding(
                        Severity.WARNING,
                        named + " is late: the first unit was exposed on " + day + ", before it was written.",
                        "read the result as exploratory",
                        Map.of("first_exposure", day))));
        found.add(compared(plan, now, named));
        return found;
    }

    /** Whether a plan is as it was written. */
    public enum Soundness {
        SOUND,
        EDITED
    }

    private static Diagnostic compared(PlanFile plan, Preregistration now, String named) {
        Map<String, String> values = new TreeMap<>();
        List<String> said = new ArrayList<>();
        plan.registered().forEach((key, planned) -> {
            Item item = now.items().get(key);
            if (item == null || !item.value().equals(planned)) {
                deviation(said, values, key, shown(planned), item);
            }
        });
        now.items().forEach((key, item) -> {
            boolean registrable = plan.version() == PlanFile.VERSION || !Preregistration.later(key);
            if (registrable && !plan.registered().containsKey(key)) {
                deviation(said, values, key, "absent", item);
            }
        });
        values.put("hash", plan.hash());
        if (said.isEmpty()) {
            return finding(Severity.PASS, "as in " + named + ".", "", values);
        }
        return finding(
                Severity.WARNING,
                "changed since " + named + ", " + said.size() + (said.size() == 1 ? " thing: " : " things: ")
                        + String.join("; ", said) + ".",
                "say why in the decision, or read what depends on it as exploratory",
                values);
    }

    private static void deviation(
            List<String> said, Map<String, String> values, String key, String planned, @Nullable Item item) {
        String actual = item == null ? "absent" : shown(item.value());
        String where = item == null ? "" : " (" + item.where() + ")";
        said.add(key + " was " + planned + ", is " + actual + where);
        values.put(key, planned + " -> " + actual + where);
    }

    /** A value on one line. */
    private static String shown(String value) {
        String line = value.replaceAll("\\s+", " ").strip();
        return line.isEmpty() ? "empty" : "'" + (line.length() > 120 ? line.substring(0, 119) + "…" : line) + "'";
    }

    private static Diagnostic finding(Severity severity, String message, String advice, Map<String, String> values) {
        return new Diagnostic(CHECK, severity, "", message, List.of(), advice, values, "");
    }
}
