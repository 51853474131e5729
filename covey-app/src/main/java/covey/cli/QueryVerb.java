package covey.cli;

import covey.cli.console.JsonDocument;
import covey.cli.console.TextTable;
import covey.cli.session.Moment;
import covey.cli.session.ProjectOptions;
import covey.cli.session.Session;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.Interval;
import covey.result.NotEstimable;
import covey.result.Outcome;
import covey.study.MetricQuery;
import covey.study.QueryAnswer;
import covey.study.Workspace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code covey query}: a metric without a study. */
@Command(
        name = "query",
        mixinStandardHelpOptions = true,
        description = "The value of a metric over a period, with its interval, without a study.",
        footer = {"", "Example:", "  covey query ctr --by country,week --last 28d"})
final class QueryVerb implements Callable<Integer> {
    private final Session session;

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Parameters(index = "0", paramLabel = "METRIC", description = "Name of the metric.")
    private String metric = "";

    @Option(names = "--by", paramLabel = "NAME", split = ",", description = "Dimensions, and day or week.")
    private List<String> by = new ArrayList<>();

    @Option(
            names = "--last",
            paramLabel = "DURATION",
            converter = Moment.DurationReader.class,
            description = "Only the last such time before --as-of, such as 28d.")
    private @Nullable Duration last;

    @Option(
            names = "--as-of",
            paramLabel = "INSTANT",
            converter = Moment.InstantReader.class,
            description = "End of the period; default: the newest data.")
    private @Nullable Instant asOf;

    @Option(names = "--sql", description = "Prints the SQL that ran on standard error.")
    private boolean sql;

    @Option(names = "--json", description = "One JSON document instead of a table.")
    private boolean json;

    QueryVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Workspace workspace = session.open(project)) {
            QueryAnswer answer =
                    workspace.query(new MetricQuery(metric, by, Optional.ofNullable(last), Optional.ofNullable(asOf)));
            if (sql) {
                answer.queries().forEach(q -> session.console().say(q.sql()));
            }
            if (json) {
                JsonDocument.print(document(answer), session.console().out());
            } else {
                print(answer);
            }
            return 0;
        }
    }

    private void print(QueryAnswer answer) {
        TextTable table = new TextTable("METRIC", "SEGMENT", "VALUE", "INTERVAL", "N", "UNIT");
        answer.outcomes().forEach(outcome -> row(table, outcome));
        table.lines().forEach(session.console().out()::println);
        session.console().say(metric + ", " + answer.period());
    }

    private static void row(TextTable table, Outcome outcome) {
        Estimand what = outcome.estimand();
        switch (outcome) {
            case Estimate e ->
                table.row(
                        what.metric(),
                        segment(what),
                        Rendering.number(e.value()),
                        e.interval().map(QueryVerb::limits).orElse(""),
                        Long.toString(e.n()),
                        what.unit());
            case NotEstimable n -> table.row(what.metric(), segment(what), "-", n.message(), "", n.advice());
        }
    }

    private static String segment(Estimand what) {
        String at = what.at().entrySet().stream()
                .map(c -> c.getKey() + "=" + c.getValue())
                .collect(Collectors.joining(" "));
        String all = (what.segment() + " " + at).strip();
        return all.isEmpty() ? "all" : all;
    }

    private static String limits(Interval interval) {
        return Rendering.number(interval.lower()) + " to " + Rendering.number(interval.upper());
    }

    private Map<String, Object> document(QueryAnswer answer) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("metric", metric);
        map.put("period", answer.period());
        map.put("outcomes", answer.outcomes().stream().map(QueryVerb::document).toList());
        map.put("queries", answer.queries().stream().map(CompileVerb::document).toList());
        return map;
    }

    /** The columns of the long schema that a level has; limits that are infinite are null. */
    private static Map<String, Object> document(Outcome outcome) {
        Estimand what = outcome.estimand();
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("metric", what.metric());
        map.put("estimand", what.name());
        map.put("segment", what.segment());
        map.put("at", what.at());
        map.put("unit", what.unit());
        switch (outcome) {
            case Estimate e -> {
                map.put("estimate", e.value());
                map.put(
                        "std_error",
                        e.standardError().isPresent() ? e.standardError().getAsDouble() : null);
                map.put("conf_low", e.interval().map(i -> finite(i.lower())).orElse(null));
                map.put("conf_high", e.interval().map(i -> finite(i.upper())).orElse(null));
                map.put("conf_level", e.interval().map(Interval::level).orElse(null));
                map.put("interval_method", e.interval().map(Interval::method).orElse(null));
                map.put("n", e.n());
            }
            case NotEstimable n -> {
                map.put("reason", n.reason().name());
                map.put("message", n.message());
                map.put("advice", n.advice());
            }
        }
        return map;
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
