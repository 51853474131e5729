package covey.ranking;

/**
 * One number for one query's judged list. A metric is immutable and may be used by several threads, each with its own list;
 * on lists without ties it allocates nothing per query.
 */
public interface RankingMetric {
    /** The name as printed, with the cutoff and every parameter that is not the default. */
    String name();

    /** The conventions behind the name. */
    Definition definition();

    /** How the values of the queries make the number of a system: their mean, unless the metric says otherwise. */
    default Aggregation aggregation() {
        return Aggregation.MEAN;
    }

    /** The metric of one query. */
    double of(JudgedList list);
}
