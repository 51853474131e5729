package covey.stats.resample;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.compare.Contrast;
import java.util.Arrays;

/**
 * Mean of a symmetric number of two things over all pairs of R things of a sample, such as the agreement of runs of one method.
 *
 * <p>Estimand: its expectation for two things drawn independently. With θ the mean over pairs and θ_(r) that over the pairs without
 * r, {@code se² = (R − 1)/R Σ (θ_(r) − θ̄)²} on R − 1 degrees of freedom; two independent samples differ with variance
 * {@code se_b² + se_c²} on Welch's degrees of freedom. Assumes independent, equally distributed things. Of a mean over pairs the
 * jackknife variance is not too small on average (Efron and Stein 1981, Annals of Statistics 9); it is too large where pairs vary for
 * reasons of their own, by up to twice.
 *
 * <p>Refuses one thing, and an error from fewer than {@value #FEWEST} ({@code TOO_FEW_UNITS}). Cost: one pass over the pairs.
 *
 * @param value the mean
 * @param variance its jackknife variance; 0 below {@value #FEWEST} things
 * @param things number of things
 */
public record PairwiseMean(double value, double variance, int things) {
    /** Things from which there is an error. */
    public static final int FEWEST = 3;

    /** The mean of the numbers above the diagonal of a square. */
    public static PairwiseMean of(double[]... pairs) {
        int things = pairs.length;
        if (things < 2) {
            throw new DegenerateDataException(Reason.TOO_FEW_UNITS, things + " makes no pair; at least 2 are needed");
        }
        double[] of = new double[things];
        double sum = 0;
        for (int i = 0; i < things; i++) {
            for (int j = i + 1; j < things; j++) {
                of[i] += pairs[i][j];
                of[j] += pairs[i][j];
                sum += pairs[i][j];
            }
        }
        double value = sum / (things * (things - 1) / 2.0);
        if (things < FEWEST) {
            return new PairwiseMean(value, 0, things);
        }
        double total = sum;
        double left = (things - 1) * (things - 2) / 2.0;
        double[] without = Arrays.stream(of).map(s -> (total - s) / left).toArray();
        double centre = Arrays.stream(without).average().orElseThrow();
        double squares =
                Arrays.stream(without).map(w -> (w - centre) * (w - centre)).sum();
        return new PairwiseMean(value, squares * (things - 1) / things, things);
    }

    /** The mean, as a difference from nothing. */
    public Contrast level() {
        requireError();
        return new Contrast(value, variance, things - 1.0, 0, 0, 0);
    }

    /** This mean against that of an independent sample. */
    public Contrast against(PairwiseMean baseline) {
        requireError();
        baseline.requireError();
        double sum = variance + baseline.variance;
        double df = sum
                * sum
                / (variance * variance / (things - 1) + baseline.variance * baseline.variance / (baseline.things - 1));
        return new Contrast(value - baseline.value, sum, df, baseline.value, baseline.variance, -baseline.variance);
    }

    private void requireError() {
        if (things < FEWEST) {
            throw new DegenerateDataException(Reason.TOO_FEW_UNITS, "two are one pair, which has no spread");
        }
        if (variance == 0) {
            throw new DegenerateDataException(
                    Reason.ZERO_VARIANCE, "the mean is " + value + " without any of the " + things + " as with them");
        }
    }
}
