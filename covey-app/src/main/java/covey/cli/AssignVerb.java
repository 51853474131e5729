package covey.cli;

import covey.assign.Assignment;
import covey.assignment.Assigners;
import covey.assignment.Assignments;
import covey.assignment.Disagreement;
import covey.assignment.Evaluation;
import covey.assignment.FlagDraft;
import covey.assignment.ReplayReport;
import covey.assignment.ReplayRequest;
import covey.assignment.StudyAssignment;
import covey.cli.console.Console;
import covey.cli.console.JsonDocument;
import covey.cli.console.TextTable;
import covey.study.Workspace;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code covey assign}: who gets which arm, before and after the fact. */
@Command(
        name = "assign",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Evaluates assignments and recomputes a log of them.",
        footer = {
            "",
            "Examples:",
            "  covey assign evaluate new_ranker --unit u17 --attribute country=DE",
            "  covey assign replay new_ranker --log exposures.csv --scheme growthbook_v2"
        })
final class AssignVerb {
    private AssignVerb() {}

    /** The verb with its commands. */
    static CommandLine commands(Session session) {
        return new CommandLine(new AssignVerb())
                .addSubcommand("evaluate", new EvaluateCommand(session))
                .addSubcommand("replay", new ReplayCommand(session))
                .addSubcommand("sql", new SqlCommand(session))
                .addSubcommand("export", new ExportCommand(session))
                .addSubcommand("import", new ImportCommand(session));
    }

    /** {@code covey assign evaluate}. */
    @Command(
            name = "evaluate",
            mixinStandardHelpOptions = true,
            description = "The arm of one unit, why, and the way to it.",
            footer = {"", "Example:", "  covey assign evaluate new_ranker --unit u17 --attribute country=DE"})
    static final class EvaluateCommand implements Callable<Integer> {
        private final Session session;

        @Mixin
        private ProjectOptions project = new ProjectOptions();

        @Parameters(index = "0", paramLabel = "STUDY", description = "Name of the study.")
        private String study = "";

        @Option(names = "--unit", paramLabel = "ID", required = true, description = "Id of the unit.")
        private String unit = "";

        @Option(names = "--attribute", paramLabel = "NAME=VALUE", description = "What targeting asks for.")
        private Map<String, String> attributes = new LinkedHashMap<>();

        @Option(
                names = "--at",
                paramLabel = "INSTANT",
                converter = Moment.InstantReader.class,
                description = "As the ramp stands then. Default: now.")
        private @Nullable Instant at;

        @Option(names = "--json", description = "One JSON document instead of text.")
        private boolean json;

        EvaluateCommand(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            try (Workspace workspace = session.open(project)) {
                Map<String, Object> values = new LinkedHashMap<>();
                StudyAssignment declared = workspace.assignments().declared(study);
                attributes.forEach((name, text) -> values.put(name, declared.versioned(name) ? text : value(text)));
                Instant when = at == null ? session.console().clock().instant() : at;
                Evaluation evaluation = workspace.assignments().evaluate(study, unit, values, when);
                if (json) {
                    JsonDocument.print(document(evaluation), session.console().out());
                } else {
                    print(evaluation);
                }
                return 0;
            }
        }

        /** Text, but for numbers and truth values: a version such as 2.10.0 stays text. */
        private static Object value(String text) {
            if (text.equals("true") || text.equals("false")) {
                return Boolean.valueOf(text);
            }
            return text.matches("-?[0-9]{1,15}(\\.[0-9]+)?") ? (Object) Double.valueOf(text) : text;
        }

        private void print(Evaluation evaluation) {
            Console console = session.console();
            Assignment assignment = evaluation.assignment();
            console.print("unit    %s", evaluation.unit());
            console.print("arm     %s", assignment.arm() == null ? "none" : assignment.arm());
            console.print("value   %s", String.valueOf(assignment.value()));
            console.print("reason  %s", reason(assignment));
            TextTable table = new TextTable("", "step", "bucket", "");
            for (Evaluation.Step step : evaluation.path()) {
                table.row("", step.name(), step.bucket() < 0 ? "" : String.valueOf(step.bucket()), step.verdict());
            }
            table.lines().forEach(line -> console.print("%s", line));
        }

        private static String reason(Assignment assignment) {
            return switch (assignment.reason()) {
                case SPLIT -> "SPLIT: randomised by its buckets, of which each salt has 1,000,000";
                case OVERRIDE -> "OVERRIDE: given by hand, not randomised; the analysis leaves such units out";
                case HOLDOUT -> "HOLDOUT: kept out of every study with this holdout";
                case NOT_TARGETED -> "NOT_TARGETED: design.targeting leaves it out";
                case OTHER_SLOT -> "OTHER_SLOT: its place in the layer belongs to another study or to none";
                case NOT_RAMPED -> "NOT_RAMPED: the ramp has not reached it; --at asks for another time";
                case UNIT_MISSING -> "UNIT_MISSING: there is no id";
                case DISABLED -> "DISABLED: the study has ended; --at asks for another time";
                default -> assignment.reason().name();
            };
        }

