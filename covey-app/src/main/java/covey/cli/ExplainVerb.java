package covey.cli;

import covey.cli.console.JsonDocument;
import covey.cli.session.ProjectOptions;
import covey.cli.session.Session;
import covey.study.Explanation;
import covey.study.Step;
import covey.study.Workspace;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code covey explain}: one number from its definition to its formula. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Walks one number from its definition to the formula with the values put in.",
            "",
            "On the way: the SQL, the sufficient statistics, the assumptions, and what would change it. Reads the stored "
                    + "result, never the warehouse."
        },
        footer = {"", "Example:", "  covey explain new_ranker/clicks --arm dwell --slice country=DE"})
final class ExplainVerb implements Callable<Integer> {
    private final Session session;

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Parameters(
            index = "0",
            paramLabel = "STUDY/METRIC",
            description = "Address of the number; @RUN after it picks a run.")
    private String address = "";

    @Option(names = "--arm", paramLabel = "NAME", description = "The arm, when the study has several.")
    private @Nullable String arm;

    @Option(names = "--slice", paramLabel = "DIMENSION=VALUE", description = "A slice instead of all units.")
    private @Nullable String slice;

    @Option(names = "--json", description = "One JSON document instead of text.")
    private boolean json;

    ExplainVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Workspace workspace = session.open(project)) {
            Explanation explanation = workspace.explain(address, Optional.ofNullable(arm), Optional.ofNullable(slice));
            if (json) {
                JsonDocument.print(document(explanation), session.console().out());
            } else {
                print(explanation);
            }
            return 0;
        }
    }

    private void print(Explanation explanation) {
        session.console().print("%s", explanation.address());
        int number = 1;
        for (Step step : explanation.steps()) {
            session.console()
                    .print(
                            "%n%d. %s%n%s",
                            number++,
                            step.title(),
                            step.body().stripTrailing().indent(3).stripTrailing());
        }
    }

    private static Map<String, Object> document(Explanation explanation) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("address", explanation.address());
        map.put(
                "steps",
                explanation.steps().stream()
                        .map(step -> {
                            Map<String, Object> one = new LinkedHashMap<>();
                            one.put("title", step.title());
                            one.put("body", step.body());
                            return one;
                        })
                        .toList());
        return map;
    }
}
