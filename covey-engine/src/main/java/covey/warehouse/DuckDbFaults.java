package covey.warehouse;

import covey.warehouse.WarehouseException.Kind;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** DuckDB's errors in our terms. They carry no SQL state, so that only their words can tell. */
final class DuckDbFaults {
    private static final Pattern HOLDER = Pattern.compile("held in (.*?) ?\\(PID (\\d+)\\)");
    private static final Pattern COLUMN = Pattern.compile("not found in FROM|does not have a column");
    private static final Pattern CORRUPT = Pattern.compile(
            "(?i)gzip|gz stream|unexpected end|truncat|decompress|magic bytes|too small to be a parquet|parquet file|"
                    + "not a valid duckdb|corrupt|checksum|failed to read|unzip|inflate|deflate|thrift|TProtocol|zstd");

    private DuckDbFaults() {}

    static WarehouseException of(SQLException error) {
        return fault(error, null);
    }

    /** An error met while this file was opened. */
    static WarehouseException ofFile(SQLException error, Path file) {
        return fault(error, file);
    }

    private static WarehouseException fault(SQLException error, @Nullable Path file) {
        String message = words(error);
        Kind kind = kind(message, file != null);
        String place = file == null || message.contains(file.toString()) ? "" : file + ": ";
        return switch (kind) {
            case LOCKED -> locked(message, file, error);
            case CANCELLED -> new WarehouseException(kind, "the query was cancelled", "run it again", error);
            default -> new WarehouseException(kind, place + message, advice(kind), error);
        };
    }

    /** The message without the quoted SQL that follows it. */
    private static String words(SQLException error) {
        String message = String.valueOf(error.getMessage());
        int quoted = message.indexOf("\nLINE ");
        String words = quoted < 0 ? message : message.substring(0, quoted);
        return words.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    private static Kind kind(String message, boolean opening) {
        if (message.contains("INTERRUPT") || message.contains("Interrupted")) {
            return Kind.CANCELLED;
        }
        if (message.contains("Conflicting lock") || message.contains("Could not set lock")) {
            return Kind.LOCKED;
        }
        if (message.contains("No space left") || message.contains("max_temp_directory_size")) {
            return Kind.DISK_FULL;
        }
        if (message.contains("Permission denied") || message.contains("No files found")) {
            return Kind.UNREADABLE;
        }
        if (message.startsWith("Catalog Error: Table with name") && message.contains("does not exist")) {
            return Kind.NO_SUCH_TABLE;
        }
        if (message.startsWith("Binder Error") && COLUMN.matcher(message).find()) {
            return Kind.NO_SUCH_COLUMN;
        }
        boolean reading = opening || message.startsWith("IO Error") || message.startsWith("Invalid Input Error");
        return reading && CORRUPT.matcher(message).find() ? Kind.CORRUPT_FILE : Kind.QUERY;
    }

    private static WarehouseException locked(String message, @Nullable Path file, SQLException error) {
        Matcher holder = HOLDER.matcher(message);
        String who = holder.find()
                ? "process " + holder.group(2) + " (" + holder.group(1).strip() + ")"
                : "another process";
        String name = file == null ? "the database file" : file.toString();
        return new WarehouseException(
                Kind.LOCKED,
                name + " is being written by " + who + "; DuckDB lets nobody read it meanwhile",
                "end or disconnect " + who + ", or let Covey read a copy of the file",
                error);
    }

    private static String advice(Kind kind) {
        return switch (kind) {
            case NO_SUCH_TABLE -> "fix the name, or mount a file under it in the profile (files:)";
            case NO_SUCH_COLUMN -> "compare with the columns of the table";
            case UNREADABLE -> "check the path and its permissions";
            case CORRUPT_FILE, EMPTY_FILE -> "write the file again; it was probably cut off while being copied";
            case DISK_FULL -> "free space where the temporary files lie, or ask for less";
            case LOCKED, CONNECTION, QUERY, CANCELLED -> "see the query with `covey compile` and run it by hand";
        };
    }
}
