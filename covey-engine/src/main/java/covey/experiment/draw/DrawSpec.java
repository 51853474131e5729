package covey.experiment.draw;

import covey.data.Grouping;
import covey.experiment.check.Figures;
import covey.experiment.spec.PlanSpec;
import covey.experiment.spec.RerandomizationRules;
import covey.method.Spec;

/**
 * An assignment that is to be drawn.
 *
 * @param plan the experiment with its history
 * @param rules when an assignment is accepted
 * @param grouping what is drawn, single units or clusters, and inside which strata
 */
record DrawSpec(PlanSpec plan, RerandomizationRules rules, Grouping grouping) implements Spec {
    @Override
    public String name() {
        return plan.name();
    }

    /** What is drawn, as it is named in sentences. */
    String drawn() {
        return grouping.group().orElse("");
    }

    /** So many of what is drawn, in words. */
    String counted(long count) {
        return drawn().equals(plan.experiment().study().unit())
                ? Figures.units(count, drawn())
                : Figures.count(count) + " clusters of " + drawn();
    }

    /** Columns of covariates: a ratio has two. */
    int columns() {
        return rules.columns();
    }
}
