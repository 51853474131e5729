package covey.stats.partition;

/** What an element without a cluster, label −1, counts as. */
public enum Unassigned {
    /** Elements unassigned on either side are left out of the table. */
    EXCLUDED,
    /** Each unassigned element is a cluster of its own. */
    SINGLETONS,
    /** The unassigned elements of one side are one cluster. */
    ONE_CLUSTER;

    /** The label of an element without a cluster. */
    public static final int LABEL = -1;
}
