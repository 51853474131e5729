package covey.stats.partition;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import java.util.Arrays;

/**
 * Extended B-cubed of overlapping clusterings: an element may lie in several clusters of a side.
 *
 * <p>For elements e, f with c common clusters and l common classes: the multiplicity precision is {@code min(c, l)/c}
 * where c > 0, the multiplicity recall {@code min(c, l)/l} where l > 0. Precision of e is the mean over all f, itself
 * included, that share a cluster with it; recall the mean over those that share a class. The measures are means over the
 * elements that have a cluster (precision) or a class (recall). For partitions they equal {@link BCubed}.
 *
 * <p>Amigó, Gonzalo, Artiles, Verdejo (2009), Information Retrieval 12; agrees with that formula written out in Python to
 * 1e-12. Cost: Σ over elements of the sizes of their clusters and classes.
 *
 * @param precision B-cubed precision, in (0, 1] when every element has a class
 * @param recall B-cubed recall, in (0, 1] when every element has a cluster
 */
public record ExtendedBCubed(double precision, double recall) {

    /**
     * Compares the classes of each element with its clusters: two arrays with one row per element, of distinct ids from
     * 0 in any order; an empty row is an element without one.
     */
    public static ExtendedBCubed of(int[][] classes, int[][] clusters) {
        if (classes.length != clusters.length) {
            throw new IllegalArgumentException(
                    "there are " + classes.length + " elements with classes and " + clusters.length + " with clusters");
        }
        int[][] members = members(clusters);
        int[][] peers = members(classes);
        return new ExtendedBCubed(
                mean(clusters, members, classes, peers, "cluster"), mean(classes, peers, clusters, members, "class"));
    }

    /** {@code 2PR/(P + R)}, 0 when both are. */
    public double f1() {
        return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    }

    private static double mean(int[][] judged, int[][] members, int[][] other, int[][] otherMembers, String what) {
        int[] shared = new int[judged.length];
        int[] common = new int[judged.length];
        double sum = 0;
        long counted = 0;
        for (int e = 0; e < judged.length; e++) {
            if (judged[e].length == 0) {
                continue;
            }
            count(judged[e], members, shared, 1);
            count(other[e], otherMembers, common, 1);
            double ofElement = 0;
            int met = 0;
            for (int id : judged[e]) {
                for (int f : members[id]) {
                    if (shared[f] > 0) {
                        ofElement += (double) Math.min(shared[f], common[f]) / shared[f];
                        shared[f] = 0; // met once, whatever the number of common clusters
                        met++;
                    }
                }
            }
            count(other[e], otherMembers, common, 0);
            sum += ofElement / met;
            counted++;
        }
        if (counted == 0) {
            throw new DegenerateDataException(
                    Reason.TOO_FEW_UNITS, "none of the " + judged.length + " elements has a " + what);
        }
        return sum / counted;
    }

    /** Adds one to the mark of every member of the sets, or clears the marks. */
    private static void count(int[] ids, int[][] members, int[] mark, int by) {
        for (int id : ids) {
            for (int f : members[id]) {
                mark[f] = by == 0 ? 0 : mark[f] + by;
            }
        }
    }

    private static int[][] members(int[][] idsOf) {
        int ids = 0;
        for (int e = 0; e < idsOf.length; e++) {
            int[] sorted = idsOf[e].clone();
            Arrays.sort(sorted);
            for (int k = 0; k < sorted.length; k++) {
                if (sorted[k] < 0 || (k > 0 && sorted[k] == sorted[k - 1])) {
                    throw new IllegalArgumentException(
                            "ids of element " + e + " must be distinct and from 0, got " + sorted[k]);
                }
                ids = Math.max(ids, sorted[k] + 1);
            }
        }
        int[] size = new int[ids];
        for (int[] row : idsOf) {
            for (int id : row) {
                size[id]++;
            }
        }
        int[][] members = new int[ids][];
        Arrays.setAll(members, id -> new int[size[id]]);
        for (int e = idsOf.length - 1; e >= 0; e--) {
            for (int id : idsOf[e]) {
                members[id][--size[id]] = e;
            }
        }
        return members;
    }
}
