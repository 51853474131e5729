package covey.stats.score;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.compare.Contrast;
import java.util.stream.IntStream;

/**
 * A number of scored rows and how far each unit moves it: the infinitesimal jackknife, with the rows' derivatives summed over the
 * rows of a unit, so that rows of one unit may depend on each other.
 *
 * <p>With ψ_g the sum of unit g of G, {@code Σ ψ_g = 0} and {@code cov(a, b) = G/(G − 1) Σ ψ_g(a) ψ_g(b)}. A number may have
 * several parts, such as the positive and the negative rows of an area under a curve: ψ of a part is summed over the I_p units that
 * have such rows; inside a part the factor is {@code I_p/(I_p − 1)}, between parts {@code G/(G − 1)} (Obuchowski 1997, Biometrics 53,
 * whose clustered variance of the area this is; with one row a unit it is that of DeLong). Reference distribution: t with the
 * smallest I_p − 1.
 *
 * <p>Estimand: the number in the population that the units are drawn from. Assumes independent units. Refuses a part with fewer
 * than two units ({@code TOO_FEW_UNITS}) and a number that no unit moves ({@code ZERO_VARIANCE}). Costs O(G).
 */
public final class ScoreEstimate {
    private final double value;
    private final double[][] parts;
    private final int[] present;

    private ScoreEstimate(double value, double[][] parts, int... present) {
        this.value = value;
        this.parts = parts;
        this.present = present;
    }

    /** A number that the rows of every unit move in one way. */
    static ScoreEstimate of(double value, double... influence) {
        return new ScoreEstimate(value, new double[][] {influence}, influence.length);
    }

    /**
     * A number in parts.
     *
     * @param parts influence of each part by unit
     * @param present units that have rows of each part
     */
    static ScoreEstimate ofParts(double value, double[][] parts, int... present) {
        return new ScoreEstimate(value, parts, present);
    }

    /** The number. */
    public double value() {
        return value;
    }

    /** Number of units. */
    public int units() {
        return parts[0].length;
    }

    /** How far each unit moves the number. */
    public double[] influence() {
        double[] sum = new double[units()];
        for (double[] part : parts) {
            for (int g = 0; g < sum.length; g++) {
                sum[g] += part[g];
            }
        }
        return sum;
    }

    /** A function of this number, by the delta method. */
    ScoreEstimate mapped(double to, double derivative) {
        double[][] scaled = new double[parts.length][];
        for (int p = 0; p < parts.length; p++) {
            scaled[p] = new double[units()];
            for (int g = 0; g < units(); g++) {
                scaled[p][g] = derivative * parts[p][g];
            }
        }
        return new ScoreEstimate(to, scaled, present);
    }

    /** The number, as a difference from nothing. */
    public Contrast level() {
        return new Contrast(value, covariance(this, this), df(this), 0, 0, 0);
    }

    /** A candidate's number less the baseline's, on the same rows. */
    public static Contrast contrast(ScoreEstimate baseline, ScoreEstimate candidate) {
        ScoreEstimate difference = candidate.less(baseline);
        return new Contrast(
                difference.value,
                covariance(difference, difference),
                df(difference),
                baseline.value,
                covariance(baseline, baseline),
                covariance(baseline, difference));
    }

    private ScoreEstimate less(ScoreEstimate other) {
        if (other.parts.length != parts.length || other.units() != units()) {
            throw new IllegalArgumentException("two numbers of different rows are not compared");
        }
        double[][] differences = new double[parts.length][units()];
        for (int p = 0; p < parts.length; p++) {
            for (int g = 0; g < units(); g++) {
                differences[p][g] = parts[p][g] - other.parts[p][g];
            }
        }
        return new ScoreEstimate(value - other.value, differences, present);
    }

    private static double df(ScoreEstimate of) {
        return IntStream.of(of.present).min().orElseThrow() - 1.0;
    }

    private static double covariance(ScoreEstimate a, ScoreEstimate b) {
        double sum = 0;
        for (int p = 0; p < a.parts.length; p++) {
            for (int q = 0; q < b.parts.length; q++) {
                double products = 0;
                for (int g = 0; g < a.units(); g++) {
                    products += a.parts[p][g] * b.parts[q][g];
                }
                sum += factor(p == q ? a.present[p] : a.units()) * products;
            }
        }
        return sum;
    }

    private static double factor(int units) {
        if (units < 2) {
            throw new DegenerateDataException(
                    Reason.TOO_FEW_UNITS, units + " units have such rows, and an error needs 2 or more");
        }
        return units / (units - 1.0);
    }
}
