package covey.warehouse;

import covey.warehouse.WarehouseException.Kind;
import covey.warehouse.dialect.Dialect;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The files mounted as one table, looked at before the engine reads them: it takes a file of no bytes for a table of no
 * rows.
 *
 * @param table name of the table
 * @param paths files in the order of their names, at least one
 */
record TableFiles(String table, List<Path> paths) {
    private static final int PARQUET_MARK = 4;

    TableFiles {
        paths = List.copyOf(paths);
    }

    /** Finds and checks the files of a mounted table. */
    static TableFiles find(String table, Path baseDir, String pattern) {
        List<Path> paths = matching(baseDir, pattern);
        for (Path path : paths) {
            check(path, table);
        }
        return new TableFiles(table, paths);
    }

    /** Refuses a database file that is missing, unreadable or empty. */
    static void checkDatabase(Path file) {
        checkReadable(file, "the database file");
        if (size(file) == 0) {
            throw empty(file, "the database file");
        }
    }

    /** Paths of a pattern as the engine will spell them. */
    static List<String> readable(Path baseDir, String pattern) {
        return matching(baseDir, pattern).stream().map(Path::toString).toList();
    }

    /** Call of the engine's reader. */
    String reader(Dialect dialect) {
        // The names found, not the pattern: a file whose own name has a bracket or a star stays one file.
        String list =
                paths.stream().map(p -> dialect.literal(p.toString())).collect(Collectors.joining(", ", "[", "]"));
        String union = paths.size() > 1 ? ", union_by_name = true" : "";
        return isParquet(paths.getFirst())
                ? "read_parquet(" + list + union + ")"
                : "read_csv(" + list + ", header = true, sample_size = 200000" + union + ")";
    }

    private static List<Path> matching(Path baseDir, String pattern) {
        Path exact = baseDir.resolve(pattern).normalize();
        if (Files.exists(exact) || !pattern.contains("*")) {
            return List.of(exact.toAbsolutePath());
        }
        Path folder = exact.getParent();
        if (folder == null || folder.toString().contains("*")) {
            throw new WarehouseException(
                    Kind.UNREADABLE,
                    pattern + " has a star in a folder's name",
                    "use stars in the file's name only",
                    null);
        }
        PathMatcher matcher = FileSystems.getDefault()
                .getPathMatcher("glob:" + exact.getFileName().toString().replaceAll("[\\[\\]{}\\\\?]", "\\\\$0"));
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = new ArrayList<>(files.filter(p -> matcher.matches(p.getFileName()))
                    .map(Path::toAbsolutePath)
                    .sorted()
                    .toList());
            if (found.isEmpty()) {
                throw missing(exact);
            }
            return found;
        } catch (IOException e) {
            throw missing(folder);
        }
    }

    private static void check(Path path, String table) {
        String what = "the file of table " + table;
        checkReadable(path, what);
        if (size(path) == 0) {
            throw empty(path, what);
        }
        try {
            if (isParquet(path)) {
                checkParquet(path);
            } else {
                checkText(path, what);
            }
        } catch (EOFException | ZipException e) {
            throw corrupt(path, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new WarehouseException(
                    Kind.UNREADABLE, path + " cannot be read: " + e.getMessage(), "check its permissions", e);
        }
    }

    /** A gzipped text shows at its first bytes whether it is one; DuckDB would read blank lines as a nameless column. */
    private static void checkText(Path path, String what) throws IOException {
        boolean zipped = path.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
        try (InputStream raw = Files.newInputStream(path);
                InputStream in = zipped ? new GZIPInputStream(raw) : raw) {
            byte[] start = in.readNBytes(4096);
            if (new String(start, StandardCharsets.UTF_8).isBlank()) {
                throw empty(path, what);
            }
        }
    }

    private static void checkParquet(Path path) throws IOException {
        try (var file = new RandomAccessFile(path.toFile(), "r")) {
            byte[] mark = new byte[PARQUET_MARK];
            if (file.length() >= 3 * PARQUET_MARK) {
                file.seek(file.length() - PARQUET_MARK);
                file.readFully(mark);
            }
            String end = new String(mark, StandardCharsets.ISO_8859_1);
            if (!end.equals("PAR1") && !end.equals("PARE")) {
                throw corrupt(path, "it does not end as a Parquet file does", null);
            }
        }
    }

    private static boolean isParquet(Path path) {
        String name = path.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".parquet") || name.endsWith(".pq");
    }

    private static void checkReadable(Path path, String what) {
        if (!Files.exists(path)) {
            throw missing(path);
        }
        if (Files.isDirectory(path) || !Files.isReadable(path)) {
            throw new WarehouseException(
                    Kind.UNREADABLE,
                    what + ", " + path + ", " + (Files.isDirectory(path) ? "is a folder" : "may not be read"),
                    "name a file that this user may read",
                    null);
        }
    }

    private static long size(Path path) {
        try {
            return Files.size(path);
        } catch (IOException e) {
            throw new WarehouseException(
                    Kind.UNREADABLE, path + " cannot be read: " + e.getMessage(), "check its permissions", e);
        }
    }

    private static WarehouseException missing(Path path) {
        return new WarehouseException(
                Kind.UNREADABLE,
                "there is no file " + path,
                "fix the path in the profile; it starts from the project",
                null);
    }

    private static WarehouseException empty(Path path, String what) {
        return new WarehouseException(
                Kind.EMPTY_FILE,
                what + ", " + path + ", is empty: it has not even a header",
                "write it again; a table without rows is a file with its header line",
                null);
    }

    private static WarehouseException corrupt(Path path, String why, @Nullable Throwable cause) {
        return new WarehouseException(
                Kind.CORRUPT_FILE,
                path + " is damaged: " + why,
                "write the file again; it was probably cut off while being copied",
                cause);
    }
}
