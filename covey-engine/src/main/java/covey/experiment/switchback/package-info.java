/**
 * An experiment that is switched on and off by region and time window. Does not belong here: the arithmetic, which is in
 * {@code covey.stats.switchback}.
 */
@NullMarked
package covey.experiment.switchback;

import org.jspecify.annotations.NullMarked;
