package covey.stats.power;

import covey.stats.distribution.Normal;
import covey.stats.multiplicity.PValueAdjustment;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/**
 * Power of a family of tests, counted over its members that have an effect: each alone, any of them (disjunctive) and
 * all of them (conjunctive). A member counts as shown when it is rejected towards its effect.
 *
 * @param each probability that the member is shown, in the order given; of a member without effect, that it is rejected
 * @param any probability that at least one member with an effect is shown
 * @param all probability that all members with an effect are shown
 */
public record FamilyPower(List<Double> each, double any, double all) {

    private static final int REPLICATES = 100_000;

    /** Copies the list. */
    public FamilyPower {
        each = List.copyOf(each);
    }

    /**
     * Simulates two-sided normal tests under a procedure that has no closed form, 100,000 families from the seed; the
     * Monte-Carlo standard error is at most .0016.
     *
     * <p>Statistics are normal with means θ, unit variances and the correlation of the family. Agrees with
     * {@link Dunnett#power} where that applies.
     *
     * @param adjustment procedure
     * @param alpha familywise error or false discovery rate
     * @param theta noncentralities θ, effect over standard error; 0 for a member without effect
     * @param correlation how the statistics hang together
     * @param seed seed of the random source
     */
    public static FamilyPower simulated(
            PValueAdjustment adjustment, double alpha, double[] theta, FamilyCorrelation correlation, long seed) {
        if (correlation.size() != theta.length) {
            throw new IllegalArgumentException(
                    "there are " + theta.length + " members and correlations of " + correlation.size());
        }
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        double[][] root = correlation.root();
        Count count = new Count(theta);
        double[] e = new double[theta.length];
        double[] z = new double[theta.length];
        double[] p = new double[theta.length];
        for (int r = 0; r < REPLICATES; r++) {
            for (int i = 0; i < z.length; i++) {
                e[i] = random.nextGaussian();
                z[i] = theta[i];
                for (int j = 0; j <= i; j++) {
                    z[i] += root[i][j] * e[j];
                }
                p[i] = Math.min(1, 2 * Normal.survival(Math.abs(z[i])));
            }
            count.add(z, adjustment.adjust(p), alpha);
        }
        return count.power();
    }

    /** Counts of rejections towards the effect. */
    private static final class Count {

        private final double[] theta;
        private final int[] each;
        private int any;
        private int all;

        Count(double[] theta) {
            this.theta = theta.clone();
            this.each = new int[theta.length];
        }

        void add(double[] z, double[] adjusted, double alpha) {
            int shown = 0;
            int effects = 0;
            for (int i = 0; i < z.length; i++) {
                boolean rejected = adjusted[i] <= alpha && z[i] * theta[i] >= 0;
                each[i] += rejected ? 1 : 0;
                effects += theta[i] == 0 ? 0 : 1;
                shown += rejected && theta[i] != 0 ? 1 : 0;
            }
            any += shown > 0 ? 1 : 0;
            all += effects > 0 && shown == effects ? 1 : 0;
        }

        FamilyPower power() {
            double n = REPLICATES;
            List<Double> shares =
                    IntStream.of(each).mapToObj(count -> count / n).toList();
            return new FamilyPower(shares, any / n, all / n);
        }
    }
}
