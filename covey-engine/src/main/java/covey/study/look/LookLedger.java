package covey.study.look;

import covey.data.LookHistory;
import covey.data.LookHistory.Look;
import covey.data.LookHistory.Plan;
import covey.method.SpecificationException;
import covey.method.Study;
import covey.metric.Location;
import covey.result.Diagnostic;
import covey.result.StudyResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The looks at a study, {@code results/<study>/looks}: one line of JSON each, only ever appended and forced to disk. A
 * line that a killed process left torn at the end is not a look, and is cut off before the next one is written.
 */
public final class LookLedger {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String FILE = "looks";

    private final Path folder;
    private final Path file;

    /**
     * @param study folder of the study's results
     */
    public LookLedger(Path study) {
        this.folder = study;
        this.file = study.resolve(FILE);
    }

    /** All looks, in the order they were made. */
    public LookHistory read() {
        if (!Files.exists(file)) {
            return LookHistory.NONE;
        }
        try {
            List<Look> looks = new ArrayList<>();
            byte[] bytes = Files.readAllBytes(file);
            String text = new String(bytes, 0, whole(bytes), StandardCharsets.UTF_8);
            int number = 0;
            for (String line : text.lines().toList()) {
                number++;
                looks.addAll(look(line, number));
            }
            return new LookHistory(looks);
        } catch (IOException e) {
            throw unusable("cannot be read: " + e.getMessage(), "make it readable", e);
        }
    }

    /** Refuses to look back in time, and to look into the future of a running study. */
    public void refuseBackwards(Study study, LookHistory earlier, Instant now) {
        Instant asOf = study.context().asOf();
        if (asOf.isAfter(now) && now.isBefore(study.end())) {
            throw new SpecificationException(
                    Location.NONE,
                    "study '" + study.name() + "' was asked for as of " + asOf + ", which is after now, " + now,
                    "leave --as-of away, or check the clock of this machine");
        }
        if (earlier.looks().isEmpty()) {
            return;
        }
        Look last = earlier.looks().getLast();
        if (asOf.isBefore(last.at())) {
            throw new SpecificationException(
                    Location.NONE,
                    "study '" + study.name() + "' was looked at as of " + last.asOf() + " already; a look as of " + asOf
                            + " would run the clock backwards",
                    "covey show " + study.name() + "@RUN shows an earlier look as it was; " + file + " lists them");
        }
    }

    /** Records the look that a result is; a metric whose numbers are those of an earlier look adds none. */
    public void append(StudyResult result, LookHistory earlier) {
        List<Diagnostic> standings = result.diagnostics().stream()
                .filter(d -> d.check().equals("monitoring") && d.values().containsKey("z"))
                .filter(d -> fresh(d, earlier))
                .toList();
        if (standings.isEmpty()) {
            return;
        }
        ObjectNode line = MAPPER.createObjectNode();
        line.put("as_of", result.provenance().asOf());
        line.put("run", result.run());
        ArrayNode rows = line.putArray("standings");
        for (Diagnostic d : standings) {
            ObjectNode row = rows.addObject();
            row.put("metric", d.metric());
            d.values().forEach((key, value) -> {
                if (!key.equals("path") && !key.equals("bounds")) {
                    row.put(key, value);
                }
            });
        }
        write(MAPPER.writeValueAsString(line) + "\n");
    }

    private static boolean fresh(Diagnostic d, LookHistory earlier) {
        return earlier.looks().stream()
                .noneMatch(l -> l.metric().equals(d.metric())
                        && l.arm().equals(d.values().get("arm"))
                        && l.asOf().equals(d.values().get("as_of"))
                        && l.sameAs(number(d, "estimate"), number(d, "std_error"), number(d, "units")));
    }

    private static double number(Diagnostic d, String key) {
        return Double.parseDouble(d.values().getOrDefault(key, "NaN"));
    }

    private void write(String line) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw unusable("could not be written: " + e.getMessage(), "make its folder writable, then run again", e);
        }
        try (FileChannel channel = FileChannel.open(
                        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            channel.truncate(whole(Files.readAllBytes(file)));
            channel.position(channel.size());
            ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (IOException e) {
            throw unusable(
                    "could not be written: " + e.getMessage(),
                    "free space or make it writable, then run again: the look must be on record",
                    e);
        }
    }

    /** Length up to and with the last end of a line. */
    private static int whole(byte[] bytes) {
        int length = bytes.length;
        while (length > 0 && bytes[length - 1] != '\n') {
            length--;
        }
        return length;
    }

    private List<Look> look(String line, int number) {
        try {
            JsonNode node = MAPPER.readTree(line);
            List<Look> looks = new ArrayList<>();
            for (JsonNode row : node.path("standings")) {
                looks.add(look(node, row));
            }
            return looks;
        } catch (JacksonException | IllegalArgumentException e) {
            throw unusable(
                    "line " + number + " is no look: " + e.getMessage(),
                    "restore the file from version control; without it the looks made cannot be paid for",
                    e);
        }
    }

    private static Look look(JsonNode node, JsonNode row) {
        return new Look(
                Instant.parse(text(row, "as_of")).toString(),
                text(node, "run"),
                text(row, "metric"),
                text(row, "arm"),
                decimal(row, "estimate"),
                decimal(row, "std_error"),
                decimal(row, "z"),
                decimal(row, "units"),
                decimal(row, "clock"),
                LookHistory.Last.valueOf(text(row, "last")),
                decimal(row, "bound"),
                text(row, "recommendation"),
                decimal(row, "planned_units"),
                row.has("planned_information")
                        ? OptionalDouble.of(decimal(row, "planned_information"))
                        : OptionalDouble.empty(),
                new Plan(
                        text(row, "method"),
                        text(row, "spending"),
                        decimal(row, "alpha"),
                        text(row, "maximum"),
                        text(row, "schedule")));
    }

    private static String text(JsonNode node, String key) {
        JsonNode value = node.get(key);
        if (value == null) {
            throw new IllegalArgumentException("it has no " + key);
        }
        return value.asString();
    }

    private static double decimal(JsonNode node, String key) {
        return Double.parseDouble(text(node, key));
    }

    private SpecificationException unusable(String what, String advice, Exception cause) {
        SpecificationException fault = new SpecificationException(Location.NONE, file + " " + what, advice);
        fault.initCause(cause);
        return fault;
    }
}
