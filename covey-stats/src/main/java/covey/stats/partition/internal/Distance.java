package covey.stats.partition.internal;

/** How far two elements are apart: not negative, symmetric, 0 from an element to itself. */
@FunctionalInterface
public interface Distance {

    /** The distance of two elements. */
    double between(Features features, int first, int second);
}
