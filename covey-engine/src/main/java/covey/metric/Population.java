package covey.metric;

import java.util.List;

/**
 * Who a study is about: units that fulfil a condition on their dimensions, with the values they had at entry. A unit for
 * which the condition is not true, NULL included, is outside.
 *
 * @param filter SQL condition over names of dimensions; empty for everybody
 * @param dimensions dimensions that the condition names, each once
 * @param location where it was declared
 */
public record Population(String filter, List<String> dimensions, Location location) {
    /** Name under which the condition stands among the settings of a result. */
    public static final String SETTING = "population.filter";

    /** All units. */
    public static final Population EVERYBODY = new Population("", List.of(), Location.NONE);

    public Population {
        dimensions = List.copyOf(dimensions);
    }

    /** Whether a condition is declared. */
    public boolean restricted() {
        return !filter.isEmpty();
    }
}
