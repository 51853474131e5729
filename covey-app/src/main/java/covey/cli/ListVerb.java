package covey.cli;

import covey.cli.console.JsonDocument;
import covey.cli.console.TextTable;
import covey.cli.session.ProjectOptions;
import covey.cli.session.Session;
import covey.study.Listing;
import covey.study.Workspace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code covey list}: what there is. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists what the project declares: studies, metrics, models, dimensions.",
        footer = {"", "Example:", "  covey list metric"})
final class ListVerb implements Callable<Integer> {
    private final Session session;

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "KIND",
            description = "Only this kind: study, metric, model, dimension, or a kind of study such as experiment.")
    private @Nullable String kind;

    @Option(names = "--json", description = "One JSON document instead of a table.")
    private boolean json;

    ListVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Workspace workspace = session.open(project)) {
            List<Listing> all = workspace.list();
            List<Listing> listed = kind == null
                    ? all
                    : all.stream().filter(l -> isOfKind(l, kind)).toList();
            if (json) {
                JsonDocument.print(
                        listed.stream().map(ListVerb::document).toList(),
                        session.console().out());
            } else if (listed.isEmpty()) {
                session.console().say(kind == null ? "Nothing is declared yet." : "There is no " + kind + " here.");
            } else {
                TextTable table = new TextTable("KIND", "NAME", "LABEL", "DETAIL", "FILE");
                listed.forEach(l -> table.row(l.kind(), l.name(), l.label(), l.detail(), l.file()));
                table.lines().forEach(session.console().out()::println);
            }
            return 0;
        }
    }

    /** Plurals are understood, and for a study the kind of study, with which its detail begins. */
    private static boolean isOfKind(Listing listing, String wanted) {
        String singular = wanted.endsWith("ies")
                ? wanted.substring(0, wanted.length() - 3) + "y"
                : wanted.endsWith("s") && !wanted.endsWith("ss") ? wanted.substring(0, wanted.length() - 1) : wanted;
        return listing.kind().equals(wanted)
                || listing.kind().equals(singular)
                || (listing.kind().equals("study") && listing.detail().startsWith(wanted));
    }

    private static Map<String, Object> document(Listing listing) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("kind", listing.kind());
        map.put("name", listing.name());
        map.put("label", listing.label());
        map.put("detail", listing.detail());
        map.put("file", listing.file());
        return map;
    }
}
