/**
 * Sizing a running experiment again after an interim look at its effects: zones, the new end, and the first stage that
 * later runs weigh. Does not belong here: blinded re-estimation (in {@code covey.experiment.plan}), the weighted test of a
 * run (in {@code covey.experiment.sequential}).
 */
@NullMarked
package covey.experiment.adapt;

import org.jspecify.annotations.NullMarked;
