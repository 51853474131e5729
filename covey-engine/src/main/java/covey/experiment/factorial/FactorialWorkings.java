package covey.experiment.factorial;

import covey.experiment.compare.effect.Effect;
import covey.method.Working;
import covey.stats.compare.Contrast;
import covey.stats.interval.Bounds;
import java.util.List;
import java.util.Locale;

/** How a main effect came about, with the values put in. */
final class FactorialWorkings {
    private FactorialWorkings() {}

    static List<Working> of(FactorialSpec spec, FactorialComparison comparison, String base, Effect effect) {
        Contrast c = effect.contrast();
        double level = spec.experiment().level();
        Bounds bounds = c.interval(level);
        String difference = String.format(
                Locale.ROOT,
                "D = sum over cells of c x mean; c is 1 / (combinations of the other factors) at the level and minus that at"
                        + " %s\nV = sum of c^2 x variance / n, df by Welch-Satterthwaite over cells\nD = %.7g, sqrt(V) ="
                        + " %.7g, df %.7g, t = %.7g, p = %.7g\n%.4g %% interval: [%.7g, %.7g]%s",
                base,
                c.difference(),
                c.standardError(),
                c.df(),
                c.statistic(),
                c.pValue(),
                100 * level,
                bounds.lower(),
                bounds.upper(),
                effect.adjustedBy().isEmpty() ? "" : "\nadjusted by " + effect.adjustedBy());
        String relative = c.baseline() == 0
                ? "none: the mean at " + base + " is 0"
                : String.format(
                        Locale.ROOT,
                        "L = D / |C|, C the mean at %s: %.7g / %.7g = %.7g; Fieller's interval",
                        base,
                        c.difference(),
                        Math.abs(c.baseline()),
                        c.lift());
        return List.of(
                new Working("Cells", String.join("\n", comparison.cells())),
                new Working("Difference", difference),
                new Working("Relative difference", relative),
                new Working("Assumptions, and the check that watches each", """
                        units were assigned to the combinations with the planned shares: sample_ratio
                        effects of the factors do not depend on each other: interaction; else D is an average
                        units do not influence each other: not checked\
                        """),
                new Working(
                        "What would change it",
                        "cells by their units instead of alike: analysis marginal\nno adjustment: analysis unadjusted"));
    }
}
