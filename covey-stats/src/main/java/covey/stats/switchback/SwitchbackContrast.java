package covey.stats.switchback;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.compare.Contrast;
import covey.stats.moment.MomentAccumulator;
import covey.stats.moment.Moments;
import covey.stats.regression.AbsorbedRegression;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The effect of one arm being on all the time against another, from a switchback whose effects last up to m windows.
 *
 * <p>Only stable cells count: those whose last m + 1 windows had the same arm. Among them {@code value = τ·arm +
 * region + time of the cycle + e}, by least squares with the cells' weights: of a rate it is the difference of rates at
 * like regions and times, not literally of the ratios of totals. With order 0 it is the plain comparison of windows, which estimates the effect of the current window alone: where effects
 * carry over, that is not the effect of the treatment.
 *
 * <p>Assumes arms drawn independently by region and window, effects that last at most m windows (the lag test of {@link
 * DistributedLag} looks at the next), and regions that do not influence each other. Nothing is assumed of the noise: the
 * variance is that over the drawing of the arms ({@link AssignmentVariance}), Student's t on stable cells less coefficients.
 * The interval is for the windows of the study; that an effect may be another in the weeks to come is not in it. The control
 * value a lift divides by is the weighted mean of the stable control cells; its variance, and its correlation with the
 * effect, are by the jackknife over region × block (CR3, {@link AbsorbedRegression}), with the same factor n/(n − p).
 *
 * <p>Simulated (20,000 studies, 10 regions × 84 windows, autocorrelation 0 to .8, carry-over 0 to 2): sizes .045 to .053 at
 * .05, where the jackknife over region × block alone has .051 to .072.
 *
 * <p>Throws {@code TOO_FEW_UNITS} when an arm has fewer than two stable cells or there are fewer than
 * {@value #FEWEST_BLOCKS} effective blocks. Cost linear in the cells. Bojinov, Simchi-Levi, Zhao (2023), Management Science 69.
 */
public final class SwitchbackContrast {
    /** Blocks below which a standard error is not worth having. */
    public static final int FEWEST_BLOCKS = 6;

    private final SwitchbackPanel panel;
    private final int control;
    private final int treatment;

    /**
     * @param cells cells in any order; other arms may be among them
     * @param cycle windows after which the time of day repeats
     * @param control number of the control arm
     * @param treatment number of the arm compared with it
     */
    public SwitchbackContrast(List<SwitchbackCell> cells, int cycle, int control, int treatment) {
        this.panel = new SwitchbackPanel(cells, cycle);
        this.control = control;
        this.treatment = treatment;
    }

    /** The contrast for effects that last up to the given number of windows after their own. */
    public Contrast of(int order) {
        int[] arms = panel.arms();
        int[] chosen = chosen(arms, order);
        AbsorbedRegression.Rows rows = panel.rows(chosen, order);
        AbsorbedRegression fit = fit(arms, chosen, rows);
        double effective = fit.effectiveClusters(1);
        if (effective < FEWEST_BLOCKS) {
            throw new DegenerateDataException(
                    Reason.TOO_FEW_UNITS,
                    fit.clusters() + " blocks of region and time hold stable windows, worth " + effective
                            + " alike, and " + FEWEST_BLOCKS
                            + " are needed; run longer, in more regions, or state a shorter carry-over");
        }
        double mass = 0;
        double sum = 0;
        for (int r = 0; r < chosen.length; r++) {
            if (arms[chosen[r]] == control) {
                mass += rows.weight()[r];
                sum += rows.weight()[r] * rows.y()[r];
            }
        }
        double baseline = sum / mass;
        double[] shifts = new double[fit.clusters()];
        for (int r = 0; r < chosen.length; r++) {
            if (arms[chosen[r]] == control) {
                shifts[rows.cluster()[r]] += fit.correction() * rows.weight()[r] * (rows.y()[r] - baseline) / mass;
            }
        }
        double baselineVariance = 0;
        for (double shift : shifts) {
            baselineVariance += shift * shift;
        }
        double variance =
                new AssignmentVariance(panel, control, treatment, order).ofStableWindows() * fit.influence(1)[0];
        return new Contrast(
                fit.coefficient(0),
                variance,
                fit.df(),
                baseline,
                baselineVariance,
                fit.covariance(0, shifts) * Math.sqrt(variance / fit.variance(1)));
    }

    /** Moments of (weight times value, weight) over the stable cells of an arm: their ratio is its level. */
    public Moments level(int arm, int order) {
        int[] arms = panel.arms();
        MomentAccumulator level = new MomentAccumulator(2);
        for (int i : chosen(arms, order)) {
            if (arms[i] == arm) {
                double weight = panel.cell(i).weight();
                level.add(new double[] {weight * panel.cell(i).value(), weight});
            }
        }
        return level.moments();
    }

    /** Stable cells of an arm. */
    public long stableCells(int arm, int order) {
        int[] arms = panel.arms();
        return IntStream.of(chosen(arms, order)).filter(i -> arms[i] == arm).count();
    }

    /** The estimate that another assignment of arms would have given, outcomes being what they were. */
    double estimate(int[] arms, int order) {
        int[] chosen = chosen(arms, order);
        return fit(arms, chosen, panel.rows(chosen, order)).coefficient(0);
    }

    private AbsorbedRegression fit(int[] arms, int[] chosen, AbsorbedRegression.Rows rows) {
        double[] treated = new double[chosen.length];
        int count = 0;
        for (int r = 0; r < chosen.length; r++) {
            treated[r] = arms[chosen[r]] == treatment ? 1 : 0;
            count += (int) treated[r];
        }
        if (count < 2 || chosen.length - count < 2) {
            throw new DegenerateDataException(
                    Reason.TOO_FEW_UNITS,
                    (chosen.length - count) + " stable control windows and " + count
                            + " treated ones, and 2 are needed");
        }
        return AbsorbedRegression.fit(rows, treated);
    }

    private int[] chosen(int[] arms, int order) {
        if (order < 0) {
            throw new IllegalArgumentException("an effect lasts 0 windows or more, got " + order);
        }
        return IntStream.range(0, panel.size())
                .filter(i -> arms[i] == control || arms[i] == treatment)
                .filter(i -> panel.cell(i).weight() > 0 && panel.stable(arms, i, order))
                .toArray();
    }
}
