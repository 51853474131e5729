package covey.ranking.query;

import covey.data.RankingData.Lists;
import covey.stats.DegenerateDataException;
import covey.stats.rankcorrelation.ApCorrelation;
import covey.stats.rankcorrelation.CommonItems;
import covey.stats.rankcorrelation.KendallTau;
import covey.stats.rankcorrelation.RankBiasedOverlap;
import java.util.function.IntUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How far two systems' lists for a query agree, over the ranks that were read. NaN where a number is not defined: for an empty list,
 * and for the correlations where fewer than two items are common or all common ones tie.
 */
public final class ListAgreement {
    private final Lists first;
    private final Lists second;
    private final double persistence;

    /** @param persistence of rank-biased overlap, in (0, 1) */
    public ListAgreement(Lists first, Lists second, double persistence) {
        this.first = first;
        this.second = second;
        this.persistence = persistence;
    }

    /** Rank-biased overlap, extrapolated. Lists are taken as they stand, ties in the order of their items. */
    public double overlap(int query) {
        int[] one = items(first, query);
        int[] other = items(second, query);
        return one.length == 0 || other.length == 0
                ? Double.NaN
                : RankBiasedOverlap.of(one, other, persistence).extrapolated();
    }

    /** Common items over the items of the second list: RecTools' intersection. */
    public double shared(int query) {
        int[] other = items(second, query);
        return (double) CommonItems.of(items(first, query), other).size() / other.length;
    }

    /** Kendall's tau-b of the common items. */
    public double kendall(int query) {
        return correlation(query, places -> KendallTau.b(places[0], places[1]));
    }

    /** τ_AP,b of the common items. */
    public double ap(int query) {
        return correlation(query, places -> ApCorrelation.b(places[0], places[1]));
    }

    private double correlation(int query, ToDoubleFunction<double[][]> coefficient) {
        CommonItems common = CommonItems.of(items(first, query), items(second, query));
        if (common.size() < 2) {
            return Double.NaN;
        }
        try {
            return coefficient.applyAsDouble(new double[][] {
                scores(first, query, ranks(common.size(), common::first)),
                scores(second, query, ranks(common.size(), common::second))
            });
        } catch (DegenerateDataException tied) {
            return Double.NaN;
        }
    }

    private static int[] ranks(int size, IntUnaryOperator rank) {
        return IntStream.range(0, size).map(rank).toArray();
    }

    /** Scores that order the ranks, the first the highest; tied ranks have one. */
    private static double[] scores(Lists lists, int query, int[] ranks) {
        int from = lists.offsets().at(query);
        double[] scores = new double[ranks.length];
        for (int i = 0; i < ranks.length; i++) {
            int at = from + ranks[i] - 1;
            while (at > from && lists.tied().at(at) == 1) {
                at--;
            }
            scores[i] = from - at;
        }
        return scores;
    }

    private static int[] items(Lists lists, int query) {
        return lists.items().slice(lists.offsets().at(query), lists.offsets().at(query + 1));
    }
}
