package covey.project;

import covey.method.SpecificationException;
import covey.metric.Location;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code study[/analysis]/metric@run}, everywhere the same.
 *
 * @param study study name
 * @param analysis which arithmetic; empty for {@code main}
 * @param metric metric name, possibly with a cutoff as in {@code ndcg@10}
 * @param run run id, {@code latest}, {@code final}, {@code plan} or {@code re_estimate}; empty for the latest
 */
public record Address(String study, Optional<String> analysis, Optional<String> metric, Optional<String> run) {
    /** A run id begins with the date of its data; anything else after {@code @} belongs to a metric's name. */
    private static final Pattern RUN =
            Pattern.compile("latest|final|plan|re_estimate|[0-9]{4}-?[0-9]{2}-?[0-9]{2}[A-Za-z0-9_.:+-]*");

    private static final Pattern NAME = Pattern.compile("[\\p{L}0-9_][\\p{L}0-9_.@-]*");

    /**
     * The address that the text means.
     *
     * @throws SpecificationException when it means none
     */
    public static Address parse(String text) {
        int at = text.lastIndexOf('@');
        Optional<String> run = at > 0 && RUN.matcher(text.substring(at + 1)).matches()
                ? Optional.of(text.substring(at + 1))
                : Optional.empty();
        String[] parts = (run.isPresent() ? text.substring(0, at) : text).split("/", -1);
        boolean sound = parts.length <= 3 && !parts[0].contains("@");
        for (String part : parts) {
            sound &= NAME.matcher(part).matches();
        }
        if (!sound) {
            throw new SpecificationException(
                    Location.NONE,
                    "'" + text + "' is no address",
                    "write study[/analysis]/metric@run, such as " + "new_ranker/ctr@latest");
        }
        return new Address(
                parts[0],
                parts.length == 3 ? Optional.of(parts[1]) : Optional.empty(),
                parts.length > 1 ? Optional.of(parts[parts.length - 1]) : Optional.empty(),
                run);
    }

    @Override
    public String toString() {
        return study
                + analysis.map(a -> "/" + a).orElse("")
                + metric.map(m -> "/" + m).orElse("")
                + run.map(r -> "@" + r).orElse("");
    }
}
