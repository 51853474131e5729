package covey.stats.design.cluster;

import covey.stats.Alternative;
import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.design.Side;
import covey.stats.design.randomization.Assignments;
import covey.stats.design.randomization.RandomizationTest;
import covey.stats.moment.Column;
import covey.stats.moment.Moments;
import covey.stats.regression.MomentRegression;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Randomisation test of a cluster-randomised comparison, respecting strata.
 *
 * <p>Statistic: the difference of {@code Σ r_g/Σ n_g} between arms over its error
 * {@code √(Σ_a Σ_g (r_g − r̄_a n_g)²/N_a²)}, r_g the cluster's total and n_g its units. Studentised, the test also holds
 * asymptotically when effects average zero but vary. With covariates and strata, r_g totals the residuals of a
 * regression on them without the arm, which assignment does not move under no effect. Ratio metrics enter by
 * linearisation at the totals of both arms.
 *
 * <p>Assumes assignment inside strata with the observed counts. Rosenbaum (2002), Statistical Science 17; Wu, Ding
 * (2021), JASA 116.
 */
public final class ClusterRandomization {

    private ClusterRandomization() {}

    /** The assignments of the design that the clusters come from. */
    public static Assignments assignments(List<Cluster> clusters) {
        return Assignments.stratified(
                sides(clusters), clusters.stream().mapToInt(Cluster::stratum).toArray());
    }

    /** Tests no effect on any unit. */
    public static RandomizationTest.Outcome test(
            List<Cluster> clusters,
            Column y,
            List<Column> covariates,
            Alternative alternative,
            RandomizationTest.Draws draws) {
        double[] total = residuals(clusters, y, covariates);
        double[] units = clusters.stream().mapToDouble(c -> c.units().n()).toArray();
        return RandomizationTest.run(
                assignments(clusters), sides(clusters), sides -> studentised(sides, total, units), alternative, draws);
    }

    /** Difference of the arms' ratios of totals over its error; infinite without one. */
    static double studentised(Side[] sides, double[] total, double... units) {
        double[] sum = new double[2];
        double[] count = new double[2];
        for (int g = 0; g < sides.length; g++) {
            sum[sides[g].indicator()] += total[g];
            count[sides[g].indicator()] += units[g];
        }
        double variance = 0;
        for (int g = 0; g < sides.length; g++) {
            int arm = sides[g].indicator();
            double residual = (total[g] - sum[arm] / count[arm] * units[g]) / count[arm];
            variance += residual * residual;
        }
        return (sum[1] / count[1] - sum[0] / count[0]) / Math.sqrt(variance);
    }

    private static Side[] sides(List<Cluster> clusters) {
        return clusters.stream().map(Cluster::side).toArray(Side[]::new);
    }

    /** Each cluster's total of the response less its regression on covariates and strata. */
    private static double[] residuals(List<Cluster> clusters, Column y, List<Column> covariates) {
        List<Moments> blocks = neutral(clusters, y, covariates);
        Moments pooled = Moments.sum(blocks);
        if (pooled.crossM2(0, 0) == 0) {
            throw new DegenerateDataException(Reason.ZERO_VARIANCE, "the metric does not vary between units");
        }
        int[] candidates = IntStream.range(1, pooled.size()).toArray();
        int[] kept = MomentRegression.independent(List.of(pooled), candidates).stream()
                .mapToInt(i -> candidates[i])
                .toArray();
        double[] slopes = kept.length == 0 ? new double[0] : MomentRegression.slopes(pooled, 0, kept);
        double[] totals = new double[blocks.size()];
        for (int g = 0; g < totals.length; g++) {
            Moments block = blocks.get(g);
            double residual = block.mean(0) - pooled.mean(0);
            for (int i = 0; i < kept.length; i++) {
                residual -= slopes[i] * (block.mean(kept[i]) - pooled.mean(kept[i]));
            }
            totals[g] = block.n() * residual;
        }
        return totals;
    }

    /** Response, covariates and stratum indicators of each cluster, linearised without regard to the arm. */
    private static List<Moments> neutral(List<Cluster> clusters, Column y, List<Column> covariates) {
        Moments pooled = Moments.sum(clusters.stream().map(Cluster::units).toList());
        int[] labels =
                clusters.stream().mapToInt(Cluster::stratum).distinct().sorted().toArray();
        List<Column> columns = new ArrayList<>(covariates);
        columns.addFirst(y);
        int k = columns.size() + labels.length - 1;
        List<Moments> blocks = new ArrayList<>();
        for (Cluster cluster : clusters) {
            double[][] a = new double[k][pooled.size()];
            double[] b = new double[k];
            for (int i = 0; i < columns.size(); i++) {
                a[i] = columns.get(i).coefficients(pooled);
                b[i] = columns.get(i).offset(pooled);
            }
            for (int s = 1; s < labels.length; s++) {
                b[columns.size() + s - 1] = cluster.stratum() == labels[s] ? 1 : 0;
            }
            blocks.add(cluster.units().affine(a, b));
        }
        return blocks;
    }
}
