package covey.experiment;

import covey.result.Diagnostic;
import covey.result.Estimate;
import covey.result.NotEstimable;
import covey.result.Outcome;
import covey.result.Scale;
import java.util.List;
import java.util.Map;

/** Finds rows in outcomes; fails when there is not exactly one. */
public final class Rows {
    private final List<Outcome> outcomes;

    public Rows(List<Outcome> outcomes) {
        this.outcomes = outcomes;
    }

    public Outcome one(String analysis, String metric, String name, Scale scale, String arm, String segment) {
        return at(analysis, metric, name, scale, arm, segment, Map.of());
    }

    public Outcome at(
            String analysis,
            String metric,
            String name,
            Scale scale,
            String arm,
            String segment,
            Map<String, String> coordinates) {
        List<Outcome> found = outcomes.stream()
                .filter(o -> o.estimand().analysis().equals(analysis)
                        && o.estimand().metric().equals(metric)
                        && o.estimand().name().equals(name)
                        && o.estimand().scale() == scale
                        && o.estimand().arm().equals(arm)
                        && o.estimand().segment().equals(segment)
                        && o.estimand().at().equals(coordinates))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " rows " + analysis + "/" + metric + "/" + name + "/" + scale + "/"
                    + arm + "/" + segment + coordinates + " in " + outcomes);
        }
        return found.getFirst();
    }

    public Estimate difference(String metric) {
        return (Estimate) one("main", metric, "ate", Scale.DIFFERENCE, "treatment", "");
    }

    public Estimate relative(String metric) {
        return (Estimate) one("main", metric, "ate", Scale.RELATIVE_DIFFERENCE, "treatment", "");
    }

    public Estimate level(String metric, String name, String arm) {
        return (Estimate) one("main", metric, name, Scale.LEVEL, arm, "");
    }

    public NotEstimable missing(String metric, Scale scale) {
        return (NotEstimable) one("main", metric, "ate", scale, "treatment", "");
    }

    public boolean has(String analysis) {
        return outcomes.stream().anyMatch(o -> o.estimand().analysis().equals(analysis));
    }

    /** The findings of one check. */
    public static List<Diagnostic> of(List<Diagnostic> diagnostics, String check) {
        return diagnostics.stream().filter(d -> d.check().equals(check)).toList();
    }
}
