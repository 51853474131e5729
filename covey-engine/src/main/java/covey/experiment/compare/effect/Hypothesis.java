package covey.experiment.compare.effect;

import covey.experiment.spec.MetricPlan;

/**
 * One metric in one arm against control, over all units or in a segment.
 *
 * @param plan metric
 * @param arm arm compared with control
 * @param place main analysis or segment
 * @param result the effect, or why there is none
 */
public record Hypothesis(MetricPlan plan, String arm, Place place, Result result) {
    /**
     * What identifies it.
     *
     * @param metric metric name
     * @param arm arm
     * @param segment segment
     */
    public record Key(String metric, String arm, String segment) {}

    public Key key() {
        return new Key(plan.name(), arm, place.segment());
    }
}
