/**
 * Metrics of all lists of a system together, which are no mean over users: what of the catalogue is shown, how evenly, and whose.
 * Does not belong here: metrics of one list ({@code metric.list}).
 */
@NullMarked
package covey.ranking.metric.exposure;

import org.jspecify.annotations.NullMarked;
