package covey.data;

/** What the warehouse gave back: the input of an estimator, kept beside its result. */
public sealed interface Data
        permits ClusteringData,
                ExperimentData,
                LabelData,
                RankingData,
                RolloutData,
                SwitchbackData,
                SwitchbackHistory,
                TrendData,
                TwoSidedData {
    /** The same data with the looks that went before; data that nobody looks at while they come in have none. */
    default Data after(LookHistory earlier) {
        return this;
    }
}
