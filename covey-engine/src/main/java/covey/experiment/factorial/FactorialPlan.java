package covey.experiment.factorial;

import covey.experiment.spec.PlanSpec;
import covey.method.Spec;
import covey.result.Setting;
import java.util.ArrayList;
import java.util.List;

/**
 * A factorial experiment before it has data.
 *
 * @param factorial how it will be run
 * @param plan how it is planned
 */
record FactorialPlan(FactorialSpec factorial, PlanSpec plan) implements Spec {
    @Override
    public String name() {
        return factorial.name();
    }

    /** Settings of the run, then those of the plan alone. */
    List<Setting> settings() {
        List<Setting> all = new ArrayList<>(factorial.settings());
        plan.settings().stream()
                .filter(s -> all.stream().noneMatch(o -> o.name().equals(s.name())))
                .forEach(all::add);
        return all;
    }
}
