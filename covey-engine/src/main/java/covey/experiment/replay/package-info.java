/**
 * A/A replay: a history in which nothing was done, assigned again and again as the design will assign, and analysed by the
 * run's own estimator. Does not belong here: how one design assigns, which stands beside the design.
 */
@NullMarked
package covey.experiment.replay;

import org.jspecify.annotations.NullMarked;
