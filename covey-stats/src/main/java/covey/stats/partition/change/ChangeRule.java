package covey.stats.partition.change;

/**
 * When a cluster of one version counts as the continuation of one of the other, and when a continuation counts as grown,
 * shrunk or moved. With m shared members and sizes a before and b after:
 *
 * <ul>
 *   <li>the two are linked when {@code m/(a + b − m) ≥ jaccard}, or when {@code m/min(a, b) ≥ overlap} and {@code
 *       m/max(a, b) ≥ share}: the second finds the pieces of a split into many, each far below any Jaccard threshold;
 *   <li>a cluster linked to one other, which is linked to no third, grew when {@code b ≥ (1 + growth) a}, shrank when
 *       {@code a ≥ (1 + growth) b}, else was kept when its Jaccard index is {@code kept} or more, else moved: it has its
 *       size and other members.
 * </ul>
 *
 * @param jaccard Jaccard threshold in (0, 1]; .3 is that of Greene, Doyle, Cunningham (2010), ASONAM
 * @param overlap share of the smaller cluster in (0, 1]
 * @param share share of the larger cluster in (0, 1]
 * @param growth growth above 0 that is told
 * @param kept Jaccard index in (0, 1] from which a cluster of about the same size is the same
 */
public record ChangeRule(double jaccard, double overlap, double share, double growth, double kept) {

    /** Jaccard .3, or half of the smaller and a tenth of the larger; growth of a tenth; kept from .8. */
    public static final ChangeRule DEFAULT = new ChangeRule(0.3, 0.5, 0.1, 0.1, 0.8);

    /** Refuses thresholds outside their range. */
    public ChangeRule {
        requireShare("jaccard", jaccard);
        requireShare("overlap", overlap);
        requireShare("share", share);
        requireShare("kept", kept);
        if (!(growth > 0 && growth < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("growth must be positive and finite, got " + growth);
        }
    }

    /** The rule of Greene, Doyle, Cunningham: links by Jaccard alone. */
    public static ChangeRule byJaccard(double threshold) {
        return new ChangeRule(threshold, 1, 1, DEFAULT.growth, DEFAULT.kept);
    }

    private static void requireShare(String name, double value) {
        if (!(value > 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must lie in (0, 1], got " + value);
        }
    }

    boolean links(double shared, double before, double after) {
        return shared / (before + after - shared) >= jaccard
                || (shared / Math.min(before, after) >= overlap && shared / Math.max(before, after) >= share);
    }

    ClusterChange.Kind continued(double shared, double before, double after) {
        if (after >= (1 + growth) * before) {
            return ClusterChange.Kind.GREW;
        }
        if (before >= (1 + growth) * after) {
            return ClusterChange.Kind.SHRANK;
        }
        return shared / (before + after - shared) >= kept ? ClusterChange.Kind.KEPT : ClusterChange.Kind.MOVED;
    }
}
