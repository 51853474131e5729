package covey.stats.partition;

/**
 * Split-join distance: the number (or weight) of elements outside the best match of their cluster, both ways,
 * {@code 2n − Σ_i max_j n_ij − Σ_j max_i n_ij}. A metric from 0, for identical clusterings, to below 2n.
 *
 * <p>Agrees with python-igraph 0.10.2 {@code compare_communities(method="split-join")} exactly. Van Dongen (2000), CWI
 * INS-R0012.
 */
public record SplitJoinDistance() implements PartitionMeasure {

    @Override
    public String name() {
        return "split-join distance (elements)";
    }

    @Override
    public double of(ContingencyTable table) {
        return 2 * table.total() - InversePurity.best(table) - Purity.best(table);
    }
}
