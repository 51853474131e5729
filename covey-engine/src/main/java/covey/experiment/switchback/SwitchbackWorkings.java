package covey.experiment.switchback;

import covey.experiment.compare.effect.Effect;
import covey.method.Working;
import covey.stats.compare.Contrast;
import covey.stats.interval.Bounds;
import covey.stats.moment.Moments;
import covey.stats.switchback.DistributedLag;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How the effect of a switchback came about, with the values put in. */
final class SwitchbackWorkings {
    private SwitchbackWorkings() {}

    static List<Working> of(SwitchbackSpec spec, String arm, Effect effect, Optional<DistributedLag> lags) {
        Contrast c = effect.contrast();
        double level = spec.experiment().level();
        Bounds bounds = c.interval(level);
        List<Working> steps = new ArrayList<>();
        steps.add(new Working(
                "Windows that count",
                "stable: this window and the " + spec.carryOver() + " before it had the same arm\n" + effect.n()
                        + " windows of " + spec.text("randomize.every") + " are, of " + arm
                        + " and control together; the first " + spec.text("randomize.burn_in")
                        + " of each are left out"));
        steps.add(new Working(
                "Difference",
                "value = D arm + region + time of day + e, least squares with the denominators as weights\n"
                        + "V = variance over drawing the arms again, given what was seen: sum of K(l) w e (now) w e (l windows ago), |l| <= "
                        + spec.carryOver() + "\nD = "
                        + exact(c.difference()) + ", sqrt(V) = " + exact(c.standardError())
                        + ", df = stable windows - coefficients = "
                        + exact(c.df()) + "\ninterval: " + exact(c.difference()) + " -+ " + exact(c.critical(level))
                        + " x " + exact(c.standardError()) + " = [" + exact(bounds.lower()) + ", "
                        + exact(bounds.upper()) + "]"));
        lags.ifPresent(l -> steps.add(new Working("How long the effect lasts", lags(l))));
        if (c.baseline() != 0) {
            steps.add(new Working(
                    "Relative difference",
                    "L = D / |C|, C the level of control: " + exact(c.difference()) + " / "
                            + exact(Math.abs(c.baseline())) + " = " + exact(c.lift())));
        }
        steps.add(new Working("Assumptions, and the check that watches each", """
                arms were drawn by region and window with the planned shares: sample_ratio
                every region had one arm at a time, in whole windows: schedule
                an effect lasts at most so many windows: carry_over
                regions do not influence each other: not checked
                the effect in later weeks is that in these: not checked; the interval is for the windows of the study\
                """));
        steps.add(
                new Working(
                        "What would change it",
                        "another length of effects: analyses carry_over_0, carry_over_1, ...\neffects that add up: analysis"
                                + " distributed_lag\nthe whole distribution instead of its variance: analysis randomization_test"));
        return steps;
    }

    /** The levels that the effect compares, and what the arm's own windows were. */
    static Working levels(String arm, Contrast c, Moments own) {
        return new Working(
                "Levels that are compared",
                "control: C = weighted mean of its stable windows = " + exact(c.baseline()) + "\n" + arm
                        + ": C + D, adjusted for region and time of day: those windows had " + arm + " been on = "
                        + exact(c.baseline() + c.difference()) + "\nthe plain mean of " + arm
                        + "'s own stable windows is " + exact(own.mean(0) / own.mean(1))
                        + ": they lie at other regions and times, so that it is not compared");
    }

    private static String lags(DistributedLag lags) {
        List<String> lines = new ArrayList<>();
        for (int lag = 0; lag < lags.coefficients().length; lag++) {
            lines.add(lag + " windows ago: " + exact(lags.coefficients()[lag]) + " (standard error "
                    + exact(lags.standardErrors()[lag]) + ")");
        }
        lines.add("together: " + exact(lags.total()) + " (standard error " + exact(lags.totalStandardError()) + ")");
        return String.join("\n", lines);
    }

    private static String exact(double value) {
        return String.format(Locale.ROOT, "%.7g", value);
    }
}
