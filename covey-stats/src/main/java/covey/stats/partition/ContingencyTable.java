package covey.stats.partition;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * Contingency table of two clusterings of the same elements: n_ij, the number (or weight) of elements in cluster i of
 * the first and cluster j of the second. Only cells that hold an element exist.
 *
 * <p>The first clustering is the reference wherever a measure has one (the truth, the version before), the second is
 * the one judged. Labels are cluster ids from 0, or −1 for an element without a cluster, which counts as
 * {@link Unassigned} says; lower labels and sides of different length are refused. No element left: the measures are
 * not estimable.
 *
 * <p>Inputs: two arrays of n labels, optionally n weights, finite and above 0. Cost: O(n + clusters + cells) time, 12
 * bytes a cell and 4 (weighted: 12) an element.
 */
public final class ContingencyTable {

    private final TableShape shape;
    private final double[] mass;
    private final double[] rowTotal;
    private final double[] columnTotal;
    private final double total;
    private final double[] weight;

    private ContingencyTable(TableShape shape, double[] weight) {
        this.shape = shape;
        this.weight = weight;
        this.mass = new double[shape.column.length];
        this.rowTotal = new double[shape.rowLabel.length];
        this.columnTotal = new double[shape.columnLabel.length];
        int[] cellOf = shape.cellOf;
        for (int e = 0; e < cellOf.length; e++) {
            mass[cellOf[e]] += weight.length == 0 ? 1 : weight[e];
        }
        double sum = 0;
        for (int i = 0; i < rowTotal.length; i++) {
            for (int c = shape.rowStart[i]; c < shape.rowStart[i + 1]; c++) {
                rowTotal[i] += mass[c];
                columnTotal[shape.column[c]] += mass[c];
            }
            sum += rowTotal[i];
        }
        this.total = sum;
    }

    /** A term of one cell. */
    @FunctionalInterface
    public interface CellTerm {
        /**
         * The term.
         *
         * @param shared elements in both clusters, above 0
         * @param first size of the first side's cluster
         * @param second size of the second side's cluster
         */
        double of(double shared, double first, double second);
    }

    /** A function of the sizes of two clusters. */
    @FunctionalInterface
    public interface SizeTerm {
        /** The term for one cluster of each side. */
        double of(long first, long second);
    }

    /** The table of two label arrays, each element counting once. */
    public static ContingencyTable of(int[] first, int[] second, Unassigned rule) {
        return build(first, second, new double[0], rule);
    }

    /** The table of two label arrays whose elements carry weights. */
    public static ContingencyTable weighted(int[] first, int[] second, double[] weights, Unassigned rule) {
        requireEqualLength(first.length, weights.length, "weights");
        for (int e = 0; e < weights.length; e++) {
            if (!(weights[e] > 0 && weights[e] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "weight of element " + e + " must be finite and above 0, got " + weights[e]);
            }
        }
        return build(first, second, weights, rule);
    }

    private static ContingencyTable build(int[] first, int[] second, double[] weights, Unassigned rule) {
        requireEqualLength(first.length, second.length, "labels on the second side");
        requireLabels(first);
        requireLabels(second);
        int[] kept = IntStream.range(0, first.length)
                .filter(e -> rule != Unassigned.EXCLUDED || (first[e] >= 0 && second[e] >= 0))
                .toArray();
        if (kept.length == 0) {
            throw new DegenerateDataException(
                    Reason.TOO_FEW_UNITS,
                    first.length == 0
                            ? "there are no elements"
                            : "none of the " + first.length + " elements has a cluster on both sides");
        }
        double[] weight = weights.length == 0
                ? weights
                : Arrays.stream(kept).mapToDouble(e -> weights[e]).toArray();
        return new ContingencyTable(
                TableShape.of(
                        ClusterCodes.of(pick(first, kept), rule), ClusterCodes.of(pick(second, kept), rule), kept),
                weight);
    }

    private static int[] pick(int[] labels, int[] kept) {
        if (kept.length == labels.length) {
            return labels;
        }
        int[] picked = new int[kept.length];
        for (int e = 0; e < kept.length; e++) {
            picked[e] = labels[kept[e]];
        }
        return picked;
    }

    private static void requireEqualLength(int elements, int others, String what) {
        if (elements != others) {
            throw new IllegalArgumentException("there are " + elements + " elements and " + others + " " + what);
        }
    }

    private static void requireLabels(int[] labels) {
        for (int e = 0; e < labels.length; e++) {
            if (labels[e] < Unassigned.LABEL) {
                throw new IllegalArgumentException(
                        "the label of element " + e + " must be a cluster id from 0 or -1, got " + labels[e]);
            }
        }
    }

