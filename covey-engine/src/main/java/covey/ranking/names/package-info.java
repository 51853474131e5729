/**
 * From the name of a ranking metric, as ir-measures, trec_eval or Covey write it, to the metric, and the one list of the metrics
 * there are. Does not belong here: how a metric is computed.
 */
@NullMarked
package covey.ranking.names;

import org.jspecify.annotations.NullMarked;
