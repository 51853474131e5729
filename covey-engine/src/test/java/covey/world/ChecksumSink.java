package covey.world;

import covey.warehouse.TableSink;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keeps a checksum of every value of a table, in order, and checks that types come in column order. */
final class ChecksumSink implements TableSink {
    private final List<Column> columns;
    private int next;
    private long rows;
    private long checksum = 17;

    ChecksumSink(List<Column> columns) {
        this.columns = columns;
    }

    /** Checksums by table of a world. */
    static Map<String, Long> of(WorldSize size, long seed) {
        Map<String, ChecksumSink> sinks = new LinkedHashMap<>();
        World.write(
                size,
                seed,
                (table, columns) -> sinks.computeIfAbsent(table, name -> new ChecksumSink(columns)),
                Progress.NONE);
        Map<String, Long> sums = new LinkedHashMap<>();
        sinks.forEach((table, sink) -> sums.put(table, sink.checksum * 31 + sink.rows));
        return sums;
    }

    private void add(@Nullable Type type, @Nullable Object value) {
        if (type != null && columns.get(next).type() != type) {
            throw new IllegalStateException(type + " given for column " + columns.get(next));
        }
        next++;
        checksum = checksum * 1_000_003 + Objects.hashCode(value);
    }

    @Override
    public void appendText(@Nullable String value) {
        add(Type.TEXT, value);
    }

    @Override
    public void appendLong(long value) {
        add(Type.LONG, value);
    }

    @Override
    public void appendInt(int value) {
        add(Type.INT, value);
    }

    @Override
    public void appendDouble(double value) {
        add(Type.DOUBLE, value);
    }

    @Override
    public void appendBoolean(boolean value) {
        add(Type.BOOLEAN, value);
    }

    @Override
    public void appendTimestamp(long epochMicros) {
        add(Type.TIMESTAMP, epochMicros);
    }

    @Override
    public void appendDate(int epochDay) {
        add(Type.DATE, epochDay);
    }

    @Override
    public void appendNull() {
        add(null, null);
    }

    @Override
    public void endRow() {
        if (next != columns.size()) {
            throw new IllegalStateException(next + " values for " + columns.size() + " columns");
        }
        next = 0;
        rows++;
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public void commit() {}

    @Override
    public void close() {}
}
