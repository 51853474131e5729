package covey.stats.partition.pair;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.partition.ContingencyTable;

/**
 * Pair confusion matrix: the n(n − 1)/2 unordered pairs of elements by whether each side puts them into one cluster.
 * Exact whole numbers up to n = 2³¹.
 *
 * <p>Not estimable below two elements; weighted tables are refused. scikit-learn's {@code pair_confusion_matrix} counts
 * ordered pairs, twice as many; the reference agrees exactly (1.2.1). Cost: one pass over the cells.
 *
 * @param both pairs together on both sides
 * @param firstOnly pairs together on the first side alone
 * @param secondOnly pairs together on the second side alone
 * @param neither pairs apart on both sides
 */
public record PairConfusion(long both, long firstOnly, long secondOnly, long neither) {

    /** Counts the pairs of a table. */
    public static PairConfusion of(ContingencyTable table) {
        table.requireCounts("the pair confusion matrix");
        if (table.elements() < 2) {
            throw new DegenerateDataException(Reason.TOO_FEW_UNITS, "one element makes no pair; at least 2 are needed");
        }
        long both = 0;
        for (int c = 0; c < table.cells(); c++) {
            both += pairs(table.shared(c));
        }
        long first = 0;
        for (int i = 0; i < table.rows(); i++) {
            first += pairs(table.rowTotal(i));
        }
        long second = 0;
        for (int j = 0; j < table.columns(); j++) {
            second += pairs(table.columnTotal(j));
        }
        return new PairConfusion(both, first - both, second - both, pairs(table.total()) - first - second + both);
    }

    private static long pairs(double size) {
        long n = (long) size;
        return n % 2 == 0 ? n / 2 * (n - 1) : (n - 1) / 2 * n;
    }

    /** Pairs together on the first side. */
    public long first() {
        return both + firstOnly;
    }

    /** Pairs together on the second side. */
    public long second() {
        return both + secondOnly;
    }

    /** All pairs. */
    public long all() {
        return both + firstOnly + secondOnly + neither;
    }

    /** Expected number of pairs together on both sides when the second side's labels are permuted at random. */
    public double expectedBoth() {
        return (double) first() / all() * second();
    }
}
