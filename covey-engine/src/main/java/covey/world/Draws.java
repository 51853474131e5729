package covey.world;

import java.util.random.RandomGenerator;

/** Draws from the distributions of the world. */
final class Draws {
    private Draws() {}

    /** Index in a table of cumulative weights whose last entry is 1. */
    static int category(double[] cumulative, double uniform) {
        int i = 0;
        while (i < cumulative.length - 1 && uniform >= cumulative[i]) {
            i++;
        }
        return i;
    }

    /** Cumulative weights, last entry 1. */
    static double[] cumulative(double... weights) {
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        double[] sums = new double[weights.length];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i];
            sums[i] = sum / total;
        }
        sums[weights.length - 1] = 1;
        return sums;
    }

    /** Poisson count for a small mean, by inversion from one uniform. */
    static int poisson(double mean, double uniform) {
        double term = Math.exp(-mean);
        double sum = term;
        int count = 0;
        while (uniform >= sum && count < 200) {
            count++;
            term *= mean / count;
            sum += term;
        }
        return count;
    }

    /** Lognormal with the given median and sigma of the logarithm. */
    static double lognormal(double median, double sigma, RandomGenerator random) {
        return median * Math.exp(sigma * random.nextGaussian());
    }

    /** A rank in [0, size) with frequency falling as a power of the rank; larger power, heavier head. */
    static int rank(int size, double power, double uniform) {
        return Math.min(size - 1, (int) (size * Math.pow(uniform, power)));
    }

    /** A number below the bound. */
    static int below(int bound, double uniform) {
        return Math.min(bound - 1, (int) (bound * uniform));
    }
}
