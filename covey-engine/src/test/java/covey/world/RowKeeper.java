package covey.world;

import covey.warehouse.TableSink;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sink that keeps rows. */
final class RowKeeper implements TableSink {
    private final List<List<Object>> rows;
    private List<Object> row = new ArrayList<>();

    RowKeeper(List<List<Object>> rows) {
        this.rows = rows;
    }

    @Override
    public void appendText(@Nullable String value) {
        row.add(value == null ? "" : value);
    }

    @Override
    public void appendLong(long value) {
        row.add(value);
    }

    @Override
    public void appendInt(int value) {
        row.add(value);
    }

    @Override
    public void appendDouble(double value) {
        row.add(value);
    }

    @Override
    public void appendBoolean(boolean value) {
        row.add(value);
    }

    @Override
    public void appendTimestamp(long epochMicros) {
        row.add(epochMicros);
    }

    @Override
    public void appendDate(int epochDay) {
        row.add(epochDay);
    }

    @Override
    public void appendNull() {
        row.add("");
    }

    @Override
    public void endRow() {
        rows.add(row);
        row = new ArrayList<>();
    }

    @Override
    public long rows() {
        return rows.size();
    }

    @Override
    public void commit() {}

    @Override
    public void close() {}
}
