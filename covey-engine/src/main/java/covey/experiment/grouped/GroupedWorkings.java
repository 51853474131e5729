package covey.experiment.grouped;

import covey.data.ExperimentData;
import covey.experiment.compare.Gaps;
import covey.experiment.compare.effect.Effect;
import covey.experiment.spec.MetricPlan;
import covey.method.Working;
import covey.stats.compare.Contrast;
import covey.stats.interval.Bounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How an effect came about: what is particular to the design, then what all have. */
final class GroupedWorkings {
    private static final int MOST_LINES = 40;

    private GroupedWorkings() {}

    static List<Working> of(GroupedSpec spec, ExperimentData data, MetricPlan plan, Working.Asked number) {
        String arm = number.arm();
        boolean compared =
                spec.experiment().treatments().stream().anyMatch(a -> a.name().equals(arm));
        if (!compared || Gaps.of(spec.experiment(), plan, data).isPresent()) {
            return List.of();
        }
        Assigned assigned = Assigned.of(spec, data.groups());
        GroupMethod method = GroupedComparison.method(spec, data, assigned, plan, number.segment());
        if (!(method.effect(arm) instanceof Effect effect)) {
            return List.of();
        }
        List<Working> steps = new ArrayList<>(method.workings(arm));
        steps.add(new Working(
                "Relative difference",
                relative(
                        lifted(effect, spec.experiment().level()),
                        spec.experiment().level())));
        steps.add(new Working("Assumptions, and the check that watches each", GroupedWords.assumptions(spec)));
        steps.add(new Working("What would change it", GroupedWords.changes(spec)));
        return steps;
    }

    /** The first lines of many. */
    static String first(List<String> lines) {
        if (lines.size() <= MOST_LINES) {
            return String.join("\n", lines);
        }
        return String.join("\n", lines.subList(0, MOST_LINES)) + "\n... and " + (lines.size() - MOST_LINES) + " more";
    }

    /** Difference, test and interval, values put in. */
    static String figures(Effect effect, double level) {
        Contrast c = effect.contrast();
        return "D = " + exact(c.difference()) + ", sqrt(V) = " + exact(c.standardError()) + "\n"
                + effect.test().name() + ": statistic " + exact(effect.test().statistic()) + ", df "
                + (Double.isInfinite(c.df()) ? "infinite (normal)" : exact(c.df())) + ", p = "
                + exact(effect.test().pValue()) + "\n" + percent(level) + " interval: " + exact(c.difference()) + " -+ "
                + exact(c.critical(level)) + " x " + exact(c.standardError()) + " = " + bounds(c.interval(level))
                + effect.own()
                        .flatMap(o -> o.difference(level)
                                .map(b -> "\n" + o.name() + ": every D that the test does not reject, " + bounds(b)))
                        .orElse("");
    }

    private static Contrast lifted(Effect effect, double level) {
        return effect.own().map(o -> o.lifted(effect.contrast(), level)).orElse(effect.contrast());
    }

    private static String relative(Contrast c, double level) {
        if (c.baseline() == 0) {
            return "none: the control value is 0";
        }
        return "L = D / |C|, C the control value: " + exact(c.difference()) + " / " + exact(Math.abs(c.baseline()))
                + " = " + exact(c.lift()) + "\nFieller: all l with (D - l|C|)^2 <= t^2 (V - 2 l K + l^2 V_C), K = "
                + exact(c.covariance()) + ", V_C = " + exact(c.baselineVariance()) + "\n" + percent(level)
                + " interval: "
                + c.fieller(level).map(GroupedWorkings::bounds).orElse("unbounded, C cannot be told from 0");
    }

    private static String percent(double level) {
        return String.format(Locale.ROOT, "%.4g %%", 100 * level);
    }

    private static String bounds(Bounds bounds) {
        return "[" + exact(bounds.lower()) + ", " + exact(bounds.upper()) + "]";
    }

    private static String exact(double value) {
        return String.format(Locale.ROOT, "%.7g", value);
    }
}
