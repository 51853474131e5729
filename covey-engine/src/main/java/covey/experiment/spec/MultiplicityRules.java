package covey.experiment.spec;

import covey.stats.multiplicity.PValueAdjustment;

/**
 * How families of hypotheses are corrected. A family is made of one role's metrics times the non-control arms, for
 * slices times the segments too. Guardrails are not corrected: all of them must hold, which is an intersection.
 *
 * @param primary over primary metrics and arms; over metrics alone where the arms are compared by Dunnett
 * @param secondary over secondary metrics and arms
 * @param slices over segments, for each role apart
 * @param arms how the arms of a primary metric are corrected
 */
public record MultiplicityRules(
        PValueAdjustment primary, PValueAdjustment secondary, PValueAdjustment slices, Arms arms) {
    /** How the arms of one metric are corrected. */
    public enum Arms {
        /** As hypotheses like others. */
        AS_OTHERS,
        /** By Dunnett's comparison with the control that they share; Bonferroni over the metrics. */
        DUNNETT
    }

    /** Whether the arms of a primary metric are compared by Dunnett. */
    public boolean dunnett() {
        return arms == Arms.DUNNETT;
    }
}
