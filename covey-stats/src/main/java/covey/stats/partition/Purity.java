package covey.stats.partition;

/**
 * Purity of the second side against the first as truth: the share of elements that belong to the commonest class of
 * their cluster, {@code (1/n) Σ_j max_i n_ij}. In (0, 1], 1 for identical clusterings and for all singletons: it rises
 * with the number of clusters. Its expectation under random labels has no closed form.
 *
 * <p>Reference: formula on scikit-learn 1.2.1 {@code contingency_matrix}, to 1e-12. Zhao, Karypis (2001).
 */
public record Purity() implements PartitionMeasure {

    @Override
    public String name() {
        return "purity";
    }

    @Override
    public double of(ContingencyTable table) {
        return best(table) / table.total();
    }

    /** Elements in the commonest class of their cluster. */
    static double best(ContingencyTable table) {
        double[] largest = new double[table.columns()];
        for (int c = 0; c < table.cells(); c++) {
            int j = table.column(c);
            largest[j] = Math.max(largest[j], table.shared(c));
        }
        double sum = 0;
        for (double most : largest) {
            sum += most;
        }
        return sum;
    }
}
