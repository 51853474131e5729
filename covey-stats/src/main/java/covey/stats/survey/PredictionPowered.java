package covey.stats.survey;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;

/**
 * The mean of a finite population from labels of a sample and predictions of every item, such as a model judge's: the
 * predictions' mean, corrected by what the sample shows them to be wrong.
 *
 * <p>With labels y_i and predictions f_i of sampled items, weights {@code w_i = 1/π_i} and F the mean of f over the whole
 * population: {@code θ = λF + Σ w_i (y_i − λ f_i)/Σ w_i}. λ = {@code Cov(ȳ, f̄)/Var(f̄)}, covariance and variance over draws of the
 * sample, makes the variance {@code Var(ȳ) − Cov²/Var(f̄)} least (PPI++); λ = 0 is the labels alone, and the estimate is right for any
 * predictions, however wrong, made without the labels. Its variance is that of the weighted mean of {@code y − λf}, times
 * {@code (n − H)/(n − H − 1)} for the fitted λ, with {@code n − H − 1} degrees of freedom over H strata.
 *
 * <p>With equal probabilities and an endless population this is the power-tuned mean of PPI++ (its formula in numpy: 1e-10);
 * in a finite one it is the survey's regression estimator. Refuses predictions that err on fewer than {@value #FEWEST_ERRORS}
 * sampled items ({@code ZERO_VARIANCE}): the error is then a guess, and the interval too short; and samples
 * of fewer than three items more than strata. Cost O(n).
 *
 * <p>Angelopoulos, Bates, Fannjiang, Jordan and Zrnic (2023), Science 382; Angelopoulos, Duchi and Zrnic (2023), PPI++.
 */
public final class PredictionPowered {
    /** Sampled items on which predictions must differ from the labels. */
    public static final int FEWEST_ERRORS = 5;

    private PredictionPowered() {}

    /**
     * The estimate.
     *
     * @param mean the corrected mean
     * @param lambda how far predictions are believed; 0 where they do not vary in the sample
     * @param labels the mean of the labels alone
     * @param predictions mean of the predictions over the population, uncorrected
     * @param errors sampled items on which prediction and label differ
     */
    public record Estimate(SurveyMean mean, double lambda, SurveyMean labels, double predictions, int errors) {
        /** Labels that would tell as much without predictions, over the labels there are. */
        public double gain() {
            return labels.variance() / mean.variance();
        }
    }

    /**
     * The mean.
     *
     * @param labels labels of the sample
     * @param predictions predictions of the same items, in the same order, finite
     * @param population mean of the predictions over every item of the population
     */
    public static Estimate mean(ProbabilitySample labels, double[] predictions, double population) {
        double df = labels.df() - 1;
        if (df < 2) {
            throw new DegenerateDataException(
                    Reason.TOO_FEW_UNITS, labels.size() + " labelled items leave no error to be told of predictions");
        }
        int errors = errors(labels, predictions);
        if (errors < FEWEST_ERRORS) {
            throw new DegenerateDataException(
                    Reason.ZERO_VARIANCE,
                    "predictions and labels differ on " + errors + " of " + labels.size() + " items, and fewer than "
                            + FEWEST_ERRORS + " do not tell how often they do");
        }
        ProbabilitySample predicted = labels.of(predictions);
        SurveyMean alone = Hajek.mean(labels);
        double[] y = Hajek.residuals(labels, alone.value());
        double guess = Hajek.value(predicted);
        double[] f = Hajek.residuals(predicted, guess);
        double spread = labels.covariance(f, f);
        double lambda = spread > 0 ? labels.covariance(y, f) / spread : 0;
        double[] left = new double[y.length];
        for (int i = 0; i < left.length; i++) {
            left[i] = y[i] - lambda * f[i];
        }
        double variance = labels.covariance(left, left) * labels.df() / df;
        SurveyMean mean = new SurveyMean(
                alone.value() + lambda * (population - guess),
                variance,
                df,
                labels.size(),
                labels.kish(),
                labels.census());
        return new Estimate(mean, lambda, alone, population, errors);
    }

    private static int errors(ProbabilitySample labels, double[] predictions) {
        int errors = 0;
        for (int i = 0; i < predictions.length; i++) {
            errors += labels.value(i) == predictions[i] ? 0 : 1;
        }
        return errors;
    }
}
