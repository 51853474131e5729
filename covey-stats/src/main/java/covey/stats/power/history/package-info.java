/**
 * What the history of strata, pairs, clusters or cells says of an experiment that will randomise inside or by them: the
 * {@code covey.stats.power} inputs of the very test that will be run. Does not belong here: power itself, estimators.
 */
@NullMarked
package covey.stats.power.history;

import org.jspecify.annotations.NullMarked;
