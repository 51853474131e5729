package covey.study;

import covey.report.LongTable;
import covey.result.StudyResult;
import covey.warehouse.TableSink;
import covey.warehouse.TableSinks;
import java.nio.file.Path;
import java.util.List;

/** The long schema as Parquet. */
final class LongParquet {
    private LongParquet() {}

    static void write(StudyResult result, Path file) {
        List<TableSink.Column> columns = LongTable.COLUMNS.stream()
                .map(c -> new TableSink.Column(c.name(), type(c.type())))
                .toList();
        try (TableSink sink = TableSinks.parquet(file, columns)) {
            for (LongTable.Row row : LongTable.rows(result)) {
                for (Object value : row.values()) {
                    switch (value) {
                        case null -> sink.appendNull();
                        case Double number -> sink.appendDouble(number);
                        case Long number -> sink.appendLong(number);
                        default -> sink.appendText(value.toString());
                    }
                }
                sink.endRow();
            }
            sink.commit();
        }
    }

    private static TableSink.Type type(LongTable.Type type) {
        return switch (type) {
            case TEXT -> TableSink.Type.TEXT;
            case NUMBER -> TableSink.Type.DOUBLE;
            case INTEGER -> TableSink.Type.LONG;
        };
    }
}
