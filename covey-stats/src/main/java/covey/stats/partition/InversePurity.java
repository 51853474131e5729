package covey.stats.partition;

/**
 * Inverse purity: the share of elements that lie in the cluster holding most of their class, {@code (1/n) Σ_i max_j
 * n_ij}. In (0, 1], 1 for identical clusterings and for one cluster. Its expectation under random labels has no closed
 * form.
 *
 * <p>Reference: formula on scikit-learn 1.2.1 {@code contingency_matrix}, to 1e-12. Amigó et al. (2009), Information
 * Retrieval 12.
 */
public record InversePurity() implements PartitionMeasure {

    @Override
    public String name() {
        return "inverse purity";
    }

    @Override
    public double of(ContingencyTable table) {
        return best(table) / table.total();
    }

    /** Elements in the cluster that holds most of their class. */
    static double best(ContingencyTable table) {
        double sum = 0;
        for (int i = 0; i < table.rows(); i++) {
            double most = 0;
            for (int c = table.firstCell(i); c < table.firstCell(i + 1); c++) {
                most = Math.max(most, table.shared(c));
            }
            sum += most;
        }
        return sum;
    }
}
