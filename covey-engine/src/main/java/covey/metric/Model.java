package covey.metric;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A table, declared once.
 *
 * @param name name used by metrics and studies
 * @param table table or view in the warehouse, possibly {@code schema.table}; the name when not declared
 * @param aggTimeDimension name of the column that dates a row; empty for a table without time
 * @param completeAfter how long after midnight a day's rows may still arrive
 * @param columns declared columns
 * @param location where it was declared
 */
public record Model(
        String name,
        String table,
        Optional<String> aggTimeDimension,
        Duration completeAfter,
        List<Column> columns,
        Location location) {
    public Model {
        columns = List.copyOf(columns);
    }

    /** Column by name. */
    public Optional<Column> column(String columnName) {
        return columns.stream().filter(c -> c.name().equals(columnName)).findFirst();
    }

    /** The column that identifies the given unit in this table. */
    public Optional<Column> entity(String unit) {
        return columns.stream()
                .filter(c -> c.entity().filter(e -> e.name().equals(unit)).isPresent())
                .findFirst();
    }

    /** The column that dates a row. */
    public Optional<Column> time() {
        return aggTimeDimension.flatMap(this::column);
    }
}