        private static Map<String, Object> document(Evaluation evaluation) {
            Map<String, Object> map = new LinkedHashMap<>();
            Assignment assignment = evaluation.assignment();
            map.put("study", assignment.experiment());
            map.put("unit", evaluation.unit());
            map.put("arm", assignment.arm());
            map.put("value", assignment.value());
            map.put("reason", assignment.reason().name());
            List<Map<String, Object>> path = new ArrayList<>();
            for (Evaluation.Step step : evaluation.path()) {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("step", step.name());
                one.put("bucket", step.bucket() < 0 ? null : step.bucket());
                one.put("verdict", step.verdict());
                path.add(one);
            }
            map.put("path", path);
            return map;
        }
    }

    /** {@code covey assign sql}. */
    @Command(
            name = "sql",
            mixinStandardHelpOptions = true,
            description = "The query that recomputes buckets and arms of a study's exposures in the warehouse.",
            footer = {"", "Example:", "  covey assign sql new_ranker > assignment.sql"})
    static final class SqlCommand implements Callable<Integer> {
        private final Session session;

        @Mixin
        private ProjectOptions project = new ProjectOptions();

        @Parameters(index = "0", paramLabel = "STUDY", description = "Name of the study.")
        private String study = "";

        @Option(
                names = "--at",
                paramLabel = "INSTANT",
                converter = Moment.InstantReader.class,
                description = "As the ramp stands then. Default: the end of the period.")
        private @Nullable Instant at;

        SqlCommand(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            try (Workspace workspace = session.open(project)) {
                Assignments assignments = workspace.assignments();
                Instant when = at == null ? assignments.declared(study).end() : at;
                String sql = assignments.sql(study, when).strip();
                session.console().print("-- Every exposure row with its recomputed buckets and arm.%n%s;", sql);
                return 0;
            }
        }
    }

