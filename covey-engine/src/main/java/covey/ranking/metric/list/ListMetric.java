package covey.ranking.metric.list;

import covey.ranking.BeyondMetric;

/** One number for one user's list, so that a system's value is the mean over users. */
public interface ListMetric extends BeyondMetric {
    /** The metric of one list; NaN where it has no value for it, and the user does not count. */
    double of(RankedItems list, ItemFeatures items);
}
