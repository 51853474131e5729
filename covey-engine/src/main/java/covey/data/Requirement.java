package covey.data;

/** What an estimator needs from the warehouse: columns and grain, no SQL. */
public sealed interface Requirement
        permits ClusteringRequirement,
                ExperimentRequirement,
                LabelRequirement,
                RankingRequirement,
                RolloutRequirement,
                SwitchbackHistoryRequirement,
                SwitchbackRequirement,
                TrendRequirement,
                TwoSidedRequirement {}
