package covey.stats.design.cluster;

/** How covariates enter a regression adjustment. */
public enum Slopes {
    /** One slope for both arms, which spares degrees of freedom with few clusters. */
    COMMON,
    /** Each arm its own slope, predicted at the mean of all units (Lin 2013). */
    PER_ARM
}
