package covey.stats.survey;

/**
 * Hájek's mean of a finite population, whose size need not be known: {@code Σ w_i y_i / Σ w_i}, {@code w_i = 1/π_i}.
 *
 * <p>A ratio of two Horvitz–Thompson totals, with residuals {@code z_i = w_i (y_i − ȳ)/Σw} for its variance; always inside the
 * range of the values. Bias of order 1/n. Agrees with R survey 4.1-1 {@code svymean} to 1e-10. Hájek (1971).
 */
public final class Hajek {
    private Hajek() {}

    /** The mean. */
    public static SurveyMean mean(ProbabilitySample sample) {
        double mean = value(sample);
        double[] z = residuals(sample, mean);
        return new SurveyMean(mean, sample.covariance(z, z), sample.df(), z.length, sample.kish(), sample.census());
    }

    static double value(ProbabilitySample sample) {
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < sample.size(); i++) {
            sum += sample.weight(i) * sample.value(i);
            weights += sample.weight(i);
        }
        return sum / weights;
    }

    /** Linearised values, whose total is zero and varies as the mean does. */
    static double[] residuals(ProbabilitySample sample, double mean) {
        double weights = 0;
        for (int i = 0; i < sample.size(); i++) {
            weights += sample.weight(i);
        }
        double[] z = new double[sample.size()];
        for (int i = 0; i < z.length; i++) {
            z[i] = sample.weight(i) * (sample.value(i) - mean) / weights;
        }
        return z;
    }
}
