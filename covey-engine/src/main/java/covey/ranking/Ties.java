package covey.ranking;

/** How items of equal score are ordered before a metric sees them. */
public enum Ties {
    /** The list's order is taken: trec_eval's, by item id, descending. */
    AS_LISTED("strict"),
    /** The expectation over all orders of tied items (McSherry and Najork, ECIR 2008). */
    EXPECTED("expected"),
    /** Tied items count at once, at the rank of the last of them. */
    GROUPED("grouped"),
    /** The order of tied items that is best for the list: the upper bound over all orders. */
    BEST("best"),
    /** The order of tied items that is worst for the list: the lower bound over all orders. */
    WORST("worst");

    private final String word;

    Ties(String word) {
        this.word = word;
    }

    /** The rule as written in a metric's name. */
    public String word() {
        return word;
    }
}
