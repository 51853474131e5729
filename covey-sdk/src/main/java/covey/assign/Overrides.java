package covey.assign;

import java.util.List;
import java.util.Map;

/**
 * Arms given by hand; units first, then segments in order. A unit that is overridden is not randomised: it is returned with
 * {@link Reason#OVERRIDE} and its exposure is marked.
 */
public record Overrides(Map<String, String> units, List<Segment> segments) {
    public Overrides {
        units = Map.copyOf(units);
        segments = List.copyOf(segments);
    }

    /** Nobody. */
    public static Overrides none() {
        return new Overrides(Map.of(), List.of());
    }
}
