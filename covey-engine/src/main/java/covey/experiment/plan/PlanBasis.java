package covey.experiment.plan;

import covey.data.Data;
import covey.data.ExperimentData;
import covey.experiment.spec.PlanReader;
import covey.experiment.spec.PlanSpec;
import covey.method.SpecificationException;
import covey.method.Study;
import java.time.Instant;

/**
 * What a plan promised, by which a running experiment is measured.
 *
 * @param spec the experiment as it was planned
 * @param history the history it was planned from
 * @param end the planned end, before any extension
 */
public record PlanBasis(PlanSpec spec, ExperimentData history, Instant end) {
    /** How units were expected to arrive. */
    public Arrivals arrivals() {
        return new Planning(spec, history).arrivals();
    }

    /**
     * The promise of a stored plan.
     *
     * @param study the study as of the day of the plan
     * @param history what was stored with the plan
     * @param end the end that was registered
     * @throws SpecificationException when the plan is not one of independent units
     */
    public static PlanBasis of(Study study, Data history, Instant end) {
        if (history instanceof ExperimentData moments) {
            return new PlanBasis(PlanReader.read(study, ExperimentDesign.DESIGNS), moments, end);
        }
        throw new SpecificationException(
                study.design().location("type"),
                "a " + study.design().text("type", "") + " design is not re-estimated",
                "only designs that randomise the unit of analysis are");
    }
}
