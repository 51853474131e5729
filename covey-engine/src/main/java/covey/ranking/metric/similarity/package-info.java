/** How alike two items are. Does not belong here: what a metric makes of it. */
@NullMarked
package covey.ranking.metric.similarity;

import org.jspecify.annotations.NullMarked;
