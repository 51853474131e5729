package covey.data;

import java.util.List;

/**
 * A history in which nothing was switched, cut into windows as a switchback would cut it.
 *
 * @param lengths one requirement per length of a window, each with a history in the place of a schedule
 */
public record SwitchbackHistoryRequirement(List<SwitchbackRequirement> lengths) implements Requirement {
    public SwitchbackHistoryRequirement {
        lengths = List.copyOf(lengths);
        if (lengths.isEmpty() || lengths.stream().anyMatch(l -> !l.exposure().rehearsed())) {
            throw new IllegalArgumentException("a history has lengths of windows, and no schedule");
        }
    }
}
