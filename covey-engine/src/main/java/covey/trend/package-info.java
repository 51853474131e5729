/**
 * A metric without a study: its level per period and segment with an interval. Does not belong here: comparisons between
 * periods, forecasts, targets.
 */
@NullMarked
package covey.trend;

import org.jspecify.annotations.NullMarked;
