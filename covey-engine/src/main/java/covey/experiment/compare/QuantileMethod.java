package covey.experiment.compare;

import covey.data.ExperimentData.QuantileCell;
import covey.experiment.compare.effect.Effect;
import covey.experiment.compare.effect.Missing;
import covey.experiment.compare.effect.Result;
import covey.experiment.spec.ExperimentSpec;
import covey.stats.DegenerateDataException;
import covey.stats.compare.QuantileDifference;
import java.util.Map;

/**
 * Compares an arm with control by a quantile, from order statistics of each.
 *
 * @param spec the experiment
 * @param quantile fraction
 */
public record QuantileMethod(ExperimentSpec spec, double quantile) {
    /** The effect of an arm; of an arm without units it says so. */
    public Result compare(Map<String, QuantileCell> arms, String arm) {
        QuantileArm control = arm(arms, spec.control().name());
        QuantileArm treatment = arm(arms, arm);
        if (control instanceof QuantileArm.None none) {
            return none.why();
        }
        if (treatment instanceof QuantileArm.None none) {
            return none.why();
        }
        QuantileArm.Known c = (QuantileArm.Known) control;
        QuantileArm.Known t = (QuantileArm.Known) treatment;
        try {
            return Effect.plain(
                    QuantileDifference.contrast(c.estimate(), t.estimate()),
                    "Welch t of quantiles, " + c.method(),
                    c.estimate().n() + t.estimate().n());
        } catch (DegenerateDataException e) {
            return Missing.of(e);
        }
    }

    QuantileArm arm(Map<String, QuantileCell> arms, String arm) {
        QuantileCell cell = arms.get(arm);
        return cell == null || cell.units() == 0
                ? new QuantileArm.None(Missing.noUnits(arm))
                : QuantileArm.of(cell, quantile, spec.level());
    }
}
