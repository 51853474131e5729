package covey.experiment.twosided;

import covey.experiment.spec.ExperimentSpec;
import covey.method.Spec;
import covey.result.Setting;
import java.util.List;

/**
 * A two-sided experiment as its estimator understands it.
 *
 * @param sides one experiment per side, the study's own unit first
 * @param settings every effective setting with its origin
 */
record TwoSidedSpec(List<ExperimentSpec> sides, List<Setting> settings) implements Spec {
    TwoSidedSpec {
        sides = List.copyOf(sides);
        settings = List.copyOf(settings);
    }

    @Override
    public String name() {
        return sides.getFirst().name();
    }

    /** What the name of a check or query of a side begins with: nothing for the study's own unit. */
    String prefix(int side) {
        return side == 0 ? "" : sides.get(side).study().unit() + "_";
    }
}
