package covey.experiment.sequential;

import covey.data.LookHistory;
import covey.data.LookHistory.Look;
import covey.data.LookHistory.Plan;
import covey.experiment.spec.ExperimentSpec;
import covey.result.Diagnostic;
import covey.result.Severity;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether looks are judged by the plan that stood when the first was made. Another method, spending or error
 * invalidates: it may have been chosen for what the looks showed, and no bound pays for that. Another maximum or other
 * days of looking warn: both may follow from information alone, which costs nothing.
 */
final class PlanChanges {
    private static final String NAME = "monitoring_plan";

    private PlanChanges() {}

    static List<Diagnostic> of(ExperimentSpec spec, LookHistory history) {
        List<Look> looks = history.looks();
        if (looks.isEmpty()) {
            return List.of();
        }
        Look first = looks.getFirst();
        Plan then = first.plan();
        Plan now = Monitor.plan(spec);
        List<String> fatal = new ArrayList<>();
        differs(fatal, "method", then.method(), now.method());
        differs(fatal, "spending", then.spending(), now.spending());
        boolean asked = spec.study().context().levelOrigin().equals("asked for");
        if (!asked && Math.abs(then.alpha() - now.alpha()) > 1e-12) {
            fatal.add("alpha was " + LookWords.number(then.alpha()) + ", is " + LookWords.number(now.alpha()));
        }
        List<String> mild = new ArrayList<>();
        maximum(mild, history.maxima(), then, now);
        differs(mild, "looks", then.schedule(), now.schedule());
        if (fatal.isEmpty() && mild.isEmpty()) {
            return List.of();
        }
        List<String> all = new ArrayList<>(fatal);
        all.addAll(mild);
        return List.of(Told.of(
                        NAME,
                        fatal.isEmpty() ? Severity.WARNING : Severity.INVALIDATES,
                        "the plan of monitoring changed after the first look of " + first.asOf() + ": "
                                + String.join("; ", all) + ".")
                .causes(List.of("the study file was edited while the experiment ran"))
                .advice(
                        fatal.isEmpty()
                                ? "say why in the decision: a change that the effect suggested is not covered"
                                : "restore the plan; error that was spent by another rule cannot be taken back")
                .diagnostic());
    }

    /**
     * The registered maximum is the one that counts, and those of re-estimations on record are part of it; without a plan
     * on record that of the first look is.
     */
    private static void maximum(List<String> found, List<String> registered, Plan then, Plan now) {
        if (registered.isEmpty()) {
            // looks of before the end was part of it tell no day
            if (!now.maximum().startsWith(then.maximum() + ",")) {
                differs(found, "maximum", LookWords.maximum(then), LookWords.maximum(now));
            }
        } else if (!registered.contains(now.maximum())) {
            differs(found, "registered maximum", registered.getFirst().replace(".0 ", " "), LookWords.maximum(now));
        }
    }

    /** A stop for futility that was binding and did not happen. */
    static Diagnostic ignored(Standing s) {
        int look = s.verdict().ignored();
        String at = s.path().points().get(look - 1).at();
        return Told.of(
                        NAME,
                        Severity.WARNING,
                        s.metric().name() + ", arm " + s.arm() + ": look " + look + " of " + at
                                + " obliged to stop for futility, and the experiment went on. Binding bounds had given"
                                + " all error to experiments that stop there: the recommendation stays, nothing"
                                + " establishes an effect any more, and tests and intervals have the bounds without"
                                + " futility.")
                .metric(s.metric().name())
                .causes(List.of("the stop was overruled"))
                .advice("stop; next time declare monitoring.futility: non_binding if one may want to go on")
                .value("arm", s.arm())
                .value("look", look)
                .value("as_of", at)
                .diagnostic();
    }

    private static void differs(List<String> found, String what, String then, String now) {
        if (!then.equals(now)) {
            found.add(what + " was " + (then.isEmpty() ? "none" : then) + ", is " + (now.isEmpty() ? "none" : now));
        }
    }
}
