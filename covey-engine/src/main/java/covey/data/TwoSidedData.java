package covey.data;

import java.util.List;

/**
 * What the warehouse returns for each side of a market.
 *
 * @param sides data of each side, in the order of the requirement
 */
public record TwoSidedData(List<ExperimentData> sides) implements Data {
    public TwoSidedData {
        sides = List.copyOf(sides);
    }

    /** Each side has the looks at its own metrics among them. */
    @Override
    public TwoSidedData after(LookHistory earlier) {
        return new TwoSidedData(sides.stream().map(s -> s.after(earlier)).toList());
    }
}
