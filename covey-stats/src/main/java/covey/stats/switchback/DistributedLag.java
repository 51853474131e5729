package covey.stats.switchback;

import covey.stats.distribution.StudentT;
import covey.stats.regression.AbsorbedRegression;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How long an effect lasts: what the arm of each of the last windows adds to a cell.
 *
 * <p>{@code value = Σ_l β_l · treated(l windows ago) + region + time of the cycle + e} over all cells of the two arms whose
 * past is known, by least squares with the cells' weights. {@code Σ_l β_l} is the effect of being on all the time when
 * effects add up; unlike {@link SwitchbackContrast} it uses every cell, and assumes that they do. Variances by the
 * jackknife over region × block, Student's t on effective blocks − 1, the fewest of any lag.
 *
 * @param coefficients β_0 (the current window) to β_m
 * @param standardErrors their standard errors
 * @param total their sum
 * @param totalStandardError its standard error
 * @param df degrees of freedom
 */
@SuppressWarnings("ArrayRecordComponent") // read only, never compared
public record DistributedLag(
        double[] coefficients, double[] standardErrors, double total, double totalStandardError, double df) {
    /**
     * Fits the lags.
     *
     * @param cells cells of the schedule
     * @param cycle windows after which the time of day repeats
     * @param control number of the control arm
     * @param treatment number of the arm compared with it
     * @param order longest lag, 0 or more
     */
    public static DistributedLag fit(List<SwitchbackCell> cells, int cycle, int control, int treatment, int order) {
        SwitchbackPanel panel = new SwitchbackPanel(cells, cycle);
        int[] arms = panel.arms();
        int[] chosen = IntStream.range(0, panel.size())
                .filter(i -> panel.cell(i).weight() > 0 && panel.hasPast(arms, i, order))
                .filter(i -> IntStream.rangeClosed(0, order)
                        .map(lag -> panel.armBefore(arms, i, lag))
                        .allMatch(arm -> arm == control || arm == treatment))
                .toArray();
        double[][] columns = new double[order + 1][chosen.length];
        for (int lag = 0; lag <= order; lag++) {
            for (int r = 0; r < chosen.length; r++) {
                columns[lag][r] = panel.armBefore(arms, chosen[r], lag) == treatment ? 1 : 0;
            }
        }
        AbsorbedRegression fit = AbsorbedRegression.fit(panel.rows(chosen, order), columns);
        double[] all = new double[order + 1];
        double[] coefficients = new double[order + 1];
        double[] errors = new double[order + 1];
        double effective = Double.POSITIVE_INFINITY;
        for (int lag = 0; lag <= order; lag++) {
            double[] one = new double[order + 1];
            one[lag] = 1;
            all[lag] = 1;
            coefficients[lag] = fit.coefficient(lag);
            errors[lag] = Math.sqrt(fit.variance(one));
            effective = Math.min(effective, fit.effectiveClusters(one));
        }
        effective = Math.min(effective, fit.effectiveClusters(all));
        return new DistributedLag(coefficients, errors, fit.value(all), Math.sqrt(fit.variance(all)), effective - 1);
    }

    /** Two-sided p-value of no effect after so many windows. */
    public double pValue(int lag) {
        return 2 * StudentT.survival(Math.abs(coefficients[lag] / standardErrors[lag]), df);
    }
}
