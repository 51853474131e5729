package covey.ranking;

/** Over which queries a metric is averaged. */
public enum Population {
    /** Judged queries that have a list: trec_eval's default. */
    JUDGED_AND_RETRIEVED,
    /** All judged queries, zero where there is no list: trec_eval {@code -c}. */
    JUDGED,
    /** Judged queries with at least one relevant item. */
    WITH_RELEVANT
}
