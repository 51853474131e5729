package covey.stats.survey;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import java.util.Arrays;

/**
 * Values of a sample of a finite population, each item with the probability with which it came into the sample, in strata.
 *
 * <p>The variance of a total {@code Σ z_i} over the sample is Hájek's for fixed-size sampling of unequal probabilities inside strata:
 * {@code V = Σ_h n_h/(n_h − 1) Σ_{i∈h} (1 − π_i)(z_i − A_h)²}, {@code A_h = Σ (1 − π_i) z_i / Σ (1 − π_i)}. The factors
 * {@code 1 − π_i} are the correction for a finite population: an item that was certain to come adds nothing. With equal
 * probabilities in a stratum it is the textbook {@code (1 − n_h/N_h) n_h s_h²}.
 *
 * <p>Assumes that strata were sampled independently and that a stratum's sample had a fixed size. A stratum of one uncertain item
 * is refused ({@code TOO_FEW_UNITS}). Agrees with R survey 4.1-1 {@code svymean(fpc = ~N)} where probabilities are
 * equal within strata, to 1e-10. Hájek (1964), Annals of Mathematical Statistics 35.
 */
public final class ProbabilitySample {
    private final double[] values;
    private final double[] probabilities;
    private final int[] strata;
    private final int strataCount;
    private final int[] sizes;
    private final double[] uncertain;

    /**
     * @param values finite value of each item
     * @param probabilities its inclusion probability in (0, 1]
     * @param strata number of its stratum, from 0
     */
    public ProbabilitySample(double[] values, double[] probabilities, int[] strata) {
        if (values.length != probabilities.length || values.length != strata.length) {
            throw new IllegalArgumentException("values, probabilities and strata of " + values.length + ", "
                    + probabilities.length + " and " + strata.length + " items");
        }
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i]) || !(probabilities[i] > 0 && probabilities[i] <= 1)) {
                throw new IllegalArgumentException("item " + i + " has value " + values[i]
                        + " and inclusion probability " + probabilities[i] + ", which must lie in (0, 1]");
            }
        }
        this.values = values.clone();
        this.probabilities = probabilities.clone();
        this.strata = strata.clone();
        this.strataCount = Arrays.stream(strata).max().orElse(-1) + 1;
        this.sizes = new int[strataCount];
        this.uncertain = new double[strataCount];
        for (int i = 0; i < values.length; i++) {
            sizes[strata[i]]++;
            uncertain[strata[i]] += 1 - probabilities[i];
        }
        check();
    }

    private void check() {
        if (values.length < 2) {
            throw new DegenerateDataException(
                    Reason.TOO_FEW_UNITS, "a sample needs 2 items or more, not " + values.length);
        }
        for (int h = 0; h < strataCount; h++) {
            if (sizes[h] == 1 && uncertain[h] > 0) {
                throw new DegenerateDataException(
                        Reason.TOO_FEW_UNITS, "stratum " + h + " has one item, so its spread cannot be told");
            }
        }
    }

    /** Items. */
    public int size() {
        return values.length;
    }

    double value(int i) {
        return values[i];
    }

    double weight(int i) {
        return 1 / probabilities[i];
    }

    /** Whether every item of the population is in the sample for certain. */
    boolean census() {
        return Arrays.stream(probabilities).allMatch(p -> p == 1);
    }

    /** Degrees of freedom: items less strata that have some. */
    double df() {
        return values.length - (double) Arrays.stream(sizes).filter(n -> n > 0).count();
    }

    /** Kish's effective number of items, {@code (Σw)²/Σw²}. */
    double kish() {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            sum += weight(i);
            squares += weight(i) * weight(i);
        }
        return sum * sum / squares;
    }

    /** The same items with other values. */
    ProbabilitySample of(double[] others) {
        return new ProbabilitySample(others, probabilities, strata);
    }

    /** Sampling covariance of two totals over the sample. */
    double covariance(double[] a, double[] b) {
        double[] meanA = centres(a);
        double[] meanB = centres(b);
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            int h = strata[i];
            if (probabilities[i] < 1) {
                sum += sizes[h] / (sizes[h] - 1.0) * (1 - probabilities[i]) * (a[i] - meanA[h]) * (b[i] - meanB[h]);
            }
        }
        return sum;
    }

    private double[] centres(double[] z) {
        double[] sums = new double[strataCount];
        for (int i = 0; i < z.length; i++) {
            sums[strata[i]] += (1 - probabilities[i]) * z[i];
        }
        for (int h = 0; h < strataCount; h++) {
            sums[h] = uncertain[h] > 0 ? sums[h] / uncertain[h] : 0;
        }
        return sums;
    }
}
