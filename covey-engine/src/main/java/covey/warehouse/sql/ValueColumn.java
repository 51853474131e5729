package covey.warehouse.sql;

import covey.metric.Aggregate;
import covey.metric.Cap;
import java.util.Optional;

/**
 * One number per unit.
 *
 * @param id column name in the SQL, such as {@code m1_y}
 * @param role {@code y}, {@code d}, or a covariate's label
 * @param source where the number comes from
 * @param cap upper limit
 * @param eligible SQL condition on {@code u} under which the unit counts; empty for always
 */
record ValueColumn(String id, String role, Source source, Optional<Cap> cap, String eligible) {
    /** Where a per-unit number comes from. */
    sealed interface Source {}

    /**
     * Aggregated rows of a model.
     *
     * @param aggregate the aggregate
     * @param frame when rows count
     * @param shape what becomes of them
     */
    record Events(Aggregate aggregate, Timeframe frame, Shape shape) implements Source {}

    /** What becomes of a unit's rows. */
    enum Shape {
        /** The aggregate itself; zero without rows. */
        VALUE,
        /** One when there is a matching row, zero when not. */
        INDICATOR,
        /** The aggregate over the days since entry on which the unit could have been active. */
        DIVIDED_BY_ELIGIBLE_DAYS
    }

    /**
     * A numeric attribute of the unit, a column of {@code covey_units}.
     *
     * @param column column name
     */
    record Attribute(String column) implements Source {}

    /** A temporary table with one row per unit that has rows, in which a column's number stands. */
    sealed interface Table permits EventsSql, SeriesSql {
        /** Name of the table. */
        String target();

        /** Its alias in later statements. */
        String alias();

        /** Name of the column's number. */
        String name(ValueColumn column);
    }

    boolean events() {
        return source instanceof Events;
    }

    /** Whether it is the metric's own value over its whole window: neither a covariate nor a point of a series. */
    boolean outcome() {
        return id.matches("m\\d+_[yd]");
    }

    /** Whether it is one point of a series, by day or by age. */
    boolean point() {
        return id.matches("m\\d+_[ca]\\d+_[yd]");
    }
}
