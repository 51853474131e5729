package covey.experiment.spec;

import covey.stats.multiplicity.PValueAdjustment;

/**
 * How families of hypotheses are corrected. A family is made of one role's metrics times the non-control arms, for
 * slices times the segments too. Guardrails are not corrected: all of them must hold, which is an intersection.
 *
 * @param primary over primary metrics and arms
 * @param secondary over secondary metrics and arms
 * @param slices over segments, for each role apart
 */
public record MultiplicityRules(PValueAdjustment primary, PValueAdjustment secondary, PValueAdjustment slices) {}
