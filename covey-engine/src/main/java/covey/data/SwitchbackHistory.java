package covey.data;

import java.util.List;

/**
 * What the warehouse returns of a history in which nothing was switched.
 *
 * @param lengths the history cut into windows of each length, in the order of the requirement; every region has every
 *     window from the first that has rows, in the arm {@value ExperimentRequirement#HISTORY}
 */
public record SwitchbackHistory(List<SwitchbackData> lengths) implements Data {
    public SwitchbackHistory {
        lengths = List.copyOf(lengths);
    }
}
