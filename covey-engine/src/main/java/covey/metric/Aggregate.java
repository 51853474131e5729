package covey.metric;

/**
 * One value per unit from the rows of a model.
 *
 * @param model model name
 * @param function how rows of a unit become one value
 * @param expr SQL over the model's columns; {@code *} for a plain count
 * @param filter SQL condition on rows; empty for all
 */
public record Aggregate(String model, Function function, String expr, String filter) {
    /** How rows of a unit become one value. */
    public enum Function {
        SUM,
        COUNT,
        MAX,
        /** Number of different values of the expression. */
        COUNT_DISTINCT,
        /** Number of different local days with a row. */
        DAYS
    }
}
