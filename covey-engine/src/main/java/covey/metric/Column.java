package covey.metric;

import java.util.Optional;

/**
 * A declared column of a model.
 *
 * @param name name used in the project
 * @param expr SQL expression over the table; the name when not declared
 * @param entity the unit it identifies
 * @param dimension how it can be used to slice, date or adjust
 */
public record Column(String name, Optional<String> expr, Optional<Entity> entity, Optional<DimensionType> dimension) {
    /**
     * A unit identified by a column.
     *
     * @param name unit, such as {@code user}
     * @param primary whether it is unique in the table
     */
    public record Entity(String name, boolean primary) {}

    /**
     * Kind of a dimension column.
     *
     * @param kind categorical, numeric or time
     * @param asOfEntry whether the value is taken at entry (never after treatment)
     * @param timezone zone of a time column that carries none; the project's zone when empty
     */
    public record DimensionType(Kind kind, boolean asOfEntry, Optional<String> timezone) {
        /** Kinds of dimension. */
        public enum Kind {
            CATEGORICAL,
            NUMERIC,
            TIME
        }
    }
}
