package covey.experiment.sequential;

import covey.data.LookHistory.Plan;
import covey.method.Working;
import covey.stats.distribution.Normal;
import covey.stats.sequential.GroupSequentialDesign.Last;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a look says, with the numbers put in. */
public final class LookWords {
    private static final Pattern ONE_LOOK_INTERVAL =
            Pattern.compile("(?m)^(.*\\binterval|.*: every D that the test does not reject)[:,] .*$");

    private static final Pattern ONE_LOOK_P = Pattern.compile(", p = [^\\s,]+");

    private LookWords() {}

    /** One sentence on where a hypothesis stands. */
    public static String sentence(Standing s) {
        Path.Point now = s.path().latest();
        String where = s.metric().name() + ", arm " + s.arm() + ": look "
                + s.path().size() + " at "
                + percent(Math.min(1, now.clock())) + " of the plan, z " + shown(now.z()) + " against a bound of "
                + bound(s.verdict().bound()) + ": ";
        return where + what(s) + offPlan(s) + ".";
    }

    /** What the information of this look is that was not planned, and what follows for the error. */
    private static String offPlan(Standing s) {
        Path path = s.path();
        Path.Point now = path.latest();
        String end = path.last() == Last.INTERIM || Math.abs(now.clock() - 1) < 0.005
                ? ""
                : "; the plan ended at " + percent(now.clock()) + " of its "
                        + s.plan().maximum()
                        + (now.clock() < 1
                                ? ": this look spends all the error that was left"
                                : ": this look spends the error that was left, and no more");
        if (path.size() == 1) {
            return end;
        }
        Path.Point before = path.points().get(path.size() - 2);
        if (!(now.information() < before.information())) {
            return end;
        }
        double[] taken = path.information();
        return end + "; 1/variance fell from " + number(before.information()) + " to " + number(now.information())
                + " since the look before"
                + (taken[path.size() - 1] > taken[path.size() - 2]
                        ? ", and is taken to have grown as its score did"
                        : path.last() == Last.INTERIM
                                ? ": this look adds nothing, decides nothing and spends nothing"
                                : ": this look takes the place of the one before");
    }

    private static String what(Standing s) {
        String crossed =
                s.verdict().crossed() > 0 && s.verdict().crossed() < s.path().size()
                        ? " (decided at look " + s.verdict().crossed() + ", " + day(s) + "; later data do not undo it)"
                        : "";
        String held = s.verdict().held().isEmpty()
                ? ""
                : ": the bound is crossed, but " + s.verdict().held();
        return s.verdict().recommendation().words() + crossed + held;
    }

    private static String day(Standing s) {
        String at = s.path().points().get(s.verdict().crossed() - 1).at();
        return at.length() > 10 ? at.substring(0, 10) : at;
    }

    /** How the look at a number is judged; nothing where one look at the end is all there is. */
    public static List<Working> workings(Collection<Standing> standings, Working.Asked number, double level) {
        return standings.stream()
                .filter(s -> s.metric().name().equals(number.metric())
                        && s.arm().equals(number.arm())
                        && !s.path().single())
                .map(s -> new Working("Looks, and what they cost", formula(s, level)))
                .toList();
    }

    /**
     * Steps to a number while looks are to come: what they say of the interval and the p-value of a single look gives way to
     * those of this look.
     */
    public static List<Working> between(List<Working> steps, Collection<Standing> standings, Working.Asked number) {
        boolean running = standings.stream()
                .filter(s ->
                        s.metric().name().equals(number.metric()) && s.arm().equals(number.arm()))
                .anyMatch(s -> !s.plain() && s.path().last() == Last.INTERIM);
        return running
                ? steps.stream()
                        .map(w -> new Working(w.title(), ofThisLook(w.body())))
                        .toList()
                : steps;
    }

    private static String ofThisLook(String body) {
        return ONE_LOOK_P
                .matcher(ONE_LOOK_INTERVAL.matcher(body).replaceAll("$1: that of this look, below"))
                .replaceAll("");
    }

    /** How the stages were weighted, where an unblinded look decided on the length. */
    public static List<Working> stages(Collection<Standing> standings, Working.Asked number) {
        return standings.stream()
                .filter(s ->
                        s.metric().name().equals(number.metric()) && s.arm().equals(number.arm()))
                .flatMap(s -> s.weighted().stream())
                .map(w -> new Working("Two stages, weighted as planned", w.formula()))
                .toList();
    }

