package covey.cli;

import covey.cli.session.ProjectOptions;
import covey.cli.session.Session;
import covey.project.source.Names;
import covey.study.CoveyException;
import covey.study.Exit;
import covey.study.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code covey schema}: the JSON Schema of each kind of file. */
@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the JSON Schema of a kind of file; without a kind, the kinds there are.",
            "",
            "For completion in an editor, write the schemas to a folder and begin a file with "
                    + "# yaml-language-server: $$schema=../.covey/schema/studies.json"
        },
        footer = {"", "Example:", "  covey schema --output .covey/schema"})
final class SchemaVerb implements Callable<Integer> {
    private final Session session;

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Parameters(index = "0", arity = "0..1", paramLabel = "KIND", description = "Kind of file, such as studies.")
    private @Nullable String kind;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Writes every schema to this folder as KIND.json.")
    private @Nullable Path output;

    SchemaVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        try (Workspace workspace = session.open(project)) {
            SortedMap<String, String> schemas = workspace.schemas();
            if (output != null) {
                writeAll(schemas, output);
            } else if (kind == null) {
                schemas.keySet().forEach(name -> session.console().print("%s", name));
            } else {
                session.console().print("%s", schemaOf(schemas, kind));
            }
            return 0;
        }
    }

    private static String schemaOf(SortedMap<String, String> schemas, String wanted) {
        String text = schemas.get(wanted);
        if (text == null) {
            throw new CoveyException(
                    Exit.INPUT,
                    "no kind of file is called '" + wanted + "'",
                    Names.suggestion(wanted, schemas.keySet()),
                    null);
        }
        return text;
    }

    private void writeAll(SortedMap<String, String> schemas, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (var schema : schemas.entrySet()) {
            Path file = folder.resolve(schema.getKey() + ".json");
            Files.writeString(file, schema.getValue());
            session.console().print("%s", file);
        }
    }
}