    /** The same table without one group of elements, given the group of each; clusters left empty are gone. */
    public ContingencyTable without(int[] groupOf, int group) {
        requireEqualLength(elements(), groupOf.length, "groups");
        TableShape rest = shape.without(groupOf, group);
        if (rest.cellOf.length == 0) {
            throw new DegenerateDataException(
                    Reason.TOO_FEW_UNITS, "all " + elements() + " elements are in group " + group);
        }
        double[] kept = IntStream.range(0, weight.length)
                .filter(e -> groupOf[e] != group)
                .mapToDouble(e -> weight[e])
                .toArray();
        return new ContingencyTable(rest, kept);
    }

    /** Number of elements in the table. */
    public int elements() {
        return shape.cellOf.length;
    }

    /** Position of each element of the table in the label arrays it was made from. */
    public int[] positions() {
        return shape.element.clone();
    }

    /** Sum of all cells: the number of elements, or their weight. */
    public double total() {
        return total;
    }

    /** Whether elements count once each, so that pairs of them can be counted. */
    public boolean unweighted() {
        return weight.length == 0;
    }

    /** Number of clusters of the first side. */
    public int rows() {
        return rowTotal.length;
    }

    /** Number of clusters of the second side. */
    public int columns() {
        return columnTotal.length;
    }

    /** Number of pairs of clusters that share an element. */
    public int cells() {
        return mass.length;
    }

    /** Label of a cluster of the first side; −1 for the unassigned. */
    public int rowLabel(int row) {
        return shape.rowLabel[row];
    }

    /** Label of a cluster of the second side; −1 for the unassigned. */
    public int columnLabel(int column) {
        return shape.columnLabel[column];
    }

    /** Size of a cluster of the first side. */
    public double rowTotal(int row) {
        return rowTotal[row];
    }

    /** Size of a cluster of the second side. */
    public double columnTotal(int column) {
        return columnTotal[column];
    }

    /** First cell of a row; the cells of row i are those from here to the first of row i + 1. */
    public int firstCell(int row) {
        return shape.rowStart[row];
    }

    /** Column of a cell. */
    public int column(int cell) {
        return shape.column[cell];
    }

    /** Elements, or their weight, in a cell. */
    public double shared(int cell) {
        return mass[cell];
    }

    /** Cell of an element of the table. */
    public int cellOf(int element) {
        return shape.cellOf[element];
    }

    /** Sum of a term over the cells. */
    public double sumOverCells(CellTerm term) {
        double sum = 0;
        for (int i = 0; i < rowTotal.length; i++) {
            double ofRow = 0;
            for (int c = shape.rowStart[i]; c < shape.rowStart[i + 1]; c++) {
                ofRow += term.of(mass[c], rowTotal[i], columnTotal[shape.column[c]]);
            }
            sum += ofRow;
        }
        return sum;
    }

    /** Value of each element of the table, which is that of its cell, in the order of {@link #positions}. */
    public double[] perElement(CellTerm term) {
        double[] ofCell = new double[mass.length];
        for (int i = 0; i < rowTotal.length; i++) {
            for (int c = shape.rowStart[i]; c < shape.rowStart[i + 1]; c++) {
                ofCell[c] = term.of(mass[c], rowTotal[i], columnTotal[shape.column[c]]);
            }
        }
        return Arrays.stream(shape.cellOf).mapToDouble(c -> ofCell[c]).toArray();
    }

    /** Sum of a term over the sizes of the first side's clusters. */
    public double sumOverRows(DoubleUnaryOperator term) {
        return Arrays.stream(rowTotal).map(term).sum();
    }

    /** Sum of a term over the sizes of the second side's clusters. */
    public double sumOverColumns(DoubleUnaryOperator term) {
        return Arrays.stream(columnTotal).map(term).sum();
    }

    /**
     * Sum of a term over every pair of a cluster of the first and one of the second side, whether or not they share an
     * element; pairs of equal sizes are evaluated once. Refuses weighted tables.
     */
    public double sumOverSizePairs(SizeTerm term) {
        requireCounts("a sum over sizes");
        SizeCounts first = SizeCounts.of(rowTotal);
        SizeCounts second = SizeCounts.of(columnTotal);
        double sum = 0;
        for (int i = 0; i < first.size.length; i++) {
            double ofSize = 0;
            for (int j = 0; j < second.size.length; j++) {
                ofSize += second.clusters[j] * term.of(first.size[i], second.size[j]);
            }
            sum += first.clusters[i] * ofSize;
        }
        return sum;
    }

    /** Whether both sides group the elements alike, whatever the labels. */
    public boolean identical() {
        return mass.length == rowTotal.length && mass.length == columnTotal.length;
    }

    /** Refuses weighted tables, for measures that count elements or pairs of them. */
    public void requireCounts(String what) {
        if (!unweighted()) {
            throw new IllegalArgumentException(what + " counts elements; the table has weights");
        }
    }
}
