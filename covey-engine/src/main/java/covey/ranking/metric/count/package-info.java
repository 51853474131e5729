/** Counts of retrieved, relevant and judged items, and shares of judged ones. Does not belong here: quality. */
@NullMarked
package covey.ranking.metric.count;

import org.jspecify.annotations.NullMarked;
