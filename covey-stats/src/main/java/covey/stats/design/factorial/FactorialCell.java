package covey.stats.design.factorial;

import covey.stats.moment.Moments;
import java.util.List;

/**
 * One combination of factor levels.
 *
 * @param levels level of each factor, 0 being the base level
 * @param units moments of its units, in the same columns for every cell
 */
public record FactorialCell(List<Integer> levels, Moments units) {

    /** Copies the levels. */
    public FactorialCell {
        levels = List.copyOf(levels);
    }
}
