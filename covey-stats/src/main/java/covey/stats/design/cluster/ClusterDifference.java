package covey.stats.design.cluster;

import covey.stats.compare.Adjustment;
import covey.stats.compare.Contrast;
import covey.stats.compare.MeanDifference;
import covey.stats.design.Side;
import covey.stats.design.randomization.RandomizationTest;
import covey.stats.moment.Column;
import covey.stats.moment.Moments;
import covey.stats.regression.MomentRegression;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Difference between arms when whole clusters are randomised: regression of unit values on the arm with cluster-robust
 * error.
 *
 * <p>Estimand: the effect on the mean over units. Without covariates it is the difference of cluster-total ratios
 * {@code Σ_g Y_g/Σ_g n_g} between arms, Y_g the total and n_g the units of cluster g. Covariates enter centred at the
 * mean of all units, with common or per-arm {@link Slopes}; strata enter as centred indicators, which weighs each
 * stratum by its units times the shares of both arms. Ratio metrics enter by linearisation at the arm's own totals.
 * {@link #overClusterMeans} asks for the effect on the mean over clusters instead.
 *
 * <p>Variance CR2 and Satterthwaite df of {@link ClusterRegression} unless another {@link ClusterRobust} is named.
 * Baseline: the unadjusted control value; its covariance with the difference is the sum over clusters of the products
 * of both influences.
 *
 * <p>Assumes clusters assigned independently within strata and no interference between clusters. Agrees with
 * clubSandwich 0.5.8 on {@code lm} to 1e-8. Below 20 effective clusters report a
 * {@link covey.stats.design.randomization.RandomizationTest} beside it. Throws {@code TOO_FEW_UNITS} below two clusters
 * in an arm or when the columns use up the clusters, {@code ZERO_VARIANCE}, {@code WEAK_DENOMINATOR}.
 *
 * <p>Pustejovsky, Tipton (2018), JBES 36; Su, Ding (2021), JRSS B 83.
 *
 * @param y the metric
 * @param covariates fixed before assignment
 * @param slopes how covariates enter
 * @param robust variance estimator
 */
public record ClusterDifference(Column y, List<Column> covariates, Slopes slopes, ClusterRobust robust) {

    private static final int ARM = 1;

    /** Copies the covariates. */
    public ClusterDifference {
        covariates = List.copyOf(covariates);
    }

    /** Unadjusted comparison with CR2. */
    public static ClusterDifference of(Column y) {
        return new ClusterDifference(y, List.of(), Slopes.COMMON, ClusterRobust.CR2);
    }

    /** The same comparison adjusted for covariates. */
    public ClusterDifference adjustedFor(List<Column> chosen, Slopes chosenSlopes) {
        return new ClusterDifference(y, chosen, chosenSlopes, robust);
    }

    /** The same comparison with another variance estimator. */
    public ClusterDifference with(ClusterRobust type) {
        return new ClusterDifference(y, covariates, slopes, type);
    }

    /** Effect on the mean over clusters, each cluster counting alike: biased for the mean over units when the effect varies
     * with cluster size. */
    public ClusterFit overClusterMeans(List<Cluster> clusters) {
        return fit(clusters.stream().map(Cluster::asOneUnit).toList());
    }

    /** Effect on the mean over units. */
    public ClusterFit fit(List<Cluster> clusters) {
        ClusterBlocks blocks = ClusterBlocks.of(clusters, y, covariates);
        List<Integer> kept = independent(blocks);
        int[] columns = columns(kept);
        int interacted = interacted(kept);
        ClusterRegression plain = regression(blocks, new int[0], 0);
        Contrast unadjusted = contrast(blocks, plain, plain);
        Contrast contrast = unadjusted;
        ClusterRegression fitted = plain;
        if (columns.length > 0) {
            fitted = regression(blocks, columns, interacted);
            contrast = contrast(blocks, fitted, plain);
        }
        int treated =
                (int) clusters.stream().filter(c -> c.side() == Side.TREATMENT).count();
        List<Integer> used = kept.stream().filter(i -> i < covariates.size()).toList();
        Adjustment adjustment = new Adjustment(
                contrast,
                unadjusted,
                used.stream().map(covariates::get).toList(),
                IntStream.range(0, covariates.size())
                        .filter(i -> !used.contains(i))
                        .mapToObj(covariates::get)
                        .toList());
        return new ClusterFit(
                adjustment,
                fitted.effectiveClusters(unit(fitted, ARM)),
                unadjusted.variance() / asUnits(blocks),
                clusters.size() - treated,
                treated);
    }

    /** The wild cluster bootstrap of the effect on the mean over units, adjusted as {@link #fit} adjusts. */
    public WildClusterBootstrap bootstrap(List<Cluster> clusters, WildWeights weights, RandomizationTest.Draws draws) {
        ClusterBlocks blocks = ClusterBlocks.of(clusters, y, covariates);
        List<Integer> kept = independent(blocks);
        return WildClusterBootstrap.of(products(blocks, columns(kept), interacted(kept)), ARM, weights, draws);
    }

    private static int[] columns(List<Integer> kept) {
        return kept.stream().mapToInt(i -> i + 1).toArray();
    }

    private int interacted(List<Integer> kept) {
        return slopes == Slopes.PER_ARM
                ? (int) kept.stream().filter(i -> i < covariates.size()).count()
                : 0;
    }

    private ClusterRegression regression(ClusterBlocks blocks, int[] columns, int interacted) {
        return ClusterRegression.fit(products(blocks, columns, interacted), robust);
    }

    private static List<ClusterRegression.Products> products(ClusterBlocks blocks, int[] columns, int interacted) {
        List<ClusterRegression.Products> products = new ArrayList<>();
        for (int g = 0; g < blocks.size(); g++) {
            products.add(blocks.products(g, columns, interacted));
        }
        return products;
    }

    private static Contrast contrast(ClusterBlocks blocks, ClusterRegression fit, ClusterRegression plain) {
        double[] effect = fit.influence(unit(fit, ARM));
        double[] baseline = plain.influence(unit(plain, 0));
        double variance = 0;
        double baselineVariance = 0;
        double covariance = 0;
        for (int g = 0; g < effect.length; g++) {
            variance += effect[g] * effect[g];
            baselineVariance += baseline[g] * baseline[g];
            covariance += effect[g] * baseline[g];
        }
        return new Contrast(
                fit.coefficients()[ARM],
                variance,
                fit.df(unit(fit, ARM)),
                plain.coefficients()[0] + blocks.offset(),
                baselineVariance,
                covariance);
    }

    /** Columns after the response, by position, that are not collinear given the arm. */
    private List<Integer> independent(ClusterBlocks blocks) {
        Moments control = blocks.arm(Side.CONTROL);
        Moments treatment = blocks.arm(Side.TREATMENT);
        int[] candidates =
                IntStream.rangeClosed(1, covariates.size() + blocks.strata()).toArray();
        List<Moments> judged =
                slopes == Slopes.PER_ARM ? List.of(control, treatment) : List.of(inside(control, treatment));
        return MomentRegression.independent(judged, candidates);
    }

    /** Cross-products about the arms' own means. */
    private static Moments inside(Moments control, Moments treatment) {
        int k = control.size();
        long n = control.n() + treatment.n();
        double[][] covariance = new double[k][k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                covariance[i][j] = (control.crossM2(i, j) + treatment.crossM2(i, j)) / n;
            }
        }
        return Moments.ofPopulation(n, new double[k], covariance);
    }

    private static double asUnits(ClusterBlocks blocks) {
        return MeanDifference.contrast(blocks.arm(Side.CONTROL), blocks.arm(Side.TREATMENT), 0)
                .variance();
    }

    private static double[] unit(ClusterRegression fit, int at) {
        double[] c = new double[fit.coefficients().length];
        c[at] = 1;
        return c;
    }
}
