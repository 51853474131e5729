package covey.assign.exposure;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads the segments of a folder: every whole exposure once, whatever was torn, damaged or copied counted. Segments are read
 * one at a time, and only read: recovery is leaving the torn line out.
 */
public final class SegmentReader {
    private static final String HEADER =
            "experiment,arm,unit_type,unit,at,reason,writer,sequence,clock_went_back,wall\n";

    private final Map<String, BitSet> seen = new HashMap<>();
    private long exposures;
    private int torn;
    private int damaged;
    private long duplicates;
    private long clockWentBack;

    private SegmentReader() {}

    /** What is done with an exposure. */
    public interface Sink {
        /** Takes the next. */
        void accept(Exposure exposure) throws IOException;
    }

    /** Told every line of a segment, the first is 1; a line that holds the rest of a torn one is damaged and whole. */
    public interface Visitor {
        /** A whole exposure, which may be a copy of an earlier one. */
        void whole(int line, Exposure exposure) throws IOException;

        /** A line whose checksum does not hold. */
        void damaged(int line) throws IOException;

        /** The last line, cut while it was written. */
        void torn(int line) throws IOException;
    }

    /** Whether a file is called as a segment is. */
    public static boolean isSegment(Path file) {
        return String.valueOf(file.getFileName()).matches("exposures-.*\\.log");
    }

    /** The segments of a folder, in the order of their names. */
    public static List<Path> segments(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(SegmentReader::isSegment).sorted().toList();
        }
    }

    /** Tells every line of one segment, copies too; returns how many there are. */
    public static int visit(Path segment, Visitor visitor) throws IOException {
        String text = new String(Files.readAllBytes(segment), StandardCharsets.UTF_8);
        int line = 0;
        for (int from = 0; from < text.length(); ) {
            line++;
            int end = text.indexOf('\n', from);
            if (end < 0) {
                visitor.torn(line);
                return line;
            }
            line(line, text.substring(from, end), visitor);
            from = end + 1;
        }
        return line;
    }

    /** Behind a torn line, in a segment that others were appended to, stands a whole one. */
    private static void line(int number, String text, Visitor visitor) throws IOException {
        Exposure exposure = Line.read(text);
        if (exposure == null) {
            visitor.damaged(number);
            exposure = Line.readBehind(text);
        }
        if (exposure != null) {
            visitor.whole(number, exposure);
        }
    }

    /** Hands every exposure on once, in the order of segments. */
    public static Tally read(Path folder, Sink sink) throws IOException {
        SegmentReader reader = new SegmentReader();
        for (Path segment : segments(folder)) {
            visit(segment, reader.counting(sink));
        }
        return new Tally(reader.exposures, reader.torn, reader.damaged, reader.duplicates, reader.clockWentBack);
    }

    private Visitor counting(Sink sink) {
        return new Visitor() {
            @Override
            public void whole(int line, Exposure exposure) throws IOException {
                if (isNew(exposure)) {
                    exposures++;
                    clockWentBack += exposure.clockWentBack() ? 1 : 0;
                    sink.accept(exposure);
                } else {
                    duplicates++;
                }
            }

            @Override
            public void damaged(int line) {
                damaged++;
            }

            @Override
            public void torn(int line) {
                torn++;
            }
        };
    }

    /**
     * Writes them as CSV (RFC 4180, header first), for a warehouse to load. {@code at} never falls within a writer, so a clock
     * that once ran ahead holds it there; {@code wall} is what the clock showed at each exposure.
     */
    public static Tally csv(Path folder, Writer out) throws IOException {
        out.write(HEADER);
        return read(
                folder,
                e -> out.write(String.join(
                                ",",
                                quoted(e.experiment()),
                                quoted(e.arm()),
                                quoted(e.unitType()),
                                quoted(e.unit()),
                                e.at().toString(),
                                e.reason(),
                                e.writer(),
                                Integer.toString(e.sequence()),
                                Boolean.toString(e.clockWentBack()),
                                e.wall().toString())
                        + "\n"));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    private boolean isNew(Exposure exposure) {
        BitSet written = seen.computeIfAbsent(exposure.writer(), w -> new BitSet());
        boolean isNew = !written.get(exposure.sequence());
        written.set(exposure.sequence());
        return isNew;
    }
}
