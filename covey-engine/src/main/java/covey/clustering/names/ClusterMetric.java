package covey.clustering.names;

import covey.stats.partition.PartitionMeasure;

/** What a name stands for. */
public sealed interface ClusterMetric {
    /**
     * How far two partitions of the same entities agree.
     *
     * @param measure the measure
     */
    record Agreement(PartitionMeasure measure) implements ClusterMetric {}

    /**
     * The same for clusters that overlap.
     *
     * @param part which number of it
     */
    record Overlapping(Part part) implements ClusterMetric {
        /** A number of extended B-cubed. */
        public enum Part {
            PRECISION,
            RECALL,
            F
        }
    }

    /** Share of the entities of both versions that are not in matched clusters. */
    record Moved() implements ClusterMetric {}

    /**
     * Sizes of clusters.
     *
     * @param statistic which number of them
     */
    record Sizes(Statistic statistic) implements ClusterMetric {
        /** A number of a version's sizes. */
        public enum Statistic {
            CLUSTERS,
            LARGEST_SHARE,
            GINI,
            ENTROPY,
            EFFECTIVE,
            SINGLETON_SHARE,
            UNASSIGNED_SHARE
        }
    }

    /**
     * Clusters against features.
     *
     * @param index which index
     */
    record Internal(Index index) implements ClusterMetric {
        /** An index. */
        public enum Index {
            SILHOUETTE,
            DAVIES_BOULDIN,
            CALINSKI_HARABASZ
        }
    }

    /**
     * Mean agreement of the runs of one method, pair by pair.
     *
     * @param measure how two runs agree
     */
    record Stability(PartitionMeasure measure) implements ClusterMetric {}

    /**
     * Share of a user's held-back items among the most popular ones of the user's clusters.
     *
     * @param cutoff items that are recommended
     */
    record Recall(int cutoff) implements ClusterMetric {}
}
