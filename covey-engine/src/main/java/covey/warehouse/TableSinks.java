package covey.warehouse;

import java.nio.file.Path;
import java.util.List;

/** Where tables can be written to. */
public final class TableSinks {
    private TableSinks() {}

    /** A new DuckDB file of several tables; an existing file is replaced at commit. */
    public static TableStore duckDb(Path file) {
        return new DuckDbWriter(PendingFile.of(file));
    }

    /** One Parquet file, zstd compressed; rows are staged on disk beside it until commit. */
    public static TableSink parquet(Path file, List<TableSink.Column> columns) {
        return new ParquetSink(file, columns);
    }

    /** One CSV file with a header, UTF-8, gzipped when the name ends in {@code .gz}; NULL is an empty field. */
    public static TableSink csv(Path file, List<TableSink.Column> columns) {
        return new CsvSink(file, columns);
    }
}
