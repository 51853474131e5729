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
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Randomisation test of a cluster-randomised comparison, respecting strata: of no effect, of any effect that is the same on
 * all, and the interval of those not rejected.
 *
 * <p>Estimand: the effect on the mean over units. Statistic: the difference of {@code Σ r_g/Σ n_g} between arms over its error
 * {@code √(Σ_a Σ_g (r_g − r̄_a n_g)²/N_a²)}, r_g the cluster's total and n_g its units. Studentised, the test also holds
 * asymptotically when effects average zero but vary (Wu, Ding). With covariates and strata, r_g totals the residuals of a
 * regression on them without the arm, which assignment does not move under no effect. For the effect θ the response less
 * θ times the arm is tested, ratio metrics less θ times their denominator; r_g is linear in θ. The estimate is where the
 * statistic is zero: least squares with one slope for both arms, of a ratio without covariates the difference of the arms' ratios.
 * Two-sided p: twice the smaller share of assignments as far out on one side ({@link RandomizationTest}).
 *
 * <p>Exact for an effect that is the same on every unit, in any number of clusters of any sizes: in 8,000 studies of 5 v 5,
 * 6 v 6, 9 v 9 and 4 v 12 clusters of 4 to 60 units its size at .05 was .043 to .051. Assumes assignment inside strata with
 * the observed counts. Ratio metrics enter by linearisation at the totals of both arms. p agrees with the enumeration in numpy
 * 2.4 to 1e-12. Throws {@code ZERO_VARIANCE} when the metric does not vary. Cost: clusters for each assignment, at most
 * 100,000 enumerated or B drawn; then as {@link InvertedTest}.
 *
 * <p>Rosenbaum (2002), Statistical Science 17; Wu, Ding (2021), JASA 116; Gail, Mark, Carroll, Green, Pee (1996), Statistics
 * in Medicine 15.
 */
public final class ClusterRandomization extends InvertedTest {
    private static final int Y = 0;
    private static final int ARM = 1;

    private final double smallestPValue;

    private ClusterRandomization(
            Studentised data, Studentised[] samples, Comparison comparison, double smallestPValue) {
        super(data, samples, comparison);
        this.smallestPValue = smallestPValue;
    }

    /** The assignments of the design that the clusters come from. */
    public static Assignments assignments(List<Cluster> clusters) {
        return Assignments.stratified(
                sides(clusters), clusters.stream().mapToInt(Cluster::stratum).toArray());
    }

    /**
     * The test.
     *
     * @param clusters clusters of both arms
     * @param y the metric
     * @param covariates fixed before assignment
     * @param draws how many assignments when they are too many to take all, and where from
     */
    public static ClusterRandomization of(
            List<Cluster> clusters, Column y, List<Column> covariates, RandomizationTest.Draws draws) {
        int[] places = IntStream.range(0, clusters.size()).toArray();
        return of(clusters, y, covariates, new Redraw(assignments(clusters), places), draws);
    }

    /**
     * What could have been drawn.
     *
     * @param design the assignments, of everybody who was drawn
     * @param places where each cluster stands among them; others have no outcome
     */
    @SuppressWarnings("ArrayRecordComponent") // read only, never compared
    public record Redraw(Assignments design, int... places) {
        private Side[] of(Side... everybody) {
            return Arrays.stream(places).mapToObj(place -> everybody[place]).toArray(Side[]::new);
        }
    }

    /**
     * The test over the assignments that could have been drawn, such as those that re-randomisation accepts.
     *
     * @param clusters clusters of both arms, single units where those were assigned
     * @param y the metric
     * @param covariates fixed before assignment
     * @param redraw the assignments
     * @param draws how many assignments when they are too many to take all, and where from
     */
    public static ClusterRandomization of(
            List<Cluster> clusters, Column y, List<Column> covariates, Redraw redraw, RandomizationTest.Draws draws) {
        double[][] totals = residuals(clusters, y, covariates);
        double[] units = clusters.stream().mapToDouble(c -> c.units().n()).toArray();
        Side[] made = sides(clusters);
        Totals raw = new Totals(totals[Y], totals[ARM], units);
        Studentised plain = raw.under(made);
        double estimate = plain.numerator() / plain.lost();
        Totals at = raw.less(estimate);
        Studentised data = at.under(made);
        if (!(data.squares() > 0)) {
            throw new DegenerateDataException(
                    Reason.ZERO_VARIANCE, "the statistic of the assignment made is " + data.at(0));
        }
        double none = data.at(-estimate);
        double error = none == 0 ? Math.sqrt(data.squares()) : Math.abs(estimate / none);
        Assignments design = redraw.design();
        boolean all = design.count() <= RandomizationTest.MOST_ENUMERATED;
        List<Studentised> samples = new ArrayList<>();
        if (all) {
            design.forEach(sides -> samples.add(at.under(redraw.of(sides))));
        } else {
            Side[] sides = new Side[design.size()];
            for (int b = 0; b < draws.number(); b++) {
                design.draw(draws.random(), sides);
                samples.add(at.under(redraw.of(sides)));
            }
        }
        return new ClusterRandomization(
                data,
                samples.toArray(Studentised[]::new),
                new Comparison(estimate, error, Tails.APART, all),
                design.smallestPValue(Alternative.TWO_SIDED));
    }

