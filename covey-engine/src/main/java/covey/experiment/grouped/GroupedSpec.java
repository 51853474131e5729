package covey.experiment.grouped;

import covey.data.Grouping;
import covey.experiment.grouped.cluster.ClusterError;
import covey.experiment.spec.AnalysisRules.Adjustment;
import covey.experiment.spec.ExperimentSpec;
import covey.method.Spec;
import covey.result.Setting;
import covey.stats.design.cluster.Slopes;
import java.util.List;

/**
 * An experiment whose units were assigned together.
 *
 * @param experiment metrics, arms and rules
 * @param design how they were assigned
 * @param grouping by which dimensions
 * @param unit what was randomised, as it is named in sentences
 * @param error how the error between clusters is estimated
 * @param settings every effective setting with its origin
 */
public record GroupedSpec(
        ExperimentSpec experiment,
        Design design,
        Grouping grouping,
        String unit,
        ClusterError error,
        List<Setting> settings)
        implements Spec {
    /** How units were assigned together. */
    public enum Design {
        /** Every unit of a cluster has the cluster's arm. */
        CLUSTER_RANDOMIZED,
        /** Units by chance inside strata. */
        STRATIFIED,
        /** Units by chance inside blocks, with fixed numbers per arm. */
        BLOCKED,
        /** One of two alike, by chance. */
        MATCHED_PAIRS
    }

    public GroupedSpec {
        settings = List.copyOf(settings);
    }

    @Override
    public String name() {
        return experiment.name();
    }

    /** Slopes per arm only when they were asked for: they cost degrees of freedom that few clusters do not have. */
    public Slopes slopes() {
        boolean asked = experiment.study().analysis().has("adjustment");
        return asked && experiment.analysis().adjustment() == Adjustment.LIN ? Slopes.PER_ARM : Slopes.COMMON;
    }

    /** The strata's dimensions in words. */
    public String strata() {
        return String.join(" x ", grouping.strata());
    }
}
