package covey.assignment.log;

import covey.assign.json.JsonFault;
import covey.assign.json.JsonReader;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A log as JSON Lines: an object a line, plain or gzipped. Memory does not grow with the file.
 *
 * @param file the file
 * @param columns fields of the objects
 */
public record JsonLinesLog(Path file, LogColumns columns) implements AssignmentLog {
    @Override
    public void read(LogVisitor visitor) {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
                InputStream bytes = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader reader = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
            long number = 0;
            for (String line = reader.readLine(); line != null; ) {
                String following = reader.readLine();
                number++;
                if (!line.isBlank()) {
                    line(number, line, following == null, visitor);
                }
                line = following;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void line(long number, String line, boolean last, LogVisitor visitor) {
        Object value;
        try {
            value = JsonReader.read(line);
        } catch (JsonFault e) {
            if (last) {
                visitor.torn(number);
            } else {
                visitor.unreadable(number, "it is no JSON: " + e.getMessage());
            }
            return;
        }
        if (value instanceof Map<?, ?> object) {
            object(number, object, visitor);
        } else {
            visitor.unreadable(number, "it is no JSON object");
        }
    }

    private void object(long number, Map<?, ?> object, LogVisitor visitor) {
        String unit = text(object.get(columns.unit()));
        String arm = text(object.get(columns.arm()));
        if (unit.isEmpty() || arm.isEmpty()) {
            String missing = unit.isEmpty() ? columns.unit() : columns.arm();
            visitor.unreadable(
                    number, "it has no '" + missing + "'; name the fields with --unit-column and --arm-column");
            return;
        }
        Optional<Instant> at = Optional.empty();
        if (columns.time().isPresent()) {
            String time = text(object.get(columns.time().get()));
            at = LoggedTime.read(time, columns.zone());
            if (at.isEmpty()) {
                visitor.unreadable(number, "its " + columns.time().get() + " '" + time + "' is no time");
                return;
            }
        }
        visitor.row(LogRow.of(number, unit, arm, at));
    }

    /** Text, a whole number or a truth value as text; empty for anything else. */
    private static String text(@Nullable Object value) {
        boolean plain = value instanceof String || value instanceof Number || value instanceof Boolean;
        return plain ? String.valueOf(value) : "";
    }
}
