package covey.experiment.sequential;

import covey.data.Sizing;
import covey.data.Sizing.Stage;
import covey.experiment.compare.effect.Effect;
import covey.stats.compare.Contrast;
import covey.stats.sequential.CuiHungWang;
import covey.stats.sequential.InterimEstimate;
import java.util.Locale;
import java.util.Optional;

/**
 * An effect of two stages by weights fixed before, with what it was made of; the formulas are those of {@link
 * CuiHungWang}.
 *
 * @param sizing the decision on the length
 * @param first the first stage
 * @param plain the effect that ignores how the length was chosen
 * @param share share of the first stage at this look, in (0, 1); at the last look that of the plan
 */
public record Weighted(Sizing sizing, Stage first, Effect plain, double share) {
    /** The effect with the weights. */
    public Effect effect() {
        InterimEstimate both = new CuiHungWang(share)
                .combined(
                        new InterimEstimate(first.estimate(), first.standardError(), first.units()),
                        new InterimEstimate(
                                plain.contrast().difference(), plain.contrast().standardError(), (double) plain.n()));
        Contrast whole = plain.contrast();
        Contrast contrast = new Contrast(
                both.value(),
                both.standardError() * both.standardError(),
                whole.df(),
                whole.baseline(),
                whole.baselineVariance(),
                whole.covariance());
        String method = plain.method() + ", two stages weighted";
        return new Effect(
                contrast,
                method,
                Effect.testOf(contrast, method),
                Optional.empty(),
                plain.n(),
                plain.adjustedBy(),
                plain.unadjusted(),
                plain.dropped());
    }

    /** Information on the scale of the plan. */
    double information() {
        return 1 / (first.standardError() * first.standardError() * share);
    }

    /** What was done, for who reads the result. */
    String words() {
        return "The length was chosen on " + sizing.asOf().substring(0, 10) + " from the effects seen by then, as"
                + " registered. Tests, intervals and estimates therefore weigh what came before and after as planned ("
                + LookWords.shown(Math.sqrt(first.weight())) + " and " + LookWords.shown(Math.sqrt(1 - first.weight()))
                + " of the deviates), which keeps the error whatever was decided. Segments, curves and analyses beside the"
                + " main one are not weighted; all data alike stand by name: analysis unweighted.";
    }

    /** The formula with its values. */
    public String formula() {
        double before = 1 / (first.standardError() * first.standardError());
        double now = 1 / plain.contrast().variance();
        double second = (plain.contrast().difference() * now - first.estimate() * before) / (now - before);
        Contrast both = effect().contrast();
        return "the length was chosen at the interim look of " + sizing.asOf()
                + " from the effect, as registered, so that"
                + " the stages are weighted as planned\nfirst stage: D_1 = " + exact(first.estimate()) + ", SE_1 = "
                + exact(first.standardError()) + ", Z_1 = " + exact(first.estimate() / first.standardError())
                + "\nsecond stage, what came in since: D_2 = (D I - D_1 I_1)/(I - I_1) = " + exact(second) + ", SE_2 = "
                + exact(1 / Math.sqrt(now - before)) + ", Z_2 = " + exact(second * Math.sqrt(now - before))
                + "\nZ* = sqrt(t) Z_1 + sqrt(1 - t) Z_2, t = " + exact(share) + ": " + exact(both.statistic())
                + "\n1/SE* = sqrt(t)/SE_1 + sqrt(1 - t)/SE_2, D* = Z* SE* = " + exact(both.difference()) + ", SE* = "
                + exact(both.standardError()) + "\nall data alike, by name unweighted: "
                + exact(plain.contrast().difference()) + ", SE "
                + exact(plain.contrast().standardError());
    }

    private static String exact(double value) {
        return String.format(Locale.ROOT, "%.7g", value);
    }
}
