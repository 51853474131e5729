package covey.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import covey.result.Diagnostic;
import covey.result.Estimate;
import covey.result.Outcome;
import covey.result.Scale;
import covey.result.Severity;
import covey.result.StudyResult;
import covey.study.plan.PlanReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Public experiments planned from their control arm, replayed against what happened: the standard error that was
 * promised beside the one that came. Without the data beside the checkout these tests report themselves as not run.
 */
class PlannedExperimentsTest {
    private static final InstantSource BEFORE = InstantSource.fixed(Instant.parse("2008-03-01T12:00:00Z"));
    private static final InstantSource AFTER = InstantSource.fixed(Instant.parse("2026-06-01T12:00:00Z"));

    @TempDir
    Path folder;

    @Test
    void cookieCatsKeepsThePromiseOfItsControlArm() throws IOException {
        Path project = project("cookie_cats");
        PlanReport plan = design(project, "gate_30_or_40", 200);
        StudyResult result = run(project, "gate_30_or_40");
        for (String metric : List.of("retention_7", "retention_1", "rounds_capped")) {
            assertThat(promised(plan.result(), metric, "gate_40") / realised(result, "main", metric, "gate_40"))
                    .as(metric)
                    .isBetween(0.95, 1.05);
        }
        // one player of the control arm carries the variance of the raw rounds; the replay of the history says so
        assertThat(promised(plan.result(), "rounds", "gate_40") / realised(result, "main", "rounds", "gate_40"))
                .isGreaterThan(1.1);
        assertThat(replay(plan.result(), "rounds").severity()).isEqualTo(Severity.WARNING);
        assertThat(replay(plan.result(), "rounds_capped").severity()).isEqualTo(Severity.PASS);
        assertThat(replay(plan.result(), "retention_7").severity()).isEqualTo(Severity.PASS);
        assertThat(check(result, "plan").message()).contains(plan.hash().substring(0, 12));
        assertThat(check(result, "plan").severity()).isEqualTo(Severity.PASS);
    }

    @Test
    void hillstromKeepsItWhereTheMailChangedLittle() throws IOException {
        Path project = project("hillstrom");
        PlanReport plan = design(project, "email", 0);
        StudyResult result = run(project, "email");
        // the promise is made at no effect; visits rose by half and by more, and with them their variance
        double womens = promised(plan.result(), "visit", "womens") / realised(result, "main", "visit", "womens");
        double mens = promised(plan.result(), "visit", "mens") / realised(result, "main", "visit", "mens");
        assertThat(womens).isBetween(0.88, 0.97);
        assertThat(mens).isBetween(0.83, womens);
        assertThat(number(plan.result(), "plan", "visit", "power", Scale.PROBABILITY, "mens"))
                .isBetween(0.88, 0.90);
    }

    @Test
    void whatChangesAfterwardsIsListedWithItsPlace() throws IOException {
        Path project = project("cookie_cats");
        PlanReport plan = design(project, "gate_30_or_40", 0);
        assertThat(plan.kept()).isTrue();
        Path study = project.resolve("studies/gate.yml");
        Files.writeString(
                study, Files.readString(study).replace("{adjustment: none}", "{adjustment: none, relative: delta}"));
        Diagnostic departed = check(run(project, "gate_30_or_40"), "plan");
        assertThat(departed.severity()).isEqualTo(Severity.WARNING);
        assertThat(departed.message())
                .contains("analysis.relative was 'fieller', is 'delta'")
                .contains("studies/gate.yml:");
        // the period has begun: the plan stands
        try (Workspace workspace = open(project, AFTER)) {
            PlanReport again = workspace.design("gate_30_or_40", Optional.empty(), 0, Progress.NONE);
            assertThat(again.kept()).isFalse();
            assertThat(again.hash()).isEqualTo(plan.hash());
            assertThat(workspace.show("gate_30_or_40@plan").outcomes())
                    .isEqualTo(plan.result().outcomes());
        }
    }

    private PlanReport design(Path project, String study, int replays) {
        try (Workspace workspace = open(project, BEFORE)) {
            PlanReport plan = workspace.design(study, Optional.empty(), replays, Progress.NONE);
            assertThat(workspace
                            .explain(
                                    study + "/"
                                            + plan.result()
                                                    .study()
                                                    .metrics()
                                                    .getFirst()
                                                    .name() + "@plan",
                                    Optional.empty(),
                                    Optional.empty())
                            .steps())
                    .extracting(Step::title)
                    .contains("Formula", "Assumptions");
            return plan;
        }
    }

    private StudyResult run(Path project, String study) {
        try (Workspace workspace = open(project, AFTER)) {
            return workspace.run(study, Optional.empty(), Progress.NONE).result();
        }
    }

    private Workspace open(Path project, InstantSource clock) {
        return Workspace.open(project, new Surroundings(Map.of(), clock, folder, Optional.empty(), "test"));
    }

    private Path project(String name) throws IOException {
        Path root = Objects.requireNonNull(Path.of("").toAbsolutePath().getParent());
        Path shared =
                Optional.ofNullable(System.getenv("COVEY_SHARED")).map(Path::of).orElse(root.resolveSibling("shared"));
        assumeTrue(Files.isDirectory(shared.resolve("data")), "data sets are not beside the checkout: " + shared);
        Path from = root.resolve("examples").resolve(name);
        Path copy = folder.resolve(name);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".yml")).toList()) {
                Path target = copy.resolve(from.relativize(file).toString());
                Files.createDirectories(Objects.requireNonNull(target.getParent()));
                Files.writeString(target, Files.readString(file).replace("../../../shared", shared.toString()));
            }
        }
        return copy;
    }

    private static double promised(StudyResult plan, String metric, String arm) {
        return number(plan, "plan", metric, "std_error", Scale.DIFFERENCE, arm);
    }

    private static double realised(StudyResult result, String analysis, String metric, String arm) {
        return estimate(result, analysis, metric, "ate", Scale.DIFFERENCE, arm)
                .standardError()
                .orElseThrow();
    }

    private static double number(
            StudyResult result, String analysis, String metric, String name, Scale scale, String arm) {
        return estimate(result, analysis, metric, name, scale, arm).value();
    }

    private static Estimate estimate(
            StudyResult result, String analysis, String metric, String name, Scale scale, String arm) {
        for (Outcome outcome : result.outcomes()) {
            var e = outcome.estimand();
            boolean asked = e.analysis().equals(analysis)
                    && e.metric().equals(metric)
                    && e.name().equals(name);
            if (asked
                    && e.scale() == scale
                    && e.arm().equals(arm)
                    && e.at().isEmpty()
                    && e.segment().isEmpty()) {
                return (Estimate) outcome;
            }
        }
        throw new AssertionError(metric + " " + name);
    }

    private static Diagnostic replay(StudyResult plan, String metric) {
        return plan.diagnostics().stream()
                .filter(d -> d.check().equals("aa_replay") && d.metric().equals(metric))
                .findFirst()
                .orElseThrow();
    }

    private static Diagnostic check(StudyResult result, String check) {
        return result.diagnostics().stream()
                .filter(d -> d.check().equals(check))
                .findFirst()
                .orElseThrow();
    }
}
