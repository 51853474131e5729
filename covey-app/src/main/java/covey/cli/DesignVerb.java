package covey.cli;

import covey.cli.console.Paths;
import covey.cli.console.ProgressLine;
import covey.cli.session.Moment;
import covey.cli.session.ProjectOptions;
import covey.cli.session.Session;
import covey.result.StudyResult;
import covey.study.CoveyException;
import covey.study.Exit;
import covey.study.RunReport;
import covey.study.Workspace;
import covey.study.plan.PlanReport;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code covey design}: what a study will be able to see, from the history before it, and its pre-registration. */
@Command(
        name = "design",
        mixinStandardHelpOptions = true,
        description = {
            "Plans a study before it has data: power, detectable effect by week, sample size and duration.",
            "",
            "Reads the history before the period from the warehouse, and keeps the plan in results/STUDY/plan.yml: its hash "
                    + "is printed with every later result, and what departs from it is listed there. Once the period has begun "
                    + "the plan stands as it is.",
            "",
            "With --re-estimate a running study is sized again from the variance and the arrivals of all its arms together, "
                    + "which leaves the error of its test as it was, or, where its plan registered design.re_estimate.method: "
                    + "conditional, from its effects at one interim look, which later runs answer for by weighing the stages as "
                    + "planned; the decision is kept in results/STUDY/re_estimates."
        },
        footer = {
            "",
            "Examples:",
            "  covey design new_ranker",
            "  covey design new_ranker --aa --replays 1000",
            "  covey show new_ranker@plan",
            "  covey design new_ranker --re-estimate"
        })
final class DesignVerb implements Callable<Integer> {
    private static final int USUAL_REPLAYS = 200;
    private static final int FEWEST_REPLAYS = 20;

    private final Session session;

    @Mixin
    private ProjectOptions project = new ProjectOptions();

    @Parameters(index = "0", paramLabel = "STUDY", description = "The study to plan.")
    private String study = "";

    @Option(
            names = "--aa",
            description =
                    "Also splits the history again and again and checks p-values and intervals where nothing was done.")
    private boolean aa;

    @Option(names = "--re-estimate", description = "Sizes a running study again, as its plan registered.")
    private boolean again;

    @Option(names = "--replays", paramLabel = "N", description = "Splits of --aa. Default: 200.")
    private @Nullable Integer replays;

    @Option(
            names = "--as-of",
            paramLabel = "INSTANT",
            converter = Moment.InstantReader.class,
            description = "History as it stood then, such as 2026-02-28.")
    private @Nullable Instant asOf;

    @Option(names = "--format", paramLabel = "FORMAT", description = "One of ${COMPLETION-CANDIDATES}.")
    private Format format = Format.table;

    @Option(names = "--json", description = "The same as --format json.")
    private boolean json;

    /** What a plan is shown as. */
    enum Format {
        table,
        json,
        csv,
        markdown,
        html
    }

    DesignVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        int splits = replays == null ? USUAL_REPLAYS : replays;
        if (splits < FEWEST_REPLAYS) {
            throw new CoveyException(
                    Exit.INPUT,
                    "--replays is " + splits + ", too few to judge by",
                    "write " + FEWEST_REPLAYS + " or more",
                    null);
        }
        if (again) {
            return reEstimate();
        }
        PlanReport plan = plan(aa || replays != null ? splits : 0);
        session.console().print("%s", text(plan.result()).stripTrailing());
        session.console().say(said(plan));
        return 0;
    }

    private int reEstimate() {
        if (aa || replays != null) {
            throw new CoveyException(
                    Exit.INPUT, "--re-estimate reads a running study and --aa its history", "give one of them", null);
        }
        try (Workspace workspace = session.open(project);
                ProgressLine progress = new ProgressLine(session.console(), study)) {
            RunReport report = workspace.reEstimate(study, Optional.ofNullable(asOf), progress);
            session.console().print("%s", text(report.result()).stripTrailing());
            session.console().say("Re-estimation kept in " + Paths.fromHere(report.folder()));
        }
        return 0;
    }

    private PlanReport plan(int splits) {
        try (Workspace workspace = session.open(project);
                ProgressLine progress = new ProgressLine(session.console(), study)) {
            return workspace.design(study, Optional.ofNullable(asOf), splits, progress);
        }
    }

    private static String said(PlanReport plan) {
        String where = Paths.fromHere(plan.file()) + " (hash " + plan.hash().substring(0, 12) + ")";
        return plan.kept()
                ? "Plan kept in " + where
                : "The period has begun, so the plan made before stands: " + where + "; this one is only shown";
    }

    private String text(StudyResult result) {
        return switch (json ? Format.json : format) {
            case json -> Rendering.json(result);
            case csv -> Rendering.csv(result);
            case markdown -> Rendering.markdown(result);
            case html -> Rendering.html(result);
            case table -> Rendering.table(result, session.console());
        };
    }
}
