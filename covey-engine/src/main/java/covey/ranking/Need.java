package covey.ranking;

/** What a metric beyond accuracy must know beside the lists. */
public enum Need {
    /** Which items could have been shown. */
    CATALOGUE,
    /** Category of each item. */
    CATEGORY,
    /** Who made each item. */
    PROVIDER,
    /** Feature vector of each item. */
    FEATURES,
    /** When each row of a list was shown. */
    TIME,
    /** How many users had each item before. */
    POPULARITY,
    /** Which items each user had before. */
    HISTORY
}
