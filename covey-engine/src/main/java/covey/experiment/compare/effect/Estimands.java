package covey.experiment.compare.effect;

import covey.experiment.spec.MetricPlan;
import covey.result.Estimand;
import covey.result.Scale;

/**
 * Names the estimands of one metric.
 *
 * @param plan the metric
 * @param control the reference arm
 */
public record Estimands(MetricPlan plan, String control) {
    /** Unit of relative effects and of shares. */
    public static final String FRACTION = "fraction";

    public Estimand level(Place place, String arm) {
        return level(place, arm, plan.levelName(), plan.metric().unit());
    }

    public Estimand level(Place place, String arm, String name, String unit) {
        return new Estimand(
                place.analysis(), plan.name(), name, Scale.LEVEL, arm, "", place.segment(), place.at(), unit);
    }

    public Estimand difference(Place place, String arm) {
        return effect(place, arm, "ate", Scale.DIFFERENCE);
    }

    public Estimand relative(Place place, String arm) {
        return effect(place, arm, "ate", Scale.RELATIVE_DIFFERENCE);
    }

    public Estimand effect(Place place, String arm, String name, Scale scale) {
        String unit = scale == Scale.DIFFERENCE ? plan.metric().unit() : FRACTION;
        return new Estimand(
                place.analysis(), plan.name(), name, scale, arm, control, place.segment(), place.at(), unit);
    }
}
