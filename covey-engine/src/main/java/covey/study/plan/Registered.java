package covey.study.plan;

import covey.result.Diagnostic;
import covey.result.Severity;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a study's plan: the file that stands, or what is left of it once somebody has taken it away.
 *
 * @param file text of the plan, or of the copy kept with the plan's numbers; empty when there is neither
 * @param missing where the plan should lie, when it does not and there was one; empty when nothing is missing
 * @param left what shows that there was one: the copy, or a result that names it
 */
public record Registered(Optional<String> file, Optional<String> missing, String left) {
    /** The plan as it stands, or none that ever was. */
    public static Registered standing(Optional<String> file) {
        return new Registered(file, Optional.empty(), "");
    }

    /** A plan that was taken away, of which a copy is left. */
    public static Registered copy(String text, String missing, String copy) {
        return new Registered(Optional.of(text), Optional.of(missing), copy);
    }

    /** A plan that was taken away, which only a result still names. */
    public static Registered named(String missing, String result) {
        return new Registered(Optional.empty(), Optional.of(missing), result);
    }

    /** The finding that the plan was taken away. */
    Optional<Diagnostic> removed() {
        return missing.map(path -> new Diagnostic(
                Deviations.CHECK,
                Severity.WARNING,
                "",
                "the pre-registration was removed: " + path + " is gone, and "
                        + (file.isPresent()
                                ? "its copy " + left + " is still there, with which this run is compared."
                                : "the earlier result " + left + " was compared with it; this run is compared with"
                                        + " nothing."),
                List.of(),
                file.isPresent()
                        ? "copy " + left + " back to " + path + ", or restore it from version control"
                        : "restore " + path + " from version control, or read the result as exploratory",
                Map.of("removed", path, "left", left),
                ""));
    }
}
