/**
 * What an experiment can outlook before it has data: {@link covey.experiment.plan.ExperimentDesign} from the user's own
 * history, {@link covey.experiment.plan.AaReplay} by splitting that history where nothing was done. Does not belong
 * here: formulas of power (those are in {@code covey.stats.power}), the plan file.
 */
@NullMarked
package covey.experiment.plan;

import org.jspecify.annotations.NullMarked;
