package covey.cli.console;

import java.io.PrintStream;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** One JSON document on standard output, made of maps, lists, strings and numbers. */
public final class JsonDocument {
    private static final ObjectWriter WRITER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build()
            .writer();

    private JsonDocument() {}

    /** Prints a map or list as one indented document. */
    public static void print(Object document, PrintStream out) {
        out.println(WRITER.writeValueAsString(document));
    }
}
