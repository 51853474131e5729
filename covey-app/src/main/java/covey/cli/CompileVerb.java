package covey.cli;

import covey.cli.console.JsonDocument;
import covey.cli.session.Moment;
import covey.cli.session.ProjectOptions;
import covey.cli.session.Session;
import covey.result.Query;
import covey.study.Workspace;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code covey compile}: the SQL that would run. */
@Command(
        name = "compile",
        mixinStandardHelpOptions = true,
        description = "Prints the SQL that `run` would send, runnable as it stands.",
        footer = {"", "Example:", "  covey compile new_ranker > new_ranker.sql"})
final class CompileVerb implements Callable<Integer> {
    private final Session session;

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Parameters(index = "0", paramLabel = "STUDY", description = "Name of the study.")
    private String study = "";

    @Option(
            names = "--as-of",
            paramLabel = "INSTANT",
            converter = Moment.InstantReader.class,
            description = "Data as they stood then, such as 2026-03-15.")
    private @Nullable Instant asOf;

    @Option(names = "--json", description = "One JSON document instead of SQL text.")
    private boolean json;

    CompileVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Workspace workspace = session.open(project)) {
            List<Query> queries = workspace.compile(study, Optional.ofNullable(asOf));
            if (json) {
                JsonDocument.print(
                        queries.stream().map(CompileVerb::document).toList(),
                        session.console().out());
            } else {
                queries.forEach(this::print);
            }
            return 0;
        }
    }

    private void print(Query query) {
        String sql = query.sql().strip();
        session.console().print("-- %s: %s", query.name(), query.purpose().replaceAll("\\R", " "));
        session.console().print("%s%s%n", sql, sql.endsWith(";") ? "" : ";");
    }

    /** A query as JSON. */
    static Map<String, Object> document(Query query) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", query.name());
        map.put("purpose", query.purpose());
        map.put("sql", query.sql());
        map.put("hash", query.hash());
        return map;
    }
}
