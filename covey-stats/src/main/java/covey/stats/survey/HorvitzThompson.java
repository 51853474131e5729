package covey.stats.survey;

/**
 * The Horvitz–Thompson mean of a finite population of known size N: {@code (1/N) Σ y_i/π_i} over the sample.
 *
 * <p>Unbiased for any probabilities, but not in the range of the values, and noisy where the sum of weights is. Inference:
 * {@link ProbabilitySample}. Agrees with R survey 4.1-1 {@code svytotal/N} to 1e-10. Horvitz and Thompson (1952), JASA 47.
 */
public final class HorvitzThompson {
    private HorvitzThompson() {}

    /**
     * The mean.
     *
     * @param population number of items of the population, known
     */
    public static SurveyMean mean(ProbabilitySample sample, long population) {
        double[] z = new double[sample.size()];
        double sum = 0;
        for (int i = 0; i < z.length; i++) {
            z[i] = sample.value(i) * sample.weight(i) / population;
            sum += z[i];
        }
        return new SurveyMean(sum, sample.covariance(z, z), sample.df(), z.length, sample.kish(), sample.census());
    }
}
