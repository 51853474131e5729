package covey.experiment.grouped.plan;

import covey.data.Grouping;
import covey.experiment.grouped.GroupedSpec;
import covey.experiment.spec.PlanSpec;
import covey.method.Spec;
import covey.result.Setting;
import java.util.ArrayList;
import java.util.List;

/**
 * An experiment whose units will be assigned together, before it has data.
 *
 * @param grouped how it will be run
 * @param plan how it is planned
 * @param history what the history is grouped by: as the run, but by cluster where pairs are of clusters, with the pair as
 *     stratum
 */
public record GroupedPlan(GroupedSpec grouped, PlanSpec plan, Grouping history) implements Spec {
    @Override
    public String name() {
        return grouped.name();
    }

    /** Settings of the run, then those of the plan alone. */
    List<Setting> settings() {
        List<Setting> all = new ArrayList<>(grouped.settings());
        plan.settings().stream()
                .filter(s -> all.stream().noneMatch(o -> o.name().equals(s.name())))
                .forEach(all::add);
        return all;
    }

    /** Whether pairs are made of whole clusters. */
    boolean pairsOfClusters() {
        return grouped.design() == GroupedSpec.Design.MATCHED_PAIRS
                && !history.strata().isEmpty();
    }
}
