package covey.stats.sampledrank;

import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.DiscreteDistribution;
import org.apache.commons.statistics.distribution.HypergeometricDistribution;

/**
 * A relevant item ranked against a uniform sample of the others. At rank r of n items it has r − 1 above it, so that of m sampled
 * ones {@code r̃ − 1 ~ Hypergeometric(n − 1, r − 1, m)} are above it, or {@code Binomial(m, (r − 1)/(n − 1))} when items may be
 * sampled again. Scores must not tie.
 *
 * <p>Krichene and Rendle (2020), KDD, equations 8 to 10; their expected sampled hit rate to 1e-10.
 *
 * @param items n, all items that could be ranked, the relevant one among them
 * @param size m, sampled items beside the relevant one
 * @param scheme whether an item may be sampled again
 */
public record CandidateSample(int items, int size, Scheme scheme) {
    private static final double REACH = 12;
    private static final int SLACK = 30;

    /** How candidates are drawn. */
    public enum Scheme {
        /** Each at most once. */
        WITHOUT_REPLACEMENT,
        /** Each draw from all of them. */
        WITH_REPLACEMENT
    }

    public CandidateSample {
        if (items < 2 || size < 1 || (scheme == Scheme.WITHOUT_REPLACEMENT && size > items - 1)) {
            throw new IllegalArgumentException("a sample of " + size + " of " + (items - 1) + " other items");
        }
    }

    /** Chances of the sampled ranks; those left out have less than 1e-20 together. */
    static final class Chances {
        private final int first;
        private final double[] chances;

        private Chances(int first, double[] chances) {
            this.first = first;
            this.chances = chances;
        }

        /** The lowest sampled rank with a chance to speak of, from 1. */
        int first() {
            return first;
        }

        /** Sampled ranks with a chance to speak of. */
        int size() {
            return chances.length;
        }

        /** Chance of the sampled rank {@code first + i}. */
        double at(int i) {
            return chances[i];
        }

        double expectation(double[] bySampledRank) {
            double sum = 0;
            for (int i = 0; i < chances.length; i++) {
                sum += chances[i] * bySampledRank[first - 1 + i];
            }
            return sum;
        }
    }

    /** Chances of the sampled ranks of an item at a rank. */
    Chances chances(int rank) {
        double share = (rank - 1.0) / (items - 1.0);
        double spread = REACH * Math.sqrt(size * share * (1 - share)) + SLACK;
        int least = (int) Math.max(0, Math.floor(size * share - spread));
        int most = (int) Math.min(size, Math.ceil(size * share + spread));
        DiscreteDistribution above = scheme == Scheme.WITH_REPLACEMENT
                ? BinomialDistribution.of(size, share)
                : HypergeometricDistribution.of(items - 1, rank - 1, size);
        double[] chances = new double[most - least + 1];
        for (int i = 0; i < chances.length; i++) {
            chances[i] = above.probability(least + i);
        }
        return new Chances(least + 1, chances);
    }

    /**
     * Expectation over samples of a number that depends on the sampled rank, for an item at a rank of all.
     *
     * @param bySampledRank its value at sampled rank 1, 2, …, m + 1
     */
    public double expectation(double[] bySampledRank, int rank) {
        if (bySampledRank.length != size + 1 || rank < 1 || rank > items) {
            throw new IllegalArgumentException(bySampledRank.length + " values at ranks 1 to " + (size + 1)
                    + " for an item at rank " + rank + " of " + items);
        }
        return chances(rank).expectation(bySampledRank);
    }
}
