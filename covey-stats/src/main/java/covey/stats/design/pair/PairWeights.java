package covey.stats.design.pair;

/** What a pair of clusters counts. */
public enum PairWeights {
    /** Its units, so that the estimand is the effect on the mean over units. */
    UNITS {
        @Override
        double of(ClusterPair pair) {
            return (double) pair.control().n() + pair.treatment().n();
        }
    },
    /** One, so that the estimand is the effect on the mean over pairs. */
    ALIKE {
        @Override
        double of(ClusterPair pair) {
            return 1;
        }
    };

    abstract double of(ClusterPair pair);
}
