package covey.experiment.twosided;

import covey.experiment.spec.PlanSpec;
import covey.method.Spec;
import covey.result.Setting;
import java.util.List;

/**
 * A two-sided experiment that is being planned.
 *
 * @param sides one plan per side, the study's own unit first
 * @param settings every effective setting with its origin
 */
record TwoSidedPlanSpec(List<PlanSpec> sides, List<Setting> settings) implements Spec {
    TwoSidedPlanSpec {
        sides = List.copyOf(sides);
        settings = List.copyOf(settings);
    }

    @Override
    public String name() {
        return sides.getFirst().name();
    }

    /** Unit of a side. */
    String unit(int side) {
        return sides.get(side).experiment().study().unit();
    }
}
