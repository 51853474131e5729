package covey.warehouse;

import java.sql.SQLException;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Appends to one table of a DuckDB file. */
final class DuckDbSink implements TableSink {
    private final DuckDBConnection connection;
    private final DuckDBAppender appender;
    private final RowShape shape;
    private boolean open = true;
    private boolean committed;

    DuckDbSink(DuckDBConnection connection, DuckDBAppender appender, RowShape shape) {
        this.connection = connection;
        this.appender = appender;
        this.shape = shape;
    }

    boolean isCommitted() {
        return committed;
    }

    /** Begins the row at its first value. */
    private void begin(int position) throws SQLException {
        if (position == 0) {
            appender.beginRow();
        }
    }

    @Override
    public void appendText(@Nullable String value) {
        try {
            begin(shape.next(Type.TEXT));
            if (value == null) {
                appender.appendNull();
            } else {
                appender.append(value);
            }
        } catch (SQLException e) {
            throw DuckDbFaults.of(e);
        }
    }

    @Override
    public void appendLong(long value) {
        try {
            begin(shape.next(Type.LONG));
            appender.append(value);
        } catch (SQLException e) {
            throw DuckDbFaults.of(e);
        }
    }

    @Override
    public void appendInt(int value) {
        try {
            begin(shape.next(Type.INT));
            appender.append(value);
        } catch (SQLException e) {
            throw DuckDbFaults.of(e);
        }
    }

    @Override
    public void appendDouble(double value) {
        try {
            begin(shape.next(Type.DOUBLE));
            appender.append(value);
        } catch (SQLException e) {
            throw DuckDbFaults.of(e);
        }
    }

    @Override
    public void appendBoolean(boolean value) {
        try {
            begin(shape.next(Type.BOOLEAN));
            appender.append(value);
        } catch (SQLException e) {
            throw DuckDbFaults.of(e);
        }
    }

    @Override
    public void appendTimestamp(long epochMicros) {
        try {
            begin(shape.next(Type.TIMESTAMP));
            appender.appendEpochMicros(epochMicros);
        } catch (SQLException e) {
            throw DuckDbFaults.of(e);
        }
    }

    @Override
    public void appendDate(int epochDay) {
        try {
            begin(shape.next(Type.DATE));
            appender.appendEpochDays(epochDay);
        } catch (SQLException e) {
            throw DuckDbFaults.of(e);
        }
    }

    @Override
    public void appendNull() {
        try {
            begin(shape.nextOfAny());
            appender.appendNull();
        } catch (SQLException e) {
            throw DuckDbFaults.of(e);
        }
    }

    @Override
    public void endRow() {
        try {
            shape.endRow();
            appender.endRow();
        } catch (SQLException e) {
            throw DuckDbFaults.of(e);
        }
    }

    @Override
    public long rows() {
        return shape.rows();
    }

    @Override
    public void commit() {
        shape.requireWholeRows();
        open = false;
        try (connection) {
            appender.close();
            connection.commit();
            committed = true;
        } catch (SQLException e) {
            throw DuckDbFaults.of(e);
        }
    }

    @Override
    public void close() {
        if (!open) {
            return;
        }
        open = false;
        try (connection) {
            appender.close();
        } catch (SQLException e) {
            throw DuckDbFaults.of(e);
        }
    }
}
