package covey.world.truth;

/** What is added up per user and experiment, over [entry, end of period) unless said otherwise. */
public enum Quantity {
    /** Clicked rows. */
    CLICKS(0),
    /** Liked rows. */
    LIKES(1),
    /** Dwell time of shown items. */
    DWELL_SECONDS(2),
    /** Rows of shown items. */
    IMPRESSIONS(3),
    /** Sessions started. */
    SESSIONS(4),
    /** Sum of amounts that are numbers. */
    REVENUE(5),
    /** Over [entry, entry + 14 days). */
    REVENUE_14D(6);

    /** How many there are. */
    static final int COUNT = values().length;

    /** Place in the arrays of sums. */
    final int column;

    Quantity(int column) {
        this.column = column;
    }
}
