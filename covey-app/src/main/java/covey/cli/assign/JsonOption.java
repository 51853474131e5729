package covey.cli.assign;

import covey.cli.console.Console;
import covey.cli.console.JsonDocument;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** Text for a reader, or one JSON document for a program. */
final class JsonOption {
    @Option(names = "--json", description = "One JSON document instead of text.")
    private boolean json;

    /** Prints what is asked for. */
    void print(Console console, Supplier<Object> document, Runnable text) {
        if (json) {
            JsonDocument.print(document.get(), console.out());
        } else {
            text.run();
        }
    }
}
