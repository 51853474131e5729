package covey.warehouse;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Keeps count of where in its row a sink stands, and refuses what does not fit the columns. */
final class RowShape {
    private final List<TableSink.Column> columns;
    private int next;
    private long rows;

    RowShape(List<TableSink.Column> columns) {
        this.columns = List.copyOf(columns);
        Set<String> names = new HashSet<>();
        for (TableSink.Column column : columns) {
            if (!names.add(column.name().toLowerCase(Locale.ROOT))) {
                throw new IllegalStateException("the column " + column.name() + " is there twice");
            }
        }
        if (columns.isEmpty()) {
            throw new IllegalStateException("a table needs a column");
        }
    }

    List<TableSink.Column> columns() {
        return columns;
    }

    /** Position of the value that comes next, which must be of this type. */
    int next(TableSink.Type type) {
        int position = nextOfAny();
        if (columns.get(position).type() != type) {
            next--;
            throw new IllegalStateException(
                    "the column " + columns.get(position).name() + " is "
                            + columns.get(position).type() + ", not " + type);
        }
        return position;
    }

    int nextOfAny() {
        if (next == columns.size()) {
            throw new IllegalStateException("a row has " + columns.size() + " columns, a further value came");
        }
        return next++;
    }

    void endRow() {
        if (next != columns.size()) {
            throw new IllegalStateException(
                    "the row ends before its column " + columns.get(next).name());
        }
        next = 0;
        rows++;
    }

    long rows() {
        return rows;
    }

    void requireWholeRows() {
        if (next != 0) {
            throw new IllegalStateException("the last row was not ended");
        }
    }
}
