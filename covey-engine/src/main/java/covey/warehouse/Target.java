package covey.warehouse;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A connection to a warehouse.
 *
 * @param name name of the target, such as {@code dev}
 * @param type engine, the name of a dialect: {@code duckdb} or {@code postgresql}
 * @param path database file, relative to {@code baseDir}; for an embedded engine
 * @param url JDBC address; for a server
 * @param user user of a server
 * @param password password of a server; never shown
 * @param files table name to path of a CSV, gzipped CSV or Parquet file, relative to {@code baseDir}; {@code *} allowed
 * @param baseDir folder that relative paths start from
 * @param reproducible one thread, so that sums of doubles are the same in every run
 */
public record Target(
        String name,
        String type,
        Optional<Path> path,
        Optional<String> url,
        Optional<String> user,
        Optional<String> password,
        Map<String, String> files,
        Path baseDir,
        boolean reproducible) {
    public Target {
        type = type.toLowerCase(Locale.ROOT);
        files = Map.copyOf(files);
    }

    /** Files mounted as tables of an embedded engine, no database file. */
    public static Target files(Path baseDir, Map<String, String> files) {
        return new Target(
                "files",
                "duckdb",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                files,
                baseDir,
                false);
    }

    /** The same connection with one thread, for sums of doubles that are the same in every run. */
    public Target reproducibly() {
        return new Target(name, type, path, url, user, password, files, baseDir, true);
    }

    /** Everything but the password. */
    @Override
    public String toString() {
        return "Target[" + name + ", " + type + path.map(p -> ", " + p).orElse("")
                + url.map(u -> ", " + withoutSecrets(u)).orElse("") + ", files " + new TreeMap<>(files) + "]";
    }

    /** Address without the parameters and the user part, either of which may carry a password. */
    static String withoutSecrets(String url) {
        int end = url.indexOf('?');
        String address = end < 0 ? url : url.substring(0, end);
        return address.replaceFirst("//[^/@]*@", "//");
    }
}
