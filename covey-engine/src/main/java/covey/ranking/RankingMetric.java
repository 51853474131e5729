package covey.ranking;

/**
 * One number for one query's judged list. A metric is immutable and may be used by several threads, each with its own list;
 * it allocates nothing per query.
 */
public interface RankingMetric {
    /** The name as printed, with the cutoff and every parameter that is not the default. */
    String name();

    /** The conventions behind the name. */
    Definition definition();

    /** The metric of one query. */
    double of(JudgedList list);
}
