package covey.ranking;

/** How items of equal score are ordered before a metric sees them. */
public enum Ties {
    /** The list's order is taken; trec_eval's reader orders ties by document id, descending. */
    AS_LISTED,
    /** The expectation over all orders of tied items. */
    EXPECTED
}
