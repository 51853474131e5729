package covey.stats.design.pair;

import covey.stats.Alternative;
import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.compare.Adjustment;
import covey.stats.compare.Contrast;
import covey.stats.design.Side;
import covey.stats.design.randomization.Assignments;
import covey.stats.design.randomization.RandomizationTest;
import covey.stats.moment.Column;
import covey.stats.moment.Moments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Difference within matched pairs of clusters, whose sizes may differ.
 *
 * <p>With w_k the weight of pair k and ȳ_tk, ȳ_ck the means of its clusters:
 * {@code D = Σ w_k(ȳ_tk − ȳ_ck)/Σ w_k}, {@code V = m/(m − 1) Σ w_k²(D_k − D)²/(Σ w_k)²}, df m − 1. A ratio metric is
 * the ratio of the two weighted means, linearised. It is {@link MatchedPairs} on rows of weighted means.
 *
 * <p>Weights as Imai, King, Nall; their variance {@code m/((m − 1)(Σw)²) Σ(w_k D_k − ΣwD/m)²} is not used because it
 * grows with D itself when sizes differ. Assumes independent pairs. Agrees with a direct computation in numpy 2.4 to
 * 1e-9. The test flips pairs: exact up to 16 pairs, 2/2^m the smallest attainable p. Throws {@code TOO_FEW_UNITS} below
 * two pairs.
 *
 * <p>Imai, King, Nall (2009), Statistical Science 24; de Chaisemartin, Ramirez-Cuellar (2024), AEJ Applied 16.
 */
public final class ClusterPairs {

    private ClusterPairs() {}

    /** Contrast of the metric with the weights named. */
    public static Contrast contrast(List<ClusterPair> pairs, Column y, PairWeights weights) {
        requireTwo(pairs);
        int k = pairs.getFirst().control().size();
        return MatchedPairs.contrast(rows(pairs, weights), member(y, 0, 2 * k), member(y, k, 2 * k));
    }

    /** The same adjusted for differences of the pairs in covariates, as {@link MatchedPairs} does. */
    public static Adjustment fit(List<ClusterPair> pairs, Column y, List<Column> covariates, PairWeights weights) {
        requireTwo(pairs);
        int k = pairs.getFirst().control().size();
        List<MatchedPairs.Covariate> differences = new ArrayList<>();
        for (Column covariate : covariates) {
            differences.add(both(covariate, k));
        }
        MatchedPairs.Fit fit = MatchedPairs.fit(rows(pairs, weights), both(y, k), differences);
        List<Column> used = fit.used().stream().map(covariates::get).toList();
        List<Column> dropped =
                covariates.stream().filter(c -> !used.contains(c)).toList();
        return new Adjustment(fit.contrast(), fit.unadjusted(), used, dropped);
    }

    private static MatchedPairs.Covariate both(Column column, int k) {
        return new MatchedPairs.Covariate(member(column, 0, 2 * k), member(column, k, 2 * k));
    }

    /** The assignments the design could have made: one cluster of each pair. */
    public static Assignments assignments(int pairs) {
        Side[] sides = new Side[2 * pairs];
        for (int i = 0; i < sides.length; i++) {
            sides[i] = i % 2 == 0 ? Side.CONTROL : Side.TREATMENT;
        }
        return Assignments.stratified(
                sides, IntStream.range(0, 2 * pairs).map(i -> i / 2).toArray());
    }

    /** Randomisation test of no effect on any unit, the statistic being the weighted difference. */
    public static RandomizationTest.Outcome test(
            List<ClusterPair> pairs,
            Column y,
            PairWeights weights,
            Alternative alternative,
            RandomizationTest.Draws draws) {
        requireTwo(pairs);
        Moments pooled = Moments.sum(
                pairs.stream().map(p -> p.control().plus(p.treatment())).toList());
        double[][] a = {y.coefficients(pooled)};
        double[] b = {y.offset(pooled)};
        double[] gaps = pairs.stream()
                .mapToDouble(p -> weights.of(p)
                        * (p.treatment().affine(a, b).mean(0)
                                - p.control().affine(a, b).mean(0)))
                .toArray();
        double total = pairs.stream().mapToDouble(weights::of).sum();
        if (Arrays.stream(gaps).allMatch(gap -> gap == 0)) {
            throw new DegenerateDataException(Reason.ZERO_VARIANCE, "no pair differs in the metric");
        }
        Assignments design = assignments(pairs.size());
        Side[] observed = new Side[2 * pairs.size()];
        for (int i = 0; i < observed.length; i++) {
            observed[i] = i % 2 == 0 ? Side.CONTROL : Side.TREATMENT;
        }
        return RandomizationTest.run(design, observed, sides -> flipped(sides, gaps) / total, alternative, draws);
    }

    private static double flipped(Side[] sides, double... gaps) {
        double sum = 0;
        for (int k = 0; k < gaps.length; k++) {
            sum += sides[2 * k + 1] == Side.TREATMENT ? gaps[k] : -gaps[k];
        }
        return sum;
    }

    /** One row a pair: weighted means of the control columns, of the treatment columns, and the weight. */
    private static Moments rows(List<ClusterPair> pairs, PairWeights weights) {
        int k = pairs.getFirst().control().size();
        double[][] rows = new double[pairs.size()][2 * k + 1];
        for (int r = 0; r < rows.length; r++) {
            ClusterPair pair = pairs.get(r);
            double w = weights.of(pair);
            for (int i = 0; i < k; i++) {
                rows[r][i] = w * pair.control().mean(i);
                rows[r][k + i] = w * pair.treatment().mean(i);
            }
            rows[r][2 * k] = w;
        }
        return Moments.ofRows(rows);
    }

    private static Column member(Column y, int from, int weight) {
        return switch (y) {
            case Column.Plain plain -> Column.ratio(from + plain.index(), weight);
            case Column.Ratio ratio -> Column.ratio(from + ratio.numerator(), from + ratio.denominator());
        };
    }

    private static void requireTwo(List<ClusterPair> pairs) {
        if (pairs.size() < 2) {
            throw new DegenerateDataException(
                    Reason.TOO_FEW_UNITS, "2 complete pairs of clusters are needed, there are " + pairs.size());
        }
    }
}
