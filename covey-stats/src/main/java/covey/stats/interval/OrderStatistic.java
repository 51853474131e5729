package covey.stats.interval;

import covey.stats.distribution.Normal;
import java.util.Optional;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Distribution-free interval of a quantile: the ranks of two order statistics between which the population quantile
 * lies.
 *
 * <p>{@code P(X_(l) ≤ q < X_(u)) = Σ_{k=l}^{u−1} C(n,k) p^k (1−p)^{n−k}}. EXACT takes l as the α/2 and u − 1 as the 1 −
 * α/2 binomial quantile, so coverage is at least the level; NORMAL takes {@code np ∓ z√(np(1−p))} rounded outwards.
 *
 * <p>Assumes independent values; for events clustered in units use {@link ClusterQuantile}. Agrees with scipy 1.17
 * {@code binom.ppf} ranks exactly and coverage to 1e-9. Empty when the sample is too small for ranks inside 1..n. Cost:
 * a few incomplete beta evaluations, whatever n.
 *
 * <p>David, Nagaraja (2003), Order Statistics, section 7.1.
 */
public final class OrderStatistic {

    private OrderStatistic() {}

    /** How ranks are chosen. */
    public enum Method {
        /** Binomial quantiles; needs n below 2³¹. */
        EXACT,
        /** Normal approximation, rounded outwards. */
        NORMAL
    }

    /**
     * Ranks of the two order statistics, counted from 1.
     *
     * @param lower rank of the lower bound
     * @param upper rank of the upper bound
     * @param coverage exact binomial coverage of the pair, or its normal approximation from 2³¹ values on
     */
    public record Ranks(long lower, long upper, double coverage) {}

    /** Ranks for quantile p in (0, 1) of n values; empty when they would fall outside 1..n. */
    public static Optional<Ranks> ranks(long n, double p, double level, Method method) {
        if (!(p > 0 && p < 1)) {
            throw new IllegalArgumentException("quantile must lie in (0, 1), got " + p);
        }
        if (n < 1) {
            return Optional.empty();
        }
        double tail = (1 - Levels.check(level)) / 2;
        Ranks ranks = switch (method) {
            case EXACT -> exact(requireInt(n), p, tail);
            case NORMAL -> normal(n, p, tail);
        };
        return ranks.lower >= 1 && ranks.upper <= n ? Optional.of(ranks) : Optional.empty();
    }

    private static int requireInt(long n) {
        if (n > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("exact ranks need fewer than 2^31 values, got " + n + "; use NORMAL");
        }
        return (int) n;
    }

    private static Ranks exact(int n, double p, double tail) {
        BinomialDistribution binomial = BinomialDistribution.of(n, p);
        long lower = binomial.inverseCumulativeProbability(tail);
        long upper = binomial.inverseSurvivalProbability(tail) + 1L;
        return new Ranks(lower, upper, coverage(n, p, lower, upper));
    }

    private static Ranks normal(long n, double p, double tail) {
        double half = -Normal.quantile(tail) * Math.sqrt(n * p * (1 - p));
        long lower = (long) Math.floor(n * p - half);
        long upper = (long) Math.ceil(n * p + half);
        return new Ranks(lower, upper, coverage(n, p, lower, upper));
    }

    private static double coverage(long n, double p, long lower, long upper) {
        if (n > Integer.MAX_VALUE) {
            double sd = Math.sqrt(n * p * (1 - p));
            return Normal.cdf((upper - 0.5 - n * p) / sd) - Normal.cdf((lower - 0.5 - n * p) / sd);
        }
        BinomialDistribution binomial = BinomialDistribution.of((int) n, p);
        return binomial.cumulativeProbability((int) upper - 1) - binomial.cumulativeProbability((int) lower - 1);
    }
}
