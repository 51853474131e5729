package covey.assign.exposure;

import covey.assign.json.JsonFault;
import covey.assign.json.JsonReader;
import covey.assign.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** One exposure as a line: CRC-32C in eight hexadecimal digits, a space, a JSON array, a line feed. */
final class Line {
    private static final int FIELDS = 9;

    private Line() {}

    static byte[] of(Exposure exposure) {
        String body = JsonWriter.write(Arrays.asList(
                exposure.writer(),
                exposure.sequence(),
                exposure.at().toEpochMilli(),
                exposure.wall().toEpochMilli(),
                exposure.experiment(),
                exposure.arm(),
                exposure.unitType(),
                exposure.unit(),
                exposure.reason()));
        return (checksum(body) + " " + body + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** The exposure, or null when the line is not whole. */
    static @Nullable Exposure read(String line) {
        if (line.length() < 10 || !line.startsWith(checksum(line.substring(9)))) {
            return null;
        }
        try {
            return (JsonReader.read(line.substring(9)) instanceof List<?> fields && fields.size() == FIELDS)
                    ? exposure(fields)
                    : null;
        } catch (JsonFault fault) {
            return null;
        }
    }

    /** The exposure that ends a line which began as another's torn one, or null. */
    static @Nullable Exposure readBehind(String line) {
        Exposure found = null;
        for (int at = line.indexOf(" [", 9); at > 0 && found == null; at = line.indexOf(" [", at + 1)) {
            found = read(line.substring(at - 8));
        }
        return found;
    }

    private static @Nullable Exposure exposure(List<?> fields) {
        for (int i = 0; i < FIELDS; i++) {
            boolean number = i >= 1 && i <= 3;
            if (!(number ? fields.get(i) instanceof Long : fields.get(i) instanceof String)) {
                return null;
            }
        }
        long sequence = number(fields, 1);
        if (sequence < 0 || sequence > Integer.MAX_VALUE) {
            return null;
        }
        return new Exposure(
                text(fields, 0),
                (int) sequence,
                Instant.ofEpochMilli(number(fields, 2)),
                Instant.ofEpochMilli(number(fields, 3)),
                text(fields, 4),
                text(fields, 5),
                text(fields, 6),
                text(fields, 7),
                text(fields, 8));
    }

    private static String text(List<?> fields, int index) {
        return (String) Objects.requireNonNull(fields.get(index));
    }

    private static long number(List<?> fields, int index) {
        return (Long) Objects.requireNonNull(fields.get(index));
    }

    private static String checksum(String body) {
        CRC32C crc = new CRC32C();
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
