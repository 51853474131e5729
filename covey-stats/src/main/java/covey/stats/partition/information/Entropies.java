package covey.stats.partition.information;

import covey.stats.partition.ContingencyTable;

/**
 * Entropies of two clusterings in nats, from the shares p_ij = n_ij/n of their {@link ContingencyTable}.
 *
 * <p>{@code H(U) = −Σ p_i ln p_i}, {@code H(U|V) = Σ p_ij ln(n_j/n_ij)}, {@code I = Σ p_ij ln(n n_ij/(n_i n_j))}: each
 * from its own sum of one sign where it has one, so that identical clusterings give conditional entropies of exactly 0.
 * Plug-in values: entropies of few elements per cluster are biased downwards, information upwards.
 *
 * @param first H of the first side
 * @param second H of the second side
 * @param mutual mutual information, never negative
 * @param firstGivenSecond what remains open about the first side when the second is known
 * @param secondGivenFirst what remains open about the second side when the first is known
 */
public record Entropies(double first, double second, double mutual, double firstGivenSecond, double secondGivenFirst) {

    /** The entropies of a table, with or without weights. */
    public static Entropies of(ContingencyTable table) {
        double n = table.total();
        return new Entropies(
                table.sumOverRows(size -> entropy(size / n)),
                table.sumOverColumns(size -> entropy(size / n)),
                Math.max(0, table.sumOverCells((m, a, b) -> m / n * Math.log(m / a * (n / b)))),
                table.sumOverCells((m, a, b) -> m / n * Math.log(b / m)),
                table.sumOverCells((m, a, b) -> m / n * Math.log(a / m)));
    }

    private static double entropy(double share) {
        return share == 1 ? 0 : -share * Math.log(share);
    }

    /** Entropy of both sides together. */
    public double joint() {
        return first + secondGivenFirst;
    }
}
