package covey.stats.partition.change;

import java.util.List;

/**
 * What became of some clusters: the clusters linked with each other, directly or through others.
 *
 * @param kind what happened
 * @param before ids of the clusters before, ascending; empty for a birth
 * @param after ids of the clusters after, ascending; empty for a death
 * @param membersBefore members of the clusters before
 * @param membersAfter members of the clusters after
 * @param shared members of both
 */
public record ClusterChange(
        Kind kind, List<Integer> before, List<Integer> after, long membersBefore, long membersAfter, long shared) {

    /** Keeps its own copies of the ids. */
    public ClusterChange {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /** The kinds of change. */
    public enum Kind {
        /** One became one of about the same size with nearly the same members. */
        KEPT,
        /** One became one of about the same size with other members. */
        MOVED,
        /** One became a larger one. */
        GREW,
        /** One became a smaller one. */
        SHRANK,
        /** One became several. */
        SPLIT,
        /** Several became one. */
        MERGED,
        /** Several became several others. */
        REGROUPED,
        /** None became one. */
        BORN,
        /** One became none. */
        DIED
    }

    /** Jaccard index of the members before and after. */
    public double jaccard() {
        return (double) shared / (membersBefore + membersAfter - shared);
    }
}
