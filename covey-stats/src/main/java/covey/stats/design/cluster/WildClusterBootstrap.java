package covey.stats.design.cluster;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.design.randomization.RandomizationTest;
import covey.stats.regression.Cholesky;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Wild cluster bootstrap of one coefficient, the null imposed: for few clusters, from each cluster's cross-products.
 *
 * <p>For the null {@code β_k = θ}, the regression restricted to it leaves each cluster the score {@code s_g(θ)}, which is
 * linear in θ. A sample multiplies it by {@code v_g} of {@link WildWeights}; with {@code m = Me_k}, M the inverse of all
 * cross-products, S_g those of a cluster and {@code Z = Σ v_g s_g},
 * {@code t* = m'Z/√(Σ_g (v_g m's_g − m'S_g M Z)²)}, and {@code t = (b − θ)/√V}, V the CR0 variance. Two-sided p: the share
 * of samples with {@code |t*| ≥ |t|}, ties counted. All samples are taken when there are at most 100,000, else B are
 * drawn and {@code p = (1 + count)/(1 + B)}. Interval: {@link InvertedTest}.
 *
 * <p>Assumes independent clusters, and many: with ten of very unequal size its size at .05 is .064, and with very few
 * treated it hardly ever rejects. {@link ClusterRandomization} needs neither. Agrees with the enumeration of
 * all samples on unit rows in numpy 1.24 to 1e-9. Cost: samples × clusters × columns.
 *
 * <p>Cameron, Gelbach, Miller (2008), Review of Economics and Statistics 90; Roodman, MacKinnon, Nielsen, Webb (2019),
 * Stata Journal 19, for the interval and the scores; Djogbenou, MacKinnon, Nielsen (2019), Journal of Econometrics 212.
 */
public final class WildClusterBootstrap extends InvertedTest {
    private final WildWeights weights;

    private WildClusterBootstrap(Studentised data, Studentised[] samples, Comparison comparison, WildWeights weights) {
        super(data, samples, comparison);
        this.weights = weights;
    }

    private static WildClusterBootstrap of(
            List<ClusterRegression.Products> clusters, int k, double[][] drawn, Plan plan) {
        int p = clusters.getFirst().xy().length;
        double[][] xx = new double[p][p];
        double[] xy = new double[p];
        for (ClusterRegression.Products cluster : clusters) {
            for (int i = 0; i < p; i++) {
                xy[i] += cluster.xy()[i];
                for (int j = 0; j < p; j++) {
                    xx[i][j] += cluster.xx()[i][j];
                }
            }
        }
        double[] beta = Cholesky.solve(xx, xy);
        Scores scores = Scores.of(clusters, k, xx, beta);
        double error = Math.sqrt(scores.squares());
        if (!(error > 0)) {
            throw new DegenerateDataException(Reason.ZERO_VARIANCE, "the clusters' residuals do not vary");
        }
        return new WildClusterBootstrap(
                new Studentised(0, 1, error * error, 0, 0),
                Arrays.stream(drawn).map(scores::sample).toArray(Studentised[]::new),
                new Comparison(beta[k], error, Tails.TOGETHER, plan.enumerated()),
                plan.weights());
    }

    /** The clusters' scores, seen from the coefficient. */
    private static final class Scores {
        /** Row of the inverse cross-products that belongs to the coefficient. */
        private final double[] m;
        /** Scores at the estimate. */
        private final double[][] at;
        /** What they lose per unit of θ. */
        private final double[][] slope;
        /** What the coefficients move a cluster's part by. */
        private final double[][] pull;

        private Scores(double[] m, double[][] at, double[][] slope, double[]... pull) {
            this.m = m;
            this.at = at;
            this.slope = slope;
            this.pull = pull;
        }

        static Scores of(List<ClusterRegression.Products> clusters, int k, double[][] xx, double... beta) {
            int p = beta.length;
            double[] unit = new double[p];
            unit[k] = 1;
            double[] m = Cholesky.solve(xx, unit);
            double[] column = new double[p];
            for (int i = 0; i < p; i++) {
                column[i] = xx[i][k];
            }
            double[] moved = without(k, xx, column);
            moved[k] = -1;
            double[] none = new double[p];
            return new Scores(
                    m,
                    clusters.stream().map(c -> score(c, c.xy(), beta)).toArray(double[][]::new),
                    clusters.stream().map(c -> score(c, none, moved)).toArray(double[][]::new),
                    clusters.stream()
                            .map(c -> Cholesky.solve(xx, times(c.xx(), m)))
                            .toArray(double[][]::new));
        }

        /** CR0 variance of the coefficient. */
        double squares() {
            return Arrays.stream(at).mapToDouble(s -> dot(m, s)).map(x -> x * x).sum();
        }

        /** t* of one sample. */
        Studentised sample(double... v) {
            double[] z = sum(v, at);
            double[] w = sum(v, slope);
            double c = 0;
            double d = 0;
            double e = 0;
            for (int g = 0; g < v.length; g++) {
                double own = v[g] * dot(m, at[g]) - dot(pull[g], z);
                double lost = v[g] * dot(m, slope[g]) - dot(pull[g], w);
                c += own * own;
                d += own * lost;
                e += lost * lost;
            }
            return new Studentised(dot(m, z), dot(m, w), c, d, e);
        }

        private static double[] sum(double[] v, double[]... rows) {
            double[] total = new double[rows[0].length];
            for (int g = 0; g < v.length; g++) {
                for (int i = 0; i < total.length; i++) {
                    total[i] += v[g] * rows[g][i];
                }
            }
            return total;
        }
    }

    /** How the samples come about. */
    private record Plan(WildWeights weights, boolean enumerated) {}

    /**
     * The bootstrap of the k-th coefficient.
     *
     * @param clusters cross-products of each cluster
     * @param k position of the coefficient
     * @param weights which weights
     * @param draws how many samples when they are too many to take all, and where from
     */
    static WildClusterBootstrap of(
            List<ClusterRegression.Products> clusters, int k, WildWeights weights, RandomizationTest.Draws draws) {
        int n = clusters.size();
        boolean all = weights.count(n) <= RandomizationTest.MOST_ENUMERATED;
        double[][] samples = all
                ? IntStream.range(0, (int) weights.count(n))
                        .mapToObj(i -> weights.sample(i, n))
                        .toArray(double[][]::new)
                : IntStream.range(0, draws.number())
                        .mapToObj(_ -> weights.draw(draws.random(), n))
                        .toArray(double[][]::new);
        return of(clusters, k, samples, new Plan(weights, all));
    }

    /** The weights of the samples. */
    public WildWeights weights() {
        return weights;
    }

    /** Least squares on all columns but the k-th, which gets 0. */
    private static double[] without(int k, double[][] xx, double... xy) {
        int p = xy.length - 1;
        double[][] a = new double[p][p];
        double[] b = new double[p];
        for (int i = 0; i < p; i++) {
            b[i] = xy[i < k ? i : i + 1];
            for (int j = 0; j < p; j++) {
                a[i][j] = xx[i < k ? i : i + 1][j < k ? j : j + 1];
            }
        }
        double[] solved = Cholesky.solve(a, b);
        double[] all = new double[p + 1];
        for (int i = 0; i < p; i++) {
            all[i < k ? i : i + 1] = solved[i];
        }
        return all;
    }

    private static double[] score(ClusterRegression.Products cluster, double[] xy, double... beta) {
        double[] fitted = times(cluster.xx(), beta);
        double[] score = new double[xy.length];
        for (int i = 0; i < score.length; i++) {
            score[i] = xy[i] - fitted[i];
        }
        return score;
    }

    private static double[] times(double[][] a, double... x) {
        double[] product = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            product[i] = dot(a[i], x);
        }
        return product;
    }

    private static double dot(double[] a, double... b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
