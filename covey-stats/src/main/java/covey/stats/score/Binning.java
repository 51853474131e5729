package covey.stats.score;

/** How probabilities are put into bins. */
public enum Binning {
    /** Bins of equal width: (0, 1/B], (1/B, 2/B], …, the first with 0. */
    WIDTH,
    /** Bins of about equally many rows: edges are quantiles of the scores, by linear interpolation; rows of equal score stay together. */
    MASS
}
