package covey.experiment.compare.effect;

import java.util.Map;

/**
 * Which analysis of which units at which time a number belongs to.
 *
 * @param analysis analysis, as in an estimand
 * @param segment {@code dimension=value}; empty for all units
 * @param at further coordinates
 */
public record Place(String analysis, String segment, Map<String, String> at) {
    public static final Place MAIN = of("main");

    public Place {
        at = Map.copyOf(at);
    }

    public static Place of(String analysis) {
        return new Place(analysis, "", Map.of());
    }

    public Place in(String other) {
        return new Place(other, segment, at);
    }

    public static Place segment(String dimension, String value) {
        return new Place("main", dimension + "=" + value, Map.of());
    }

    public Place at(String key, String value) {
        return new Place(analysis, segment, Map.of(key, value));
    }
}
