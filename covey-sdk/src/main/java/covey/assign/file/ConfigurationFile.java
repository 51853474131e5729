package covey.assign.file;

import covey.assign.AssignmentException;
import covey.assign.Configuration;
import covey.assign.json.JsonFault;
import covey.assign.json.JsonReader;
import covey.assign.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A configuration as a JSON file of version 1; units get what they get in the project it was written from, to the bucket. What
 * is not known is refused, a version first: an older reader must not skip a gate it has never heard of.
 *
 * @param configuration what it assigns
 * @param asOf the instant at which ramps and periods stood
 * @param until when the project assigns otherwise, and a new file is due; null for never
 */
public record ConfigurationFile(
        Configuration configuration, Instant asOf, @Nullable Instant until) {
    /** The format's name. */
    public static final String FORMAT = "covey-assignment";

    /** The version that is written and read. */
    public static final int VERSION = 1;

    /** Reads a file's text. @throws AssignmentException at the first fault, with its place */
    public static ConfigurationFile read(String text) {
        Object root;
        try {
            root = JsonReader.read(text);
        } catch (JsonFault fault) {
            throw new AssignmentException("file", "is not JSON: " + fault.getMessage(), "Correct it there.");
        }
        if (!(root instanceof Map<?, ?> map) || !FORMAT.equals(map.get("format"))) {
            throw new AssignmentException(
                    "format",
                    "unknown format: it is not \"" + FORMAT + "\"",
                    "Write the file with covey assign export --format covey; flags of flagd are read elsewhere.");
        }
        if (!Objects.equals(map.get("version"), (long) VERSION)) {
            throw new AssignmentException(
                    "version",
                    "unknown version " + map.get("version") + ", this reader knows " + VERSION,
                    "Update the SDK, or write the file with a Covey that writes version " + VERSION + ".");
        }
        Fields fields = new Fields("", map);
        fields.skip("$schema", "format", "version");
        Instant asOf = instant("as_of", fields.text("as_of"));
        Instant until = fields.has("until") ? instant("until", fields.text("until")) : null;
        return new ConfigurationFile(new ConfigurationReader(fields).read(), asOf, until);
    }

    private static Instant instant(String at, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new AssignmentException(at, "'" + text + "' is no instant", "Write it as in 2026-03-01T00:00:00Z.");
        }
    }

    /** The file's text. */
    public String text() {
        Map<String, @Nullable Object> file = new LinkedHashMap<>();
        file.put("$schema", "urn:covey:schema:assignment");
        file.put("format", FORMAT);
        file.put("version", VERSION);
        file.put("as_of", asOf.toString());
        if (until != null) {
            file.put("until", until.toString());
        }
        file.putAll(ConfigurationWriter.written(configuration));
        return JsonWriter.write(file);
    }

    /** The JSON Schema (2020-12) of the file. */
    public static String schema() {
        try (InputStream schema = ConfigurationFile.class.getResourceAsStream("assignment.schema.json")) {
            return new String(Objects.requireNonNull(schema).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
