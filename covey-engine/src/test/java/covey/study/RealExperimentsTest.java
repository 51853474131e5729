package covey.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.result.Diagnostic;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.Outcome;
import covey.result.Scale;
import covey.result.Severity;
import covey.result.StudyResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The projects of {@code examples/} on the public experiments they describe. The data stand beside the checkout, in
 * {@code ../shared} or {@code COVEY_SHARED}; without them these tests report themselves as not run.
 */
class RealExperimentsTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-06-01T12:00:00Z"));

    @TempDir
    Path folder;

    @Test
    void cookieCats() {
        StudyResult result = run("cookie_cats", "gate_30_or_40");
        Diagnostic ratio = diagnostic(result, "sample_ratio");
        assertThat(ratio.severity()).isEqualTo(Severity.WARNING); // a real, mild mismatch: amber, not a refusal
        assertThat(ratio.message()).contains("0.0086").contains("44,700").contains("45,489");
        assertThat(result.invalidated()).isFalse();
        assertThat(level(result, "retention_7", "gate_30")).isCloseTo(0.1902, within(5e-5));
        assertThat(level(result, "retention_7", "gate_40")).isCloseTo(0.1820, within(5e-5));
        assertThat(level(result, "retention_1", "gate_30")).isCloseTo(0.4482, within(5e-5));
        assertThat(level(result, "retention_1", "gate_40")).isCloseTo(0.4423, within(5e-5));
        assertThat(level(result, "rounds", "gate_30")).isCloseTo(52.46, within(5e-3));
        assertThat(level(result, "rounds", "gate_40")).isCloseTo(51.30, within(5e-3));
        // without the one player with 49,854 rounds the arms hardly differ
        assertThat(Math.abs(effect(result, "rounds_capped", "gate_40").value())).isLessThan(0.3);
        assertThat(effect(result, "rounds", "gate_40").value()).isCloseTo(-1.16, within(5e-3));
    }

    /** The landing page read every third day: null throughout by the bounds, and not by naive looks. */
    @Test
    void landingPagePeekedAtAsItRan() {
        double widest = 0;
        List<StudyResult> looks = new ArrayList<>();
        try (Workspace workspace = opened("ab_data")) {
            for (int day = 5; day <= 26; day += 3) {
                Instant asOf = Instant.parse(String.format(Locale.ROOT, "2017-01-%02dT00:00:00Z", day));
                StudyResult last = workspace
                        .run("landing_page", Optional.of(asOf), Progress.NONE)
                        .result();
                looks.add(last);
                Estimate effect = effect(last, "conversion", "treatment");
                assertThat(effect.interval().orElseThrow().contains(0)).isTrue();
                double z = Double.parseDouble(
                        diagnostic(last, "monitoring").values().get("z"));
                widest = Math.max(widest, Math.abs(z));
                assertThat(diagnostic(last, "monitoring").values().get("recommendation"))
                        .isEqualTo(day < 26 ? "continue" : "ended");
            }
        }
        StudyResult last = looks.getLast();
        assertThat(diagnostic(last, "monitoring").values()).containsEntry("look", "8");
        assertThat(row(last, "stopped", "conversion", "treatment", Scale.DIFFERENCE)
                        .interval()
                        .orElseThrow()
                        .contains(0))
                .isTrue();
        assertThat(widest).isLessThan(3); // what a daily reader saw at most; the first bounds are beyond it
    }

    /** The landing page read on every day; the table stands in its folder. */
    @Tag("slow")
    @Test
    void landingPageByDay() throws IOException {
        StringBuilder table = new StringBuilder(
                "| day | visitors | z | bound of the look | naive, 1.96 | recommended |\n|---|---|---|---|---|---|\n");
        try (Workspace workspace = opened("ab_data")) {
            for (int day = 3; day <= 25; day++) {
                Instant asOf = Instant.parse(String.format(Locale.ROOT, "2017-01-%02dT00:00:00Z", day));
                StudyResult result = workspace
                        .run("landing_page", Optional.of(asOf), Progress.NONE)
                        .result();
                Map<String, String> look = diagnostic(result, "monitoring").values();
                double z = Double.parseDouble(look.get("z"));
                assertThat(Math.abs(z)).as("day " + day).isLessThan(Double.parseDouble(look.get("bound")));
                table.append(String.format(
                        Locale.ROOT,
                        "| %d | %.0f | %.2f | %s | %s | %s |\n",
                        day - 2,
                        Double.parseDouble(look.get("units")),
                        z,
                        Double.parseDouble(look.get("bound")) > 8
                                ? "none yet"
                                : String.format(Locale.ROOT, "%.2f", Double.parseDouble(look.get("bound"))),
                        Math.abs(z) > 1.96 ? "decides" : "",
                        look.get("recommendation")));
            }
        }
        Files.writeString(Path.of("target", "ab-data-by-day.md"), table);
        assertThat(Files.readString(Path.of("../examples/ab_data/README.md"))).contains(table);
    }

    @Test
    void hillstrom() {
        StudyResult result = run("hillstrom", "email");
        assertThat(result.study().arms()).extracting(a -> a.units()).containsExactly(21_306L, 21_307L, 21_387L);
        assertThat(level(result, "visit", "none")).isCloseTo(0.1062, within(5e-5));
        assertThat(level(result, "visit", "mens")).isCloseTo(0.1828, within(5e-5));
        assertThat(level(result, "visit", "womens")).isCloseTo(0.1514, within(5e-5));
        assertThat(level(result, "conversion", "none")).isCloseTo(0.00573, within(5e-6));
        assertThat(level(result, "conversion", "mens")).isCloseTo(0.01253, within(5e-6));
        assertThat(level(result, "conversion", "womens")).isCloseTo(0.00884, within(5e-6));
        assertThat(level(result, "spend", "none")).isCloseTo(0.6528, within(5e-5));
        assertThat(level(result, "spend", "mens")).isCloseTo(1.4226, within(5e-5));
        assertThat(level(result, "spend", "womens")).isCloseTo(1.0772, within(5e-5));
        Estimate adjusted = effect(result, "spend", "mens");
        assertThat(adjusted.adjustedBy()).contains("history");
        Estimate plain = row(result, "unadjusted", "spend", "mens", Scale.DIFFERENCE);
        assertThat(plain.value()).isCloseTo(1.4226 - 0.6528, within(1e-4));
        assertThat(adjusted.standardError().orElseThrow())
                .isLessThanOrEqualTo(plain.standardError().orElseThrow());
    }

    @Test
    void abData() {
        StudyResult result = run("ab_data", "landing_page");
        Diagnostic several = diagnostic(result, "multiple_arms");
        assertThat(several.severity()).isEqualTo(Severity.WARNING);
        assertThat(several.message()).contains("1,895");
        assertThat(several.sql()).contains("HAVING count(DISTINCT arm) > 1");
        Diagnostic defects = diagnostic(result, "assignment_defects");
        assertThat(defects.severity()).isEqualTo(Severity.WARNING);
        assertThat(defects.message()).contains("3,893");
        assertThat(result.invalidated()).isFalse();
        // the clean result is a null
        Estimate effect = effect(result, "conversion", "treatment");
        assertThat(effect.interval().orElseThrow().contains(0)).isTrue();
        assertThat(level(result, "conversion", "control")).isCloseTo(0.1204, within(5e-4));
        assertThat(level(result, "conversion", "treatment")).isCloseTo(0.1188, within(5e-4));
        long analysed = result.study().arms().stream().mapToLong(a -> a.units()).sum();
        assertThat(analysed).isBetween(286_000L, 287_000L);
    }

    private StudyResult run(String project, String study) {
        try (Workspace workspace = opened(project)) {
            assertThat(workspace.validateAgainstWarehouse()).isEmpty();
            return workspace.run(study, Optional.empty(), Progress.NONE).result();
        }
    }

    private Workspace opened(String project) {
        return ExampleProject.copied(project, folder).open(CLOCK);
    }

    private static Diagnostic diagnostic(StudyResult result, String check) {
        return result.diagnostics().stream()
                .filter(d -> d.check().equals(check))
                .findFirst()
                .orElseThrow();
    }

    private static double level(StudyResult result, String metric, String arm) {
        return row(result, "main", metric, arm, Scale.LEVEL).value();
    }

    private static Estimate effect(StudyResult result, String metric, String arm) {
        return row(result, "main", metric, arm, Scale.DIFFERENCE);
    }

    private static Estimate row(StudyResult result, String analysis, String metric, String arm, Scale scale) {
        for (Outcome outcome : result.outcomes()) {
            Estimand e = outcome.estimand();
            boolean same = e.analysis().equals(analysis)
                    && e.metric().equals(metric)
                    && e.arm().equals(arm)
                    && e.scale() == scale
                    && e.segment().isEmpty()
                    && e.at().isEmpty()
                    && !e.name().equals("cap");
            if (same && outcome instanceof Estimate estimate) {
                return estimate;
            }
        }
        throw new AssertionError("no " + scale + " of " + metric + " for " + arm + " in " + analysis);
    }
}
