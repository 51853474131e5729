package covey.data;

/** What the warehouse gave back: the input of an estimator, kept beside its result. */
public sealed interface Data permits ExperimentData, RolloutData, SwitchbackData, TrendData, TwoSidedData {}