    /** {@code covey assign export}. */
    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = "Studies in flagd's format, on standard output.",
            footer = {"", "Example:", "  covey assign export all > flags.json"})
    static final class ExportCommand implements Callable<Integer> {
        private final Session session;

        @Mixin
        private ProjectOptions project = new ProjectOptions();

        @Parameters(arity = "1..*", paramLabel = "STUDY", description = "Names of studies, or all.")
        private List<String> studies = new ArrayList<>();

        ExportCommand(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            try (Workspace workspace = session.open(project)) {
                Assignments assignments = workspace.assignments();
                List<String> names = studies.equals(List.of("all")) ? assignments.studies() : studies;
                session.console()
                        .print(
                                "%s",
                                assignments.flagd(
                                        names, session.console().clock().instant()));
                session.console().say("flagd draws units by another hash: do not move a running study this way");
                return 0;
            }
        }
    }

    /** {@code covey assign import}. */
    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description = "A file in flagd's format as drafts of studies, on standard output.",
            footer = {"", "Example:", "  covey assign import flags.json > studies/flags.yml"})
    static final class ImportCommand implements Callable<Integer> {
        private final Session session;

        @Mixin
        private ProjectOptions project = new ProjectOptions();

        @Parameters(index = "0", paramLabel = "FILE", description = "File in flagd's format.")
        private Path file = Path.of("");

        ImportCommand(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            try (Workspace workspace = session.open(project)) {
                String between = "";
                for (FlagDraft draft : workspace.assignments().drafts(file)) {
                    session.console().print("%s%s", between, draft.yaml().stripTrailing());
                    session.console().say(draft.flag() + ": " + draft.understood());
                    between = "---" + System.lineSeparator();
                }
                return 0;
            }
        }
    }

    /** {@code covey assign replay}. */
    @Command(
            name = "replay",
            mixinStandardHelpOptions = true,
            description = "Recomputes every assignment of a log and lists every disagreement.",
            footer = {
                "",
                "Examples:",
                "  covey assign replay new_ranker                      # the study's exposures in the warehouse",
                "  covey assign replay new_ranker --log exposures.csv --scheme growthbook_v2"
            })
    static final class ReplayCommand implements Callable<Integer> {
        private final Session session;

        @Mixin
        private ProjectOptions project = new ProjectOptions();

        @Parameters(index = "0", paramLabel = "STUDY", description = "Study whose arms are recomputed.")
        private String study = "";

        @Option(
                names = "--log",
                paramLabel = "FILE",
                description = "CSV, gzipped CSV or Parquet. Default: the study's exposures in the warehouse.")
        private @Nullable Path log;

        @Option(
                names = "--scheme",
                paramLabel = "NAME",
                defaultValue = Assigners.COVEY,
                description = "Who assigned: covey, flagd, growthbook_v1, growthbook_v2, growthbook_v1_utf8,"
                        + " growthbook_v2_utf8, unleash, launchdarkly, planout_uniform, planout_weighted, eppo,"
                        + " flagsmith. design.salt is the platform's seed, group or prefix.")
        private String scheme = Assigners.COVEY;

        @Option(names = "--flags", paramLabel = "FILE", description = "Flags in flagd's format, for --scheme flagd.")
        private @Nullable Path flags;

        @Option(names = "--unit-column", paramLabel = "NAME", description = "Column of the unit. Default: the study's.")
        private @Nullable String unitColumn;

        @Option(names = "--arm-column", paramLabel = "NAME", description = "Column of the arm. Default: the study's.")
        private @Nullable String armColumn;

        @Option(
                names = "--time-column",
                paramLabel = "NAME",
                description = "Column of the time, or none. Default: the study's.")
        private @Nullable String timeColumn;

        @Option(
                names = "--show",
                paramLabel = "N",
                defaultValue = "20",
                description = "Disagreements that are listed as text; --json lists all. Default: 20.")
        private int show = 20;

        @Option(names = "--fail-on", paramLabel = "WHAT", description = "disagreement: exit with 1 when there is one.")
        private @Nullable ReplayFault failOn;

        @Option(names = "--json", description = "One JSON document instead of text.")
        private boolean json;

        /** What makes it exit with 1. */
        enum ReplayFault {
            disagreement
        }

        ReplayCommand(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            try (Workspace workspace = session.open(project)) {
                ReplayReport report = workspace
                        .assignments()
                        .replay(new ReplayRequest(
                                study,
                                Optional.ofNullable(log),
                                scheme,
                                Optional.ofNullable(flags),
                                Optional.ofNullable(unitColumn),
                                Optional.ofNullable(armColumn),
                                Optional.ofNullable(timeColumn)));
                if (json) {
                    JsonDocument.print(document(report), session.console().out());
                } else {
                    print(report);
                }
                return failOn == ReplayFault.disagreement && report.disagreed() > 0 ? 1 : 0;
            }
        }

        private void print(ReplayReport report) {
            Console console = session.console();
            TextTable table = new TextTable("lines", String.valueOf(report.lines()), "");
            table.row("agree", String.valueOf(report.agreed()), "");
            finding(table, report, "disagree", report.disagreed(), "disagreed");
            String untimed = report.timed() ? "" : "not looked for: the log has no time";
            table.row(
                    "duplicated",
                    report.timed() ? String.valueOf(report.duplicated()) : "",
                    since(report, "duplicated") + untimed);
            String why = report.firstUnreadable().isEmpty() ? "" : ": " + report.firstUnreadable();
            table.row("unreadable", String.valueOf(report.unreadable()), since(report, "unreadable") + why);
            finding(table, report, "torn", report.torn(), "torn");
            String back = report.backwards() == 0 ? "" : ", by " + report.furthestBack() + " at most";
            table.row("clock back", String.valueOf(report.backwards()), since(report, "backwards") + back);
            table.row("units", String.valueOf(report.units()), "");
            table.lines().forEach(line -> console.print("%s", line));
            if (!report.disagreements().isEmpty()) {
                console.print("");
                disagreements(report).lines().forEach(line -> console.print("%s", line));
                int more = report.disagreements().size() - show;
                if (more > 0) {
                    console.print("and %d more; --json lists all", more);
                }
            }
        }

        private TextTable disagreements(ReplayReport report) {
            TextTable table = new TextTable("unit", "logged", "computed", "first row", "rows");
            for (Disagreement d :
                    report.disagreements().stream().limit(Math.max(0, show)).toList()) {
                String computed = d.computed().isEmpty() ? "none" : d.computed();
                table.row(d.unit(), d.logged(), computed, String.valueOf(d.firstRow()), String.valueOf(d.rows()));
            }
            return table;
        }

        private static void finding(TextTable table, ReplayReport report, String name, long count, String key) {
            table.row(name, String.valueOf(count), since(report, key));
        }

        private static String since(ReplayReport report, String key) {
            Long row = report.firstRows().get(key);
            return row == null ? "" : "first in row " + row;
        }

        private static Map<String, Object> document(ReplayReport report) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("lines", report.lines());
            map.put("agreed", report.agreed());
            map.put("disagreed", report.disagreed());
            map.put("duplicated", report.timed() ? report.duplicated() : null);
            map.put("unreadable", report.unreadable());
            map.put("torn", report.torn());
            map.put("clock_backwards", report.backwards());
            map.put("furthest_back_seconds", report.furthestBack().toMillis() / 1000.0);
            map.put("units", report.units());
            map.put("first_rows", report.firstRows());
            map.put("arms", report.arms());
            List<Map<String, Object>> all = new ArrayList<>();
            for (Disagreement d : report.disagreements()) {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("unit", d.unit());
                one.put("logged", d.logged());
                one.put("computed", d.computed().isEmpty() ? null : d.computed());
                one.put("first_row", d.firstRow());
                one.put("rows", d.rows());
                all.add(one);
            }
            map.put("disagreements", all);
            return map;
        }
    }
}