    /** The formula of the rule with its values. */
    public static String formula(Standing s, double level) {
        Path.Point now = s.path().latest();
        List<String> lines = new ArrayList<>();
        lines.add("look " + s.path().size() + (s.path().last() == Last.FINAL ? ", the last" : "") + ", by " + s.label()
                + "; clock " + exact(now.clock()) + ", information "
                + (s.weighted().isPresent() ? "on the scale of the plan " : "1/SE^2 = ")
                + exact(now.information()));
        lines.add("z = " + exact(now.z()) + ", the test of this look as a normal deviate");
        lines.add(
                switch (s.rule()) {
                    case Rule.Fixed fixed ->
                        "fixed horizon: critical value " + exact(-Normal.quantile(s.alpha() / 2))
                                + ", made for one look at the end; judged at every look like this one, a false alarm has"
                                + " probability " + exact(LookingCost.naiveError(s.path(), s.alpha()))
                                + ": this look decides nothing";
                    case Rule.GroupSequential g ->
                        "spending " + spending(s.plan()) + " of alpha " + exact(s.alpha()) + ": spent so far "
                                + exact(g.spent(s.path(), s.alpha())) + ", at "
                                + s.path().size()
                                + " looks; the bound b solves P(|Z_k| >= b, no bound before) = spent now - spent before";
                    case Rule.AnyDependence a ->
                        "spending " + s.plan().spending() + " of alpha " + exact(s.alpha()) + ": released so far "
                                + exact(a.spent(s.path(), s.alpha())) + ", at "
                                + s.path().size()
                                + " looks that may depend on one another in any way; the bound b solves P(|Z| >= b) ="
                                + " (released now - before)/(1 - released before)";
                    case Rule.Sequence q ->
                        q.kind() == Rule.Sequence.Kind.ASYMPTOTIC
                                ? "sequence tuned at N* = " + exact(s.path().plannedUnits())
                                        + " units: v = n rho^2, critical value sqrt((1 + v)/v (2 ln(1/alpha) + ln(1 + v)))"
                                : "mixture with variance tau^2 tuned at information "
                                        + exact(s.path().plannedInformation())
                                        + ": v = tau^2/SE^2, critical value sqrt((1 + v)/v (2 ln(1/alpha) + ln(1 + v)))";
                });
        lines.add("bound today " + bound(s.verdict().bound()) + " at alpha " + exact(s.alpha())
                + "; p-value of the look " + exact(s.rule().pValue(s.path(), now.z())));
        lines.add("repeated interval: " + exact(now.estimate()) + " -+ "
                + exact(s.rule().critical(s.path(), 1 - level)) + " x " + exact(now.standardError())
                + ", " + exact(s.width(level)) + " times as wide as at a single look");
        for (Path.Point p : s.path().points()) {
            lines.add("  " + p.at() + ": estimate " + exact(p.estimate()) + ", SE " + exact(p.standardError()) + ", z "
                    + shown(p.z()) + ", clock " + shown(p.clock()));
        }
        return String.join("\n", lines);
    }

    /** A bound; one beyond all data is said so. */
    public static String bound(double bound) {
        return Double.isInfinite(bound) ? "none yet" : shown(bound);
    }

    /** The maximum of a plan: {@code 9000 units}. */
    static String maximum(Plan plan) {
        return plan.maximum().replace(".0 ", " ");
    }

    /** The spending function of a plan as textbooks name it. */
    static String spending(Plan plan) {
        return plan.spending()
                .replace("obrien_fleming", "O'Brien-Fleming")
                .replace("pocock", "Pocock")
                .replace("hwang_shih_decani", "Hwang-Shih-DeCani")
                .replace("kim_demets", "Kim-DeMets");
    }

    static String shown(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.3g", value);
    }

    /** A share in percent with three digits. */
    static String fine(double share) {
        return String.format(Locale.ROOT, "%.3g %%", 100 * share);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f%%", 100 * share);
    }

    private static String exact(double value) {
        return String.format(Locale.ROOT, "%.6g", value);
    }
}
