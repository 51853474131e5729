package covey.metric;

import java.util.List;

/**
 * A reusable slice: a column of a model keyed by the unit, or an expression over such a model's columns.
 *
 * @param name name used in {@code slices}
 * @param entity unit it describes
 * @param model table keyed by that unit
 * @param expr SQL over the model's columns; may use {@code entry_at}, the unit's entry
 * @param bins ascending bin edges for a numeric expression; empty for categories
 * @param top how many values are kept; the rest become {@code (other)}
 * @param numeric whether the value is a number (usable as covariate)
 * @param location where it was declared
 */
public record Dimension(
        String name,
        String entity,
        String model,
        String expr,
        List<Double> bins,
        int top,
        boolean numeric,
        Location location) {
    public Dimension {
        bins = List.copyOf(bins);
    }
}
