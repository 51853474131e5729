package covey.stats.partition;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Simulated labels. */
public final class Labels {

    private Labels() {}

    public static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /** Each element in one of k clusters with equal chance. */
    public static int[] uniform(RandomGenerator random, int n, int k) {
        int[] labels = new int[n];
        for (int e = 0; e < n; e++) {
            labels[e] = random.nextInt(k);
        }
        return labels;
    }

    /** The labels, a share of which is drawn anew among k. */
    public static int[] blurred(RandomGenerator random, int[] labels, double share, int k) {
        int[] blurred = labels.clone();
        for (int e = 0; e < blurred.length; e++) {
            if (random.nextDouble() < share) {
                blurred[e] = random.nextInt(k);
            }
        }
        return blurred;
    }

    /** The same clusters under other ids. */
    public static int[] renamed(RandomGenerator random, int... labels) {
        int factor = 2 * random.nextInt(1000) + 1;
        int shift = random.nextInt(1 << 20);
        int[] renamed = new int[labels.length];
        for (int e = 0; e < labels.length; e++) {
            renamed[e] = (factor * (labels[e] ^ 0b101) + shift) & 0x3fffffff;
        }
        return renamed;
    }
}
