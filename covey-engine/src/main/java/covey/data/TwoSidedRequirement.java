package covey.data;

import java.util.List;

/**
 * Moments for each side of a market, every side with units and exposures of its own.
 *
 * @param sides one experiment per side, the study's own unit first
 */
public record TwoSidedRequirement(List<ExperimentRequirement> sides) implements Requirement {
    public TwoSidedRequirement {
        sides = List.copyOf(sides);
    }
}
