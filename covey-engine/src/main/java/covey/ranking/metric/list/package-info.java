/**
 * Metrics of one user's list that ask what it shows rather than what was relevant: novelty, diversity, calibration. Does not
 * belong here: metrics of all lists together ({@code metric.exposure}).
 */
@NullMarked
package covey.ranking.metric.list;

import org.jspecify.annotations.NullMarked;
