package covey.clustering.evaluate;

import covey.clustering.recall.Assignment;
import covey.data.ClusteringData.Memberships;
import covey.stats.partition.Unassigned;
import java.util.Arrays;
import java.util.List;

/** One version (or the truth) entity by entity. */
final class Side {
    /** An entity that the version does not have. */
    static final int ABSENT = -2;

    private final Memberships rows;
    private final int[] from;
    private final int[] labels;
    private final int overlapping;

    private Side(Memberships rows, int[] from, int[] labels, int overlapping) {
        this.rows = rows;
        this.from = from;
        this.labels = labels;
        this.overlapping = overlapping;
    }

    /**
     * A version of so many entities.
     *
     * @param heaviest whether of several clusters the heaviest counts, by name where two weigh alike; else it is counted as
     *     overlapping
     */
    static Side of(Memberships rows, int entities, boolean heaviest) {
        int[] from = new int[entities + 1];
        for (int r = 0; r < rows.size(); r++) {
            from[rows.entities().at(r) + 1]++;
        }
        Arrays.parallelPrefix(from, Integer::sum);
        int[] labels = new int[entities];
        int overlapping = 0;
        for (int e = 0; e < entities; e++) {
            int clusters = 0;
            int best = -1;
            for (int r = from[e]; r < from[e + 1]; r++) {
                if (rows.codes().at(r) >= 0) {
                    clusters++;
                    best = best < 0 || rows.weights().at(r) > rows.weights().at(best) ? r : best;
                }
            }
            labels[e] = from[e] == from[e + 1]
                    ? ABSENT
                    : best < 0 ? Unassigned.LABEL : rows.codes().at(best);
            overlapping += clusters > 1 ? 1 : 0;
        }
        return new Side(rows, from, labels, heaviest ? 0 : overlapping);
    }

    /** Entities in several clusters, unless each counts for its heaviest. */
    int overlapping() {
        return overlapping;
    }

    boolean has(int entity) {
        return labels[entity] != ABSENT;
    }

    /** The cluster of an entity, {@link #ABSENT}, or −1 for none; of an overlapping one its heaviest. */
    int label(int entity) {
        return labels[entity];
    }

    /** Labels of some entities, absent ones without a cluster. */
    int[] labels(int... entities) {
        return Arrays.stream(entities)
                .map(e -> Math.max(Unassigned.LABEL, labels[e]))
                .toArray();
    }

    /** Clusters of some entities; empty for an entity without one. */
    int[][] clusters(int... entities) {
        int[][] clusters = new int[entities.length][];
        for (int i = 0; i < entities.length; i++) {
            clusters[i] = java.util.stream.IntStream.range(from[entities[i]], from[entities[i] + 1])
                    .map(rows.codes()::at)
                    .filter(c -> c >= 0)
                    .toArray();
        }
        return clusters;
    }

    List<String> names() {
        return rows.clusters();
    }

    /** Memberships for recommending: one each where partitions are meant, else all with their weights. */
    Assignment assignment() {
        int[] start = new int[labels.length + 1];
        int[] codes = new int[rows.size()];
        double[] weights = new double[rows.size()];
        int n = 0;
        for (int e = 0; e < labels.length; e++) {
            if (overlapping == 0) {
                if (labels[e] >= 0) {
                    codes[n] = labels[e];
                    weights[n++] = 1;
                }
            } else {
                for (int r = from[e]; r < from[e + 1]; r++) {
                    if (rows.codes().at(r) >= 0) {
                        codes[n] = rows.codes().at(r);
                        weights[n++] = rows.weights().at(r);
                    }
                }
            }
            start[e + 1] = n;
        }
        return new Assignment(
                start,
                Arrays.copyOf(codes, n),
                Arrays.copyOf(weights, n),
                rows.clusters().size());
    }
}
