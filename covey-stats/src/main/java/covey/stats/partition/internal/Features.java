package covey.stats.partition.internal;

/** The features of n elements: a point of ℝ^d each. */
public interface Features {

    /** Number of elements. */
    int size();

    /** Number of features. */
    int dimensions();

    /** Squared Euclidean distance of two elements. */
    double squaredDistance(int first, int second);

    /** Inner product of two elements. */
    double dot(int first, int second);

    /** Adds an element's features to sums, one per feature. */
    void addTo(int element, double[] sums);

    /**
     * Squared Euclidean distance of an element to a point.
     *
     * @param element the element
     * @param point a value for each feature
     * @param squaredNorm sum of the squares of the point's values
     */
    double squaredDistanceTo(int element, double[] point, double squaredNorm);
}
