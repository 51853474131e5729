package covey.metric;

/**
 * A way from one unit to another.
 *
 * @param from unit on the many side, such as {@code device}
 * @param to unit it belongs to, such as {@code user}
 * @param model table that holds both keys
 * @param cardinality {@code many_to_one}, {@code one_to_one} or {@code many_to_many}
 * @param conflicts what to do with a key that leads to several units where one is declared
 * @param matchAtLeast smallest share of rows that must find their unit, in (0, 1]
 * @param location where it was declared
 */
public record Link(
        String from,
        String to,
        String model,
        Cardinality cardinality,
        Conflicts conflicts,
        double matchAtLeast,
        Location location) {
    /** How many of one side belong to how many of the other. */
    public enum Cardinality {
        MANY_TO_ONE,
        ONE_TO_ONE,
        MANY_TO_MANY
    }

    /** What happens to keys that contradict the cardinality. */
    public enum Conflicts {
        /** Leave such keys out and count them. */
        EXCLUDE,
        /** Refuse to run. */
        ERROR
    }
}
