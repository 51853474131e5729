package covey.clustering.recall;

/**
 * Clusters of each entity, row by row.
 *
 * @param from first row of each entity, and the end of the last
 * @param clusters cluster of a row, from 0
 * @param weights weight of a row, above 0
 * @param count number of clusters
 */
@SuppressWarnings("ArrayRecordComponent") // columns of millions of rows, read only here
public record Assignment(int[] from, int[] clusters, double[] weights, int count) {
    /** Everybody in one cluster. */
    public static Assignment everybody(int entities) {
        int[] from = new int[entities + 1];
        double[] weights = new double[entities];
        for (int e = 0; e < entities; e++) {
            from[e + 1] = e + 1;
            weights[e] = 1;
        }
        return new Assignment(from, new int[entities], weights, 1);
    }

    int entities() {
        return from.length - 1;
    }

    /** Number of clusters of an entity. */
    public int of(int entity) {
        return from[entity + 1] - from[entity];
    }

    /** The same with the clusters of entities given to others: those of {@code source[e]} to e. */
    public Assignment permuted(int... source) {
        int[] start = new int[from.length];
        int[] moved = new int[clusters.length];
        double[] weighed = new double[clusters.length];
        for (int e = 0; e < source.length; e++) {
            int rows = of(source[e]);
            System.arraycopy(clusters, from[source[e]], moved, start[e], rows);
            System.arraycopy(weights, from[source[e]], weighed, start[e], rows);
            start[e + 1] = start[e] + rows;
        }
        return new Assignment(start, moved, weighed, count);
    }
}
