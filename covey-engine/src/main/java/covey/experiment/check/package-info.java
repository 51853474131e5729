/**
 * Trust checks of an experiment, one class each, listed in {@link covey.experiment.check.Checks}. Does not belong
 * here: estimates of effects.
 */
@NullMarked
package covey.experiment.check;

import org.jspecify.annotations.NullMarked;
