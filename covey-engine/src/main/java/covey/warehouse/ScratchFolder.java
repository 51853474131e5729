package covey.warehouse;

import covey.warehouse.WarehouseException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A private folder for what does not fit into memory, removed at close: in {@code .covey/tmp} of the project if it has one,
 * else among the machine's temporary files. Folders of processes that were killed are removed on the way.
 */
record ScratchFolder(Path folder) implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("covey-(\\d+)-.*");

    static ScratchFolder create(Path project) {
        try {
            Path own = project.resolve(".covey");
            Path parent = Files.isDirectory(own) && Files.isWritable(own)
                    ? Files.createDirectories(own.resolve("tmp"))
                    : Path.of(System.getProperty("java.io.tmpdir"));
            removeOrphans(parent);
            // Java makes temporary folders readable by their owner alone.
            return new ScratchFolder(Files.createTempDirectory(
                            parent, "covey-" + ProcessHandle.current().pid() + "-")
                    .toAbsolutePath());
        } catch (IOException e) {
            throw new WarehouseException(
                    Kind.UNREADABLE,
                    "no temporary folder could be made: " + e,
                    "free space, or point java.io.tmpdir to a writable folder",
                    e);
        }
    }

    private static void removeOrphans(Path parent) throws IOException {
        try (Stream<Path> siblings = Files.list(parent)) {
            siblings.filter(ScratchFolder::isOrphan).toList().forEach(ScratchFolder::remove);
        }
    }

    private static boolean isOrphan(Path path) {
        Matcher name = NAME.matcher(path.getFileName().toString());
        return name.matches()
                && Files.isDirectory(path)
                && Files.isWritable(path)
                && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
    }

    @Override
    public void close() {
        remove(folder);
    }

    /** Removes a folder and what is in it; what cannot be removed stays. */
    static void remove(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            // A leftover temporary file is no reason to fail a finished run; the next one tries again.
            folder.toFile().deleteOnExit();
        }
    }
}
