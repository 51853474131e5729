package covey.stats.design.factorial;

/** How cells of the other factors are averaged. */
public enum CellWeights {
    /** Each combination alike: the effect when the other factors' levels are equally frequent. */
    EQUAL,
    /** As many as there are units, level by level: the effect against the mix that was run. */
    MARGINAL
}
