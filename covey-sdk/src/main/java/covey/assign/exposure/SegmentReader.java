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
    private static final String HEADER = "experiment,arm,unit_type,unit,at,reason,writer,sequence,clock_went_back\n";

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

    /** Hands every exposure on once, in the order of segments. */
    public static Tally read(Path folder, Sink sink) throws IOException {
        List<Path> segments;
        try (Stream<Path> files = Files.list(folder)) {
            segments = files.filter(f -> f.getFileName().toString().matches("exposures-.*\\.log"))
                    .sorted()
                    .toList();
        }
        SegmentReader reader = new SegmentReader();
        for (Path segment : segments) {
            reader.segment(new String(Files.readAllBytes(segment), StandardCharsets.UTF_8), sink);
        }
        return new Tally(reader.exposures, reader.torn, reader.damaged, reader.duplicates, reader.clockWentBack);
    }

    /** Writes them as CSV (RFC 4180, header first), for a warehouse to load. */
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
                                Boolean.toString(e.clockWentBack()))
                        + "\n"));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    private void segment(String text, Sink sink) throws IOException {
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            Exposure exposure = end < 0 ? null : Line.read(text.substring(from, end));
            if (end < 0) {
                torn++;
                return;
            }
            if (exposure == null) {
                damaged++;
            } else if (isNew(exposure)) {
                exposures++;
                clockWentBack += exposure.clockWentBack() ? 1 : 0;
                sink.accept(exposure);
            } else {
                duplicates++;
            }
            from = end + 1;
        }
    }

    private boolean isNew(Exposure exposure) {
        BitSet written = seen.computeIfAbsent(exposure.writer(), w -> new BitSet());
        boolean isNew = !written.get(exposure.sequence());
        written.set(exposure.sequence());
        return isNew;
    }
}
