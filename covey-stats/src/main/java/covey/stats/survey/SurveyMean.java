package covey.stats.survey;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.distribution.StudentT;
import covey.stats.interval.Bounds;

/**
 * The mean of a finite population as a sample tells it.
 *
 * <p>Two intervals: Student's t for means, and for shares Wilson's score interval with the number of items that a simple random
 * sample would need for the same variance, {@code n_e = p(1 − p)/V} (Korn and Graubard 1998), t in the place of z:
 * {@code (p + t²/2n_e ± t √(p(1 − p)/n_e + t²/4n_e²))/(1 + t²/n_e)}. Where all labels are alike V is 0, and n_e is Kish's
 * {@code (Σw)²/Σw²}, as if the population were endless.
 *
 * @param value the mean
 * @param variance its sampling variance over draws of the sample, finite population corrected
 * @param df degrees of freedom of that variance
 * @param items items behind it
 * @param kish Kish's effective number of items
 * @param census whether every item of the population was labelled for certain
 */
public record SurveyMean(double value, double variance, double df, int items, double kish, boolean census) {
    /** Square root of the variance. */
    public double standardError() {
        return Math.sqrt(variance);
    }

    /** Student's interval. */
    public Bounds interval(double level) {
        double reach = quantile(level) * standardError();
        return new Bounds(value - reach, value + reach);
    }

    /** Wilson's interval of a share with the effective number of items. */
    public Bounds shareInterval(double level) {
        if (census) {
            return new Bounds(value, value);
        }
        double p = Math.clamp(value, 0, 1);
        double n = effectiveItems();
        double t2 = Math.pow(quantile(level), 2);
        double centre = (p + t2 / (2 * n)) / (1 + t2 / n);
        double half = Math.sqrt(t2 * (p * (1 - p) / n + t2 / (4 * n * n))) / (1 + t2 / n);
        return new Bounds(p == 0 ? 0 : Math.max(0, centre - half), p == 1 ? 1 : Math.min(1, centre + half));
    }

    /** Items of a simple random sample from an endless population that tell a share as well. */
    public double effectiveItems() {
        double p = Math.clamp(value, 0, 1);
        return variance > 0 && p > 0 && p < 1 ? p * (1 - p) / variance : kish;
    }

    private double quantile(double level) {
        if (df < 1) {
            throw new DegenerateDataException(
                    Reason.TOO_FEW_UNITS, items + " items leave " + (int) df + " degrees of freedom");
        }
        return StudentT.quantile((1 + level) / 2, df);
    }
}
