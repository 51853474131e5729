package covey.stats.design.cluster;

import java.util.random.RandomGenerator;

/**
 * Weights of a wild cluster bootstrap, with mean zero and variance one.
 *
 * <p>Rademacher's two points give 2^G samples, too few below a dozen clusters, where Webb's six points are taken.
 * Cameron, Gelbach, Miller (2008), Review of Economics and Statistics 90; Webb (2023), Canadian Journal of Economics
 * 56.
 */
public enum WildWeights {
    /** −1 and 1. */
    RADEMACHER,
    /** ∓√1.5, ∓1, ∓√.5. */
    WEBB;

    private static final int DOZEN = 12;

    private static final double[] TWO = {-1, 1};
    private static final double[] SIX = {-Math.sqrt(1.5), -1, -Math.sqrt(0.5), Math.sqrt(0.5), 1, Math.sqrt(1.5)};

    private double[] points() {
        return this == RADEMACHER ? TWO : SIX;
    }

    /** Webb's below twelve clusters, else Rademacher's. */
    public static WildWeights of(int clusters) {
        return clusters < DOZEN ? WEBB : RADEMACHER;
    }

    /** Number of all samples of so many clusters. */
    double count(int clusters) {
        return Math.pow(points().length, clusters);
    }

    /** The sample of a number below {@link #count}. */
    double[] sample(long number, int clusters) {
        double[] points = points();
        double[] weights = new double[clusters];
        long rest = number;
        for (int g = 0; g < clusters; g++) {
            weights[g] = points[(int) (rest % points.length)];
            rest /= points.length;
        }
        return weights;
    }

    double[] draw(RandomGenerator random, int clusters) {
        double[] points = points();
        double[] weights = new double[clusters];
        for (int g = 0; g < clusters; g++) {
            weights[g] = points[random.nextInt(points.length)];
        }
        return weights;
    }
}
