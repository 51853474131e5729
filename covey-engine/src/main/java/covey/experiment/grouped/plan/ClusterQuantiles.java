package covey.experiment.grouped.plan;

import covey.experiment.plan.Arrangement;
import covey.result.Scale;
import covey.stats.power.Outcome;
import covey.stats.power.Split;
import java.util.List;

/**
 * A quantile of clusters that are randomised as wholes: order statistics by cluster after each week, two samples of clusters
 * as {@code run} compares them, strata left aside.
 *
 * @param history clusters
 * @param split shares of the arms
 */
record ClusterQuantiles(GroupedHistory history, Split split) implements Arrangement {
    @Override
    public Outcome outcome(Outcome cluster, Reached reached) {
        return cluster;
    }

    @Override
    public double count(double entered) {
        return entered > 0 ? history.clusters() : 0;
    }

    @Override
    public Things things() {
        return ClusterArrangement.CLUSTERS;
    }

    @Override
    public List<Figure> figures(Reached reached) {
        return List.of(new Figure("clusters", Scale.COUNT, history.clusters(), "clusters"));
    }
}
