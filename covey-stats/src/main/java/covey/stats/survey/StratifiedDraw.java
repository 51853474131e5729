package covey.stats.survey;

import java.util.random.RandomGenerator;

/**
 * A simple random sample without replacement inside each stratum, drawn while the population goes by once.
 *
 * <p>Selection sampling: the next of a stratum's remaining items is taken with probability wanted/remaining, which gives every
 * subset of n_h of N_h items the same chance. Knuth (1997), The Art of Computer Programming 2, algorithm S.
 */
public final class StratifiedDraw {
    private final long[] remaining;
    private final int[] wanted;
    private final RandomGenerator random;

    /**
     * @param sizes items of each stratum
     * @param items items to draw of each, not more than it has
     * @param random source of the draw
     */
    public StratifiedDraw(long[] sizes, int[] items, RandomGenerator random) {
        for (int h = 0; h < sizes.length; h++) {
            if (items[h] > sizes[h] || items[h] < 0) {
                throw new IllegalArgumentException(items[h] + " items of a stratum of " + sizes[h]);
            }
        }
        this.remaining = sizes.clone();
        this.wanted = items.clone();
        this.random = random;
    }

    /** Whether the next item, of this stratum, is drawn. */
    public boolean next(int stratum) {
        if (remaining[stratum] <= 0) {
            throw new IllegalStateException("stratum " + stratum + " has more items than were announced");
        }
        boolean taken = random.nextLong(remaining[stratum]) < wanted[stratum];
        remaining[stratum]--;
        wanted[stratum] -= taken ? 1 : 0;
        return taken;
    }
}
