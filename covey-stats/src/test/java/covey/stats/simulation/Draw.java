package covey.stats.simulation;

import covey.stats.moment.BinomialCount;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Draws of the simulated studies. */
final class Draw {

    private Draw() {}

    static double logNormal(RandomGenerator random, double sigma) {
        return Math.exp(sigma * random.nextGaussian());
    }

    static long successes(RandomGenerator random, long trials, double p) {
        long count = 0;
        for (long i = 0; i < trials; i++) {
            if (random.nextDouble() < p) {
                count++;
            }
        }
        return count;
    }

    static BinomialCount count(RandomGenerator random, long trials, double p) {
        return new BinomialCount(successes(random, trials, p), trials);
    }

    /** 1 + a geometric number of events with the given mean. */
    static int events(RandomGenerator random, double meanBeyondFirst) {
        return 1 + (int) Math.floor(random.nextExponential() / Math.log1p(1 / meanBeyondFirst));
    }

    /** Sample quantile of sorted values by linear interpolation (type 7). */
    static double quantile(double[] sorted, double p) {
        double at = p * (sorted.length - 1);
        int below = (int) Math.floor(at);
        return below + 1 < sorted.length
                ? sorted[below] + (at - below) * (sorted[below + 1] - sorted[below])
                : sorted[below];
    }

    static double[] sorted(double[] values, int length) {
        double[] copy = Arrays.copyOf(values, length);
        Arrays.sort(copy);
        return copy;
    }
}
