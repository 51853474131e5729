package covey.assignment.log;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * A log as CSV in UTF-8 with a heading, plain or gzipped; fields in double quotes may hold commas and line ends. Memory
 * does not grow with the file.
 *
 * @param file the file
 * @param columns where it keeps what
 */
public record CsvLog(Path file, LogColumns columns) implements AssignmentLog {
    private static final char UNDECODABLE = '\uFFFD';

    @Override
    public void read(LogVisitor visitor) {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
                InputStream bytes = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                Reader reader = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
            read(new CsvRecords(reader), visitor);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(CsvRecords records, LogVisitor visitor) throws IOException {
        if (!records.next()) {
            throw new LogFormatException(
                    file + " is empty", "a log starts with a heading that names its columns, such as unit,arm,time");
        }
        List<String> heading = records.fields().stream()
                .map(name -> name.replace("\uFEFF", "").strip())
                .toList();
        int unit = column(heading, columns.unit());
        int arm = column(heading, columns.arm());
        int time = columns.time().isPresent() ? column(heading, columns.time().get()) : -1;
        for (long number = 1; records.next(); number++) {
            List<String> fields = records.fields();
            if (fields.size() == heading.size() && !records.open()) {
                row(number, fields.get(unit), fields.get(arm), time < 0 ? "" : fields.get(time), records, visitor);
            } else if (records.ended()) {
                visitor.unreadable(
                        number, "it has " + fields.size() + " fields where the heading has " + heading.size());
            } else {
                visitor.torn(number);
            }
        }
    }

    private void row(long number, String unit, String arm, String time, CsvRecords records, LogVisitor visitor) {
        if (unit.indexOf(UNDECODABLE) >= 0 || arm.indexOf(UNDECODABLE) >= 0) {
            visitor.unreadable(number, "unit or arm is no UTF-8");
            return;
        }
        if (unit.isEmpty()) {
            visitor.unreadable(number, "it names no unit");
            return;
        }
        Optional<Instant> at = Optional.empty();
        if (columns.time().isPresent()) {
            at = LoggedTime.read(time, columns.zone());
            if (at.isEmpty()) {
                visitor.unreadable(number, "its time '" + time + "' is none");
                return;
            }
        }
        visitor.row(LogRow.of(number, unit, arm, at).endedAs(records.ended()));
    }

    private int column(List<String> heading, String name) {
        int index = heading.indexOf(name);
        if (index < 0) {
            throw new LogFormatException(
                    file + " has no column '" + name + "'",
                    "it has " + String.join(", ", heading)
                            + "; name the columns with --unit-column, --arm-column and --time-column");
        }
        return index;
    }
}
