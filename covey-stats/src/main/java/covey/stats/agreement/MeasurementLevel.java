package covey.stats.agreement;

/** What a difference of two labels means. */
public enum MeasurementLevel {
    /** Labels are names: 0 when equal, else 1. */
    NOMINAL,
    /** Labels are ranks: the squared number of ratings between the two, half of their own included. */
    ORDINAL,
    /** Labels are numbers: the squared difference. */
    INTERVAL
}
