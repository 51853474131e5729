package covey.stats.partition.change;

import covey.stats.partition.ContingencyTable;
import covey.stats.partition.PartitionMeasure;

/**
 * Moved share: of the elements with a cluster on both sides, the share outside the {@link ClusterMatching one-to-one
 * matching} of clusters. In [0, 1), 0 for identical clusterings. A split into halves moves half of the members: read it
 * beside the {@link VersionMap}. Its expectation under random labels has no closed form.
 *
 * @param method how clusters are matched
 */
public record MovedShare(ClusterMatching.Method method) implements PartitionMeasure {

    @Override
    public String name() {
        return switch (method) {
            case OPTIMAL -> "moved share (optimal matching)";
            case GREEDY -> "moved share (greedy matching)";
        };
    }

    @Override
    public double of(ContingencyTable table) {
        return ClusterMatching.of(table, method).movedShare();
    }
}
