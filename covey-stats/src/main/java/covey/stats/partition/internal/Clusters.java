package covey.stats.partition.internal;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.partition.ContingencyTable;
import covey.stats.partition.Unassigned;

/** The elements of a clustering that count, with their clusters numbered from 0. */
final class Clusters {

    /** Positions of the elements that count. */
    final int[] element;
    /** Cluster of each of them. */
    final int[] code;
    /** Size of each cluster. */
    final int[] size;
    /** Label of each cluster. */
    final int[] label;

    private Clusters(ContingencyTable table) {
        this.element = table.positions();
        this.code = new int[element.length];
        this.size = new int[table.rows()];
        this.label = new int[table.rows()];
        for (int e = 0; e < code.length; e++) {
            code[e] = table.cellOf(e);
            size[code[e]]++;
        }
        for (int k = 0; k < label.length; k++) {
            label[k] = table.rowLabel(k);
        }
    }

    /** Refuses labels that do not fit the features, a single cluster and nothing but singletons. */
    static Clusters of(Features features, int[] labels, Unassigned rule) {
        if (labels.length != features.size()) {
            throw new IllegalArgumentException(
                    "there are " + features.size() + " elements with features and " + labels.length + " labels");
        }
        Clusters clusters = new Clusters(ContingencyTable.of(labels, labels, rule));
        if (clusters.count() < 2) {
            throw new DegenerateDataException(
                    Reason.TOO_FEW_UNITS,
                    "all " + clusters.element.length
                            + " elements are in one cluster, so there is no other to compare with");
        }
        if (clusters.count() == clusters.element.length) {
            throw new DegenerateDataException(
                    Reason.TOO_FEW_UNITS,
                    "all " + clusters.element.length
                            + " elements are clusters of their own, so none has a neighbour in its cluster");
        }
        return clusters;
    }

    int count() {
        return size.length;
    }

    /** Mean of each cluster's features. */
    double[][] centroids(Features features) {
        double[][] centroid = new double[count()][features.dimensions()];
        for (int e = 0; e < element.length; e++) {
            features.addTo(element[e], centroid[code[e]]);
        }
        for (int k = 0; k < centroid.length; k++) {
            for (int d = 0; d < centroid[k].length; d++) {
                centroid[k][d] /= size[k];
            }
        }
        return centroid;
    }

    static double squares(double... values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return sum;
    }

    static double squaredDistance(double[] first, double[] second) {
        double sum = 0;
        for (int d = 0; d < first.length; d++) {
            sum += (first[d] - second[d]) * (first[d] - second[d]);
        }
        return sum;
    }
}
