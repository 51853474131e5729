/**
 * What an experiment can outlook before it has data: {@link covey.experiment.plan.ExperimentDesign} from the user's own
 * history. Does not belong here: formulas of power (those are in {@code covey.stats.power}), the plan file, what is peculiar
 * to a design whose units are assigned otherwise than one by one.
 */
@NullMarked
package covey.experiment.plan;

import org.jspecify.annotations.NullMarked;
