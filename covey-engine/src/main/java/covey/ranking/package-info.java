/**
 * What every ranking metric shares: the judged list of one query, the conventions a metric must name, and the metric itself.
 * The metrics are in {@code covey.ranking.metric}. Does not belong here: intervals and comparisons of systems.
 */
@NullMarked
package covey.ranking;

import org.jspecify.annotations.NullMarked;
