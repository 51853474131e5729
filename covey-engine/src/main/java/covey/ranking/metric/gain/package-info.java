/** Metrics of how much the items at each rank are worth. Does not belong here: metrics that know relevant or not only. */
@NullMarked
package covey.ranking.metric.gain;

import org.jspecify.annotations.NullMarked;
