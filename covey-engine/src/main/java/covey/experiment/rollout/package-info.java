/**
 * A treatment rolled out to a population in stages. Does not belong here: the arithmetic, which is in
 * {@code covey.stats.design.rollout}.
 */
@NullMarked
package covey.experiment.rollout;

import org.jspecify.annotations.NullMarked;
