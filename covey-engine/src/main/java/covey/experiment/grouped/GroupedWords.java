package covey.experiment.grouped;

/** What a design assumes and stands, in plain words. */
public final class GroupedWords {
    private GroupedWords() {}

    /** Which influence between units the design stands. */
    public static String interference(GroupedSpec spec) {
        String unit = spec.experiment().study().unit();
        return switch (spec.design()) {
            case CLUSTER_RANDOMIZED ->
                "Randomising by " + spec.unit() + " stands " + unit + "s of one " + spec.unit()
                        + " who influence each other. It does not stand influence across " + spec.unit()
                        + " borders: what leaks over makes the arms look more alike than they are.";
            case STRATIFIED, BLOCKED ->
                "Randomising inside strata of " + spec.strata() + " makes arms alike in them; it does not stand " + unit
                        + "s who influence each other.";
            case MATCHED_PAIRS ->
                "Randomising inside pairs makes arms alike in what the pairs were made by; it does not stand influence"
                        + " within or between pairs.";
        };
    }

    static String assumptions(GroupedSpec spec) {
        String own = switch (spec.design()) {
            case CLUSTER_RANDOMIZED -> """
                clusters were assigned with the planned shares: sample_ratio, counted in clusters
                each cluster had one arm: groups
                the error is one for so many clusters: effective_clusters, and analysis randomization_test
                units belonged to their cluster before they were treated: membership
                clusters do not influence each other: not checked
                """;
            case STRATIFIED, BLOCKED -> """
                units were assigned by chance inside the strata, with the planned shares: sample_ratio
                strata are those before exposure: a dimension with as_of: entry
                units do not influence each other: not checked
                """;
            case MATCHED_PAIRS -> """
                one of each pair was treated by chance: analysis randomization_test flips pairs
                pairs are complete, or lost as pairs: groups
                pairs do not influence each other: not checked
                """;
        };
        return own + "every event is counted, for all arms alike: join_loss, freshness, values_missing";
    }

    static String changes(GroupedSpec spec) {
        String other = switch (spec.design()) {
            case CLUSTER_RANDOMIZED ->
                "clusters counting alike whatever their size: analysis cluster_means\nno adjustment:"
                        + " analysis unadjusted\nno large-sample formula: analysis randomization_test";
            case STRATIFIED, BLOCKED -> "strata left aside: analysis unstratified";
            case MATCHED_PAIRS ->
                "pairs counting alike whatever their size: analysis pairs_alike\nno adjustment: analysis unadjusted\nno large-sample formula:"
                        + " analysis randomization_test";
        };
        return other + "\ndelta-method lift: analysis delta_lift\nanother window or cap: needs the warehouse again";
    }
}
