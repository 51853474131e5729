/**
 * Experiments whose units were assigned together: clusters, strata, matched pairs. Does not belong here: units assigned
 * alone, and windows of time.
 */
@NullMarked
package covey.experiment.grouped;

import org.jspecify.annotations.NullMarked;
