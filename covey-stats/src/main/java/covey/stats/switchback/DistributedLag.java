package covey.stats.switchback;

import covey.stats.distribution.StudentT;
import java.util.List;

/**
 * How long an effect lasts: what the arm of each of the last windows adds to a cell.
 *
 * <p>{@code value = Σ_l β_l · treated(l windows ago) + region + time of the cycle + e} over all cells of the two arms whose
 * past is known, by least squares with the cells' weights. {@code Σ_l β_l} is the effect of being on all the time when
 * effects add up; unlike {@link SwitchbackContrast} it uses every cell, and assumes that they do. Variances over the
 * drawing of the arms ({@link AssignmentVariance}), Student's t on cells less coefficients.
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
        AssignmentVariance variance =
                new AssignmentVariance(new SwitchbackPanel(cells, cycle), control, treatment, order);
        double[] all = new double[order + 1];
        double[] coefficients = new double[order + 1];
        double[] errors = new double[order + 1];
        for (int lag = 0; lag <= order; lag++) {
            double[] one = new double[order + 1];
            one[lag] = 1;
            all[lag] = 1;
            coefficients[lag] = variance.fit().coefficient(lag);
            errors[lag] = Math.sqrt(variance.ofLags(one));
        }
        return new DistributedLag(
                coefficients,
                errors,
                variance.fit().value(all),
                Math.sqrt(variance.ofLags(all)),
                variance.fit().df());
    }

    /** Two-sided p-value of no effect after so many windows. */
    public double pValue(int lag) {
        return 2 * StudentT.survival(Math.abs(coefficients[lag] / standardErrors[lag]), df);
    }
}
