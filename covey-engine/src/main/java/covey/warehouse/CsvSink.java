package covey.warehouse;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Writes one CSV file as RFC 4180 has it, with line feeds. */
final class CsvSink implements TableSink {
    private static final DateTimeFormatter NAIVE = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true)
            .toFormatter(Locale.ROOT);

    private final Path target;
    private final PendingFile file;
    private final Writer writer;
    private final RowShape shape;
    private boolean open = true;

    CsvSink(Path target, List<Column> columns) {
        this.target = target;
        this.shape = new RowShape(columns);
        this.file = PendingFile.of(target);
        try {
            this.writer = writer(target, file.path());
            for (int i = 0; i < columns.size(); i++) {
                cell(i, quoted(columns.get(i).name()));
            }
            writer.write('\n');
        } catch (IOException e) {
            file.close();
            throw PendingFile.fault(target, e);
        }
    }

    private static Writer writer(Path target, Path path) throws IOException {
        OutputStream raw = Files.newOutputStream(path);
        boolean zipped = target.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
        OutputStream out = zipped ? new GZIPOutputStream(raw, 1 << 16) : raw;
        return new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
    }

    private void cell(int position, String text) {
        try {
            if (position > 0) {
                writer.write(',');
            }
            writer.write(text);
        } catch (IOException e) {
            throw PendingFile.fault(target, e);
        }
    }

    /** Quotes what needs it; an empty text too, since an empty field is NULL. */
    private static String quoted(String text) {
        boolean plain = !text.isEmpty()
                && text.chars().noneMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r')
                && text.equals(text.strip());
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    @Override
    public void appendText(@Nullable String value) {
        cell(shape.next(Type.TEXT), value == null ? "" : quoted(value));
    }

    @Override
    public void appendLong(long value) {
        cell(shape.next(Type.LONG), Long.toString(value));
    }

    @Override
    public void appendInt(int value) {
        cell(shape.next(Type.INT), Integer.toString(value));
    }

    @Override
    public void appendDouble(double value) {
        cell(shape.next(Type.DOUBLE), Double.toString(value));
    }

    @Override
    public void appendBoolean(boolean value) {
        cell(shape.next(Type.BOOLEAN), Boolean.toString(value));
    }

    @Override
    public void appendTimestamp(long epochMicros) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(
                Math.floorDiv(epochMicros, 1_000_000L), Math.floorMod(epochMicros, 1_000_000) * 1000, ZoneOffset.UTC);
        cell(shape.next(Type.TIMESTAMP), NAIVE.format(time));
    }

    @Override
    public void appendDate(int epochDay) {
        cell(shape.next(Type.DATE), LocalDate.ofEpochDay(epochDay).toString());
    }

    @Override
    public void appendNull() {
        cell(shape.nextOfAny(), "");
    }

    @Override
    public void endRow() {
        shape.endRow();
        try {
            writer.write('\n');
        } catch (IOException e) {
            throw PendingFile.fault(target, e);
        }
    }

    @Override
    public long rows() {
        return shape.rows();
    }

    @Override
    public void commit() {
        shape.requireWholeRows();
        release();
        file.publish();
    }

    private void release() {
        if (!open) {
            return;
        }
        open = false;
        try {
            writer.close();
        } catch (IOException e) {
            throw PendingFile.fault(target, e);
        }
    }

    @Override
    public void close() {
        try {
            release();
        } finally {
            file.close();
        }
    }
}
