package covey.stats.power.history;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.compare.Contrast;
import covey.stats.design.Side;
import covey.stats.design.cluster.Cluster;
import covey.stats.design.cluster.ClusterDifference;
import covey.stats.design.cluster.ClusterFit;
import covey.stats.design.cluster.IntraclassCorrelation;
import covey.stats.moment.Column;
import covey.stats.moment.Moments;
import covey.stats.power.ClusterSizes;
import covey.stats.power.Freedom;
import covey.stats.power.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * What a history of clusters says of an experiment that randomises them and is analysed by {@link ClusterDifference}.
 *
 * <p>That estimator is run on the history with the same K clusters in both arms: its CR2 variance is {@code 2σ²/K}, σ² the
 * variance that one cluster contributes, after covariates and strata, and its Satterthwaite degrees of freedom, unequal
 * sizes included, give the {@link Freedom}. Nothing is assumed of the correlation inside clusters as long as they have
 * the history's sizes. For other sizes ({@link #grown}) σ² is multiplied by {@code g(fm̄)/g(m̄)} with
 * {@code g(m) = (1 + ((1 + cv²)m − 1)ρ)/m}, ρ the intraclass correlation, taken as 0 when it is below.
 *
 * <p>Simulated power of 10,000 studies lies within three standard errors of the promise for 30 clusters of very unequal
 * sizes, and for 40 and 80 with a covariate.
 *
 * <p>Assumes that the clusters randomised are those of the history, or drawn as they were. Throws {@code TOO_FEW_UNITS}
 * below two clusters, {@code ZERO_VARIANCE}.
 *
 * @param outcome the metric, the unit being the cluster
 * @param freedom degrees of freedom of an arm, the unit being the cluster
 * @param sizes sizes of the clusters
 * @param clusters number of clusters
 * @param correlation intraclass correlation of the metric, as estimated
 * @param designEffect variance of the unadjusted difference over that of independent units
 */
public record ClusteredHistory(
        Outcome outcome, Freedom freedom, ClusterSizes sizes, int clusters, double correlation, double designEffect) {

    private static final double ALMOST = 1 - 1e-9;

    /**
     * The clusters of a history.
     *
     * @param clusters units by cluster
     * @param strata stratum of each cluster; all alike without strata
     * @param design the estimator as it will be run
     */
    public static ClusteredHistory of(List<Moments> clusters, List<Integer> strata, ClusterDifference design) {
        if (clusters.size() < 2) {
            throw new DegenerateDataException(
                    Reason.TOO_FEW_UNITS, "the history has " + clusters.size() + " clusters, and two are the least");
        }
        List<Cluster> twice = new ArrayList<>();
        for (int g = 0; g < clusters.size(); g++) {
            for (Side side : Side.values()) {
                twice.add(new Cluster(clusters.get(g), side, strata.get(g)));
            }
        }
        ClusterFit fit = design.fit(twice);
        double k = clusters.size();
        Contrast plain = fit.adjustment().unadjusted();
        int covariates = fit.adjustment().used().size();
        double lost = 1 + (strata.stream().distinct().count() - 1 + covariates) / 2.0;
        Freedom freedom = new Freedom((fit.contrast().df() / 2 + lost) / k, lost, covariates);
        long[] sizes = clusters.stream().mapToLong(Moments::n).toArray();
        return new ClusteredHistory(
                outcome(plain, fit.contrast(), k),
                freedom,
                ClusterSizes.of(sizes),
                clusters.size(),
                correlation(clusters, design.y()),
                fit.designEffect());
    }

    /** A fit that explains nothing has its own variance: what it costs is counted. */
    private static Outcome outcome(Contrast plain, Contrast fitted, double k) {
        double explained = 1 - fitted.variance() / plain.variance();
        Outcome alone = Outcome.ofMean(plain.baseline(), plain.variance() * k / 2);
        return explained >= 0
                ? alone.explaining(Math.min(explained, ALMOST))
                : Outcome.ofMean(plain.baseline(), fitted.variance() * k / 2);
    }

    /** Clusters of one unit each are as alike inside as can be, and nothing follows from it. */
    private static double correlation(List<Moments> clusters, Column y) {
        boolean single = clusters.stream().allMatch(c -> c.n() == 1);
        return single ? 0 : IntraclassCorrelation.of(clusters, y);
    }

    /**
     * The same clusters with their sizes multiplied by a positive factor, as by more weeks: what differs between clusters
     * stays, so that the variance does not fall below it.
     */
    public ClusteredHistory grown(double factor) {
        double mean = Math.max(1, sizes.mean() * factor);
        double times = perCluster(mean) / perCluster(sizes.mean());
        return new ClusteredHistory(
                outcome.inflated(times),
                freedom,
                new ClusterSizes(mean, sizes.variation()),
                clusters,
                correlation,
                designEffect * times * mean / sizes.mean());
    }

    private double perCluster(double mean) {
        return new ClusterSizes(mean, sizes.variation()).designEffect(Math.max(0, correlation)) / mean;
    }
}