    /** The test of no effect on any unit. */
    public RandomizationTest.Outcome outcome() {
        return new RandomizationTest.Outcome(
                statistic(0),
                pValue(0),
                samples(),
                enumerated() ? RandomizationTest.Reference.ENUMERATED : RandomizationTest.Reference.DRAWN,
                smallestPValue);
    }

    /** Residual totals of the clusters: of the response, of the arm that was made, and units. */
    @SuppressWarnings("ArrayRecordComponent") // read only, never compared
    private record Totals(double[] response, double[] arm, double... units) {
        Totals less(double theta) {
            double[] rest = response.clone();
            for (int g = 0; g < rest.length; g++) {
                rest[g] -= theta * arm[g];
            }
            return new Totals(rest, arm, units);
        }

        /** The statistic under an assignment. */
        Studentised under(Side... sides) {
            double[] sum = new double[2];
            double[] lost = new double[2];
            double[] count = new double[2];
            for (int g = 0; g < sides.length; g++) {
                int side = sides[g].indicator();
                sum[side] += response[g];
                lost[side] += arm[g];
                count[side] += units[g];
            }
            double squares = 0;
            double products = 0;
            double curvature = 0;
            for (int g = 0; g < sides.length; g++) {
                int side = sides[g].indicator();
                double e = (response[g] - sum[side] / count[side] * units[g]) / count[side];
                double f = (arm[g] - lost[side] / count[side] * units[g]) / count[side];
                squares += e * e;
                products += e * f;
                curvature += f * f;
            }
            return new Studentised(
                    sum[1] / count[1] - sum[0] / count[0],
                    lost[1] / count[1] - lost[0] / count[0],
                    squares,
                    products,
                    curvature);
        }
    }

    private static Side[] sides(List<Cluster> clusters) {
        return clusters.stream().map(Cluster::side).toArray(Side[]::new);
    }

    /** Each cluster's total of the response, and of the arm, less its regression on covariates and strata. */
    private static double[][] residuals(List<Cluster> clusters, Column y, List<Column> covariates) {
        List<Moments> blocks = neutral(clusters, y, covariates);
        Moments pooled = Moments.sum(blocks);
        if (pooled.crossM2(0, 0) == 0) {
            throw new DegenerateDataException(Reason.ZERO_VARIANCE, "the metric does not vary between units");
        }
        int[] candidates = IntStream.range(2, pooled.size()).toArray();
        int[] kept = MomentRegression.independent(List.of(pooled), candidates).stream()
                .mapToInt(i -> candidates[i])
                .toArray();
        return new double[][] {totals(blocks, pooled, Y, kept), totals(blocks, pooled, ARM, kept)};
    }

    private static double[] totals(List<Moments> blocks, Moments pooled, int response, int... kept) {
        double[] slopes = kept.length == 0 ? new double[0] : MomentRegression.slopes(pooled, response, kept);
        double[] totals = new double[blocks.size()];
        for (int g = 0; g < totals.length; g++) {
            Moments block = blocks.get(g);
            double residual = block.mean(response) - pooled.mean(response);
            for (int i = 0; i < kept.length; i++) {
                residual -= slopes[i] * (block.mean(kept[i]) - pooled.mean(kept[i]));
            }
            totals[g] = block.n() * residual;
        }
        return totals;
    }

    /** Response, arm, covariates and stratum indicators of each cluster, linearised without regard to the arm. */
    private static List<Moments> neutral(List<Cluster> clusters, Column y, List<Column> covariates) {
        Moments pooled = Moments.sum(clusters.stream().map(Cluster::units).toList());
        int[] labels =
                clusters.stream().mapToInt(Cluster::stratum).distinct().sorted().toArray();
        int strata = 2 + covariates.size();
        int k = strata + labels.length - 1;
        double share = share(clusters, y);
        List<Moments> blocks = new ArrayList<>();
        for (Cluster cluster : clusters) {
            double[][] a = new double[k][pooled.size()];
            double[] b = new double[k];
            a[Y] = y.coefficients(pooled);
            b[Y] = y.offset(pooled);
            double arm = cluster.side().indicator() - share;
            if (y instanceof Column.Ratio ratio) {
                a[ARM][ratio.denominator()] = arm / pooled.mean(ratio.denominator());
            } else {
                b[ARM] = arm;
            }
            for (int i = 0; i < covariates.size(); i++) {
                a[2 + i] = covariates.get(i).coefficients(pooled);
                b[2 + i] = covariates.get(i).offset(pooled);
            }
            for (int s = 1; s < labels.length; s++) {
                b[strata + s - 1] = cluster.stratum() == labels[s] ? 1 : 0;
            }
            blocks.add(cluster.units().affine(a, b));
        }
        return blocks;
    }

    /** Share of the treatment in the denominator, by which its effect moves the ratio of both arms. */
    private static double share(List<Cluster> clusters, Column y) {
        double[] sums = new double[2];
        for (Cluster cluster : clusters) {
            Moments units = cluster.units();
            sums[cluster.side().indicator()] +=
                    units.n() * (y instanceof Column.Ratio ratio ? units.mean(ratio.denominator()) : 1);
        }
        return sums[1] / (sums[0] + sums[1]);
    }
}
