package covey.assign.exposure;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes exposures to segments of a folder, append only.
 *
 * <p>Each exposure is one write of one whole line before {@link #append} returns: a killed process loses at most the line it
 * was writing. Against a failing machine, {@link Sync} says when the file is forced to disk. A writer never opens a segment
 * that exists, so processes share a folder and a torn line is always a last one: after a write that failed, such as on a full
 * disk, the next exposure begins another segment. An interrupted thread writes like any other. Thread-safe.
 */
public final class SegmentWriter implements Closeable {
    /** When a segment is forced to disk. */
    public enum Sync {
        /** When a segment is full and at the end: a machine that fails may lose the open segment's tail. */
        PER_SEGMENT,
        /** After every exposure: nothing confirmed is lost; milliseconds each. */
        PER_EXPOSURE
    }

    /**
     * Where and how. A name that segments of the folder already have, as after a restart, gets the instant of the start behind
     * it, so that no exposure is taken for a copy; where segments are moved away, give every start a name of its own.
     */
    public record Options(Path folder, String writer, long segmentBytes, Sync sync) {
        public Options {
            if (!writer.matches("[A-Za-z0-9_-]{1,80}")) {
                throw new IllegalArgumentException("writer '" + writer + "': use letters, digits, - and _");
            }
        }
    }

    /** How a segment that was made is opened. */
    interface Opening {
        FileOutputStream open(Path segment) throws IOException;
    }

    private final Options options;
    private final InstantSource clock;
    private final Opening opening;
    // not a channel: an interrupt closes a channel for good
    private @Nullable FileOutputStream stream;
    private String writer;
    private long written;
    private int segment;
    private int sequence;
    private Instant last = Instant.MIN;

    /** Opens no file before the first exposure. */
    public SegmentWriter(Options options, InstantSource clock) {
        this(options, clock, segment -> new FileOutputStream(segment.toFile()));
    }

    SegmentWriter(Options options, InstantSource clock, Opening opening) {
        this.options = options;
        this.clock = clock;
        this.opening = opening;
        this.writer = options.writer;
    }

    /** Writes one exposure; its time is the clock's, or that of the one before when the clock has gone backwards. */
    public synchronized Exposure append(String experiment, String arm, String unitType, String unit, String reason)
            throws IOException {
        Instant wall = Instant.ofEpochMilli(clock.instant().toEpochMilli());
        last = wall.isBefore(last) ? last : wall;
        FileOutputStream open = stream();
        Exposure exposure = new Exposure(writer, sequence++, last, wall, experiment, arm, unitType, unit, reason);
        byte[] line = Line.of(exposure);
        try {
            open.write(line);
            if (options.sync == Sync.PER_EXPOSURE) {
                open.getFD().sync();
            }
        } catch (IOException failed) {
            abandon(open);
            throw failed;
        }
        written += line.length;
        if (written >= options.segmentBytes) {
            close();
        }
        return exposure;
    }

    private FileOutputStream stream() throws IOException {
        FileOutputStream open = stream;
        if (open == null) {
            Files.createDirectories(options.folder);
            open = opening.open(next());
            stream = open;
            written = 0;
        }
        return open;
    }

    /** A segment of its own, made now. */
    private Path next() throws IOException {
        while (true) {
            String name = String.format(Locale.ROOT, "exposures-%s-%06d.log", options.writer, segment++);
            try {
                return Files.createFile(options.folder.resolve(name));
            } catch (FileAlreadyExistsException another) {
                if (sequence == 0) {
                    writer =
                            options.writer + "-" + Long.toString(clock.instant().toEpochMilli(), Character.MAX_RADIX);
                }
            }
        }
    }

    /** Leaves a segment whose last line may be torn. */
    private void abandon(FileOutputStream open) {
        stream = null;
        try {
            open.close();
        } catch (IOException alsoFailed) {
            // the write's own failure is the one to tell
        }
    }

    /** Forces the open segment to disk and closes it; the next exposure opens another. */
    @Override
    public synchronized void close() throws IOException {
        FileOutputStream open = stream;
        stream = null;
        if (open != null) {
            try (open) {
                open.getFD().sync();
            }
        }
    }
}
