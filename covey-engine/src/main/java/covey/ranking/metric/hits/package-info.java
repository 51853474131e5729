/** Metrics of which items are relevant and where. Does not belong here: gains by grade, and counts. */
@NullMarked
package covey.ranking.metric.hits;

import org.jspecify.annotations.NullMarked;
