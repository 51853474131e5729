package covey.stats.partition;

import java.util.OptionalDouble;

/** A number that says how far two clusterings of the same elements agree, computed from their contingency table. */
public interface PartitionMeasure {

    /** The measure's name with its conventions. */
    String name();

    /** The value; throws {@link covey.stats.DegenerateDataException} when the table has none. */
    double of(ContingencyTable table);

    /**
     * Expectation when the second side's labels are permuted at random over the elements, cluster sizes of both sides
     * kept, where a closed form is known. Refuses weighted tables.
     */
    default OptionalDouble expected(ContingencyTable table) {
        return OptionalDouble.empty();
    }
}
