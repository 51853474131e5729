package covey.assign;

/** Why an evaluation gave what it gave. */
public enum Reason {
    /** Randomised: bucketed into an arm. */
    SPLIT,
    /** An arm given by hand. */
    OVERRIDE,
    /** In the holdout. */
    HOLDOUT,
    /** The experiment's audience leaves the unit out. */
    NOT_TARGETED,
    /** The unit's place in the layer belongs to another experiment or to none. */
    OTHER_SLOT,
    /** The ramp has not reached the unit. */
    NOT_RAMPED,
    /** The attribute with the unit id is missing, empty, or neither text nor a whole number. */
    UNIT_MISSING,
    /** The experiment is switched off. */
    DISABLED,
    /** A flag without a rule. */
    STATIC,
    /** A rule chose the variant. */
    TARGETED,
    /** A rule chose nothing, and the flag's default holds. */
    DEFAULT
}
