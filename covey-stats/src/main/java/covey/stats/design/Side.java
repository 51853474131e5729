package covey.stats.design;

/** The arm of a two-arm comparison that a unit, cluster or cell was assigned to. */
public enum Side {
    /** The arm compared with. */
    CONTROL,
    /** The arm whose effect is asked for. */
    TREATMENT;

    /** 1 for treatment, 0 for control. */
    public int indicator() {
        return this == TREATMENT ? 1 : 0;
    }
}
