/**
 * Intervals of one quantity (a share, a quantile, a difference of two shares). Arm comparisons that also have a
 * relative scale belong to {@code covey.stats.compare}.
 */
@NullMarked
package covey.stats.interval;

import org.jspecify.annotations.NullMarked;
