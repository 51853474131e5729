package covey.assign.exposure;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes exposures to segments of a folder, append only.
 *
 * <p>Each exposure is one write of one whole line before {@link #append} returns: a killed process loses at most the line it
 * was writing. Against a failing machine, {@link Sync} says when the file is forced to disk. A writer never opens a segment
 * that exists, so processes share a folder under names of their own and a torn line is always a last one. Thread-safe.
 */
public final class SegmentWriter implements Closeable {
    /** When a segment is forced to disk. */
    public enum Sync {
        /** When a segment is full and at the end: a machine that fails may lose the open segment's tail. */
        PER_SEGMENT,
        /** After every exposure: nothing confirmed is lost; milliseconds each. */
        PER_EXPOSURE
    }

    /** Where and how: the writer's name must not have been used in the folder before. */
    public record Options(Path folder, String writer, long segmentBytes, Sync sync) {
        public Options {
            if (!writer.matches("[A-Za-z0-9_-]{1,80}")) {
                throw new IllegalArgumentException("writer '" + writer + "': use letters, digits, - and _");
            }
        }
    }

    private final Options options;
    private final InstantSource clock;
    private @Nullable FileChannel channel;
    private int segment;
    private int sequence;
    private Instant last = Instant.MIN;

    /** Opens no file before the first exposure. */
    public SegmentWriter(Options options, InstantSource clock) {
        this.options = options;
        this.clock = clock;
    }

    /** Writes one exposure; its time is the clock's, or that of the one before when the clock has gone backwards. */
    public synchronized Exposure append(String experiment, String arm, String unitType, String unit, String reason)
            throws IOException {
        Instant wall = Instant.ofEpochMilli(clock.instant().toEpochMilli());
        last = wall.isBefore(last) ? last : wall;
        Exposure exposure = new Exposure(options.writer, sequence, last, wall, experiment, arm, unitType, unit, reason);
        FileChannel open = channel();
        ByteBuffer line = ByteBuffer.wrap(Line.of(exposure));
        while (line.hasRemaining()) {
            open.write(line);
        }
        sequence++;
        if (options.sync == Sync.PER_EXPOSURE) {
            open.force(false);
        }
        if (open.position() >= options.segmentBytes) {
            close();
        }
        return exposure;
    }

    private FileChannel channel() throws IOException {
        FileChannel open = channel;
        if (open == null) {
            Files.createDirectories(options.folder);
            String name = String.format(Locale.ROOT, "exposures-%s-%06d.log", options.writer, segment);
            open = FileChannel.open(
                    options.folder.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            channel = open;
            segment++;
        }
        return open;
    }

    /** Forces the open segment to disk and closes it; the next exposure opens another. */
    @Override
    public synchronized void close() throws IOException {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            open.force(true);
            open.close();
        }
    }
}
