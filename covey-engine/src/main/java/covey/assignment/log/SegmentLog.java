package covey.assignment.log;

import covey.assign.exposure.Exposure;
import covey.assign.exposure.SegmentReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Segments of exposures as the SDK writes them, in the order given; a row is a line of a segment. Copied lines are told like
 * any other: who reads tells duplicates by unit, arm and time.
 */
public final class SegmentLog implements AssignmentLog {
    private final List<Path> segments;
    private final String experiment;
    private final List<Long> before = new ArrayList<>();

    private SegmentLog(List<Path> segments, String experiment) {
        this.segments = List.copyOf(segments);
        this.experiment = experiment;
    }

    /** Whether these are segments, or a folder that may hold some. */
    public static boolean recognises(List<Path> paths) {
        return paths.stream().anyMatch(p -> Files.isDirectory(p) || SegmentReader.isSegment(p));
    }

    /**
     * The exposures of one experiment.
     *
     * @param paths segments, and folders of segments
     * @param experiment key of the experiment
     * @throws LogFormatException when a path is neither, or a folder holds none
     */
    public static SegmentLog of(List<Path> paths, String experiment) {
        List<Path> segments = new ArrayList<>();
        for (Path path : paths) {
            List<Path> found = found(path);
            if (found.isEmpty()) {
                throw new LogFormatException(
                        Files.isDirectory(path)
                                ? "the folder " + path + " holds no segment of exposures"
                                : path + " is no segment of exposures",
                        "segments are called exposures-WRITER-NUMBER.log; a log of another kind is given alone");
            }
            found.stream().filter(s -> !segments.contains(s)).forEach(segments::add);
        }
        return new SegmentLog(segments, experiment);
    }

    private static List<Path> found(Path path) {
        try {
            return Files.isDirectory(path)
                    ? SegmentReader.segments(path)
                    : SegmentReader.isSegment(path) ? List.of(path) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void read(LogVisitor visitor) {
        before.clear();
        long rows = 0;
        try {
            for (Path segment : segments) {
                before.add(rows);
                rows += SegmentReader.visit(segment, new Told(visitor, rows));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Told implements SegmentReader.Visitor {
        private final LogVisitor visitor;
        private final long start;

        Told(LogVisitor visitor, long start) {
            this.visitor = visitor;
            this.start = start;
        }

        @Override
        public void whole(int line, Exposure e) {
            if (e.experiment().equals(experiment)) {
                visitor.row(new LogRow(
                        start + line, e.unit(), e.arm(), Optional.of(e.at()), Optional.of(e.wall()), e.writer(), true));
            } else {
                visitor.other(start + line);
            }
        }

        @Override
        public void damaged(int line) {
            visitor.unreadable(start + line, "its checksum does not hold");
        }

        @Override
        public void torn(int line) {
            visitor.torn(start + line);
        }
    }

    @Override
    public String place(long number) {
        int index = before.size() - 1;
        while (index > 0 && before.get(index) >= number) {
            index--;
        }
        return segments.get(index).getFileName() + ":" + (number - before.get(index));
    }
}
