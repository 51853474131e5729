package covey.warehouse;

import covey.warehouse.WarehouseException.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file in the making: written inside a hidden folder beside its final place, so that the rename at the end is one step
 * of the same file system.
 */
final class PendingFile implements AutoCloseable {
    private final Path target;
    private final Path folder;

    private PendingFile(Path target, Path folder) {
        this.target = target;
        this.folder = folder;
    }

    static PendingFile of(Path target) {
        Path absolute = target.toAbsolutePath();
        Path parent = absolute.getParent();
        Path name = absolute.getFileName();
        if (parent == null || name == null || Files.isDirectory(absolute)) {
            throw new WarehouseException(Kind.UNREADABLE, target + " is a folder", "name a file", null);
        }
        try {
            Files.createDirectories(parent);
            return new PendingFile(absolute, Files.createTempDirectory(parent, "." + name + "."));
        } catch (IOException e) {
            throw fault(target, e);
        }
    }

    /** Where to write. */
    Path path() {
        return folder.resolve("pending");
    }

    /** Another file of the same life, removed at close. */
    Path beside(String name) {
        return folder.resolve(name);
    }

    /** Gives the file its name; from then on it is whole or the old one is still there, even after a power cut. */
    void publish() {
        try {
            try (FileChannel channel = FileChannel.open(path(), StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            // The log of an older database file of that name must not be applied to the new one.
            Files.deleteIfExists(target.resolveSibling(target.getFileName() + ".wal"));
            Files.move(path(), target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw fault(target, e);
        }
    }

    static WarehouseException fault(Path path, IOException e) {
        String message = String.valueOf(e.getMessage());
        boolean full = message.contains("No space left") || message.contains("quota");
        return new WarehouseException(
                full ? Kind.DISK_FULL : Kind.UNREADABLE,
                path + " cannot be written: " + e,
                full ? "free space on that disk" : "check that the folder exists and may be written to",
                e);
    }

    @Override
    public void close() {
        ScratchFolder.remove(folder);
    }
}
