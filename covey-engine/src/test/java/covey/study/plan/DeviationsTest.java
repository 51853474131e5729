package covey.study.plan;

import static org.assertj.core.api.Assertions.assertThat;

import covey.experiment.Experiment;
import covey.experiment.StudyBuilder;
import covey.method.Study;
import covey.result.Diagnostic;
import covey.result.Severity;
import covey.study.plan.Deviations.Soundness;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeviationsTest {
    private static Preregistration of(Study study) {
        Experiment method = new Experiment();
        return Preregistration.of(study, method.settings(method.specify(study)));
    }

    private static Study study(String procedure) {
        return new StudyBuilder()
                .primary(StudyBuilder.mean("clicks"))
                .set("multiplicity", "primary", procedure)
                .study();
    }

    private static PlanFile plan() {
        return new PlanFile(
                "s",
                "2026-02-20T09:00:00Z",
                "0123456789abcdef",
                of(study("holm")).values());
    }

    @Test
    void aPlanReadsBackAsItWasWritten() {
        PlanFile plan = new PlanFile(
                "s",
                "2026-02-20T09:00:00Z",
                "abc",
                Map.of("question", "Does \"it\"\nwork: ü?", "metrics.clicks.definition", "a: b"));
        assertThat(PlanFile.read(plan.text())).contains(plan);
        assertThat(PlanFile.read("study: s\n")).isEmpty();
        assertThat(plan.text()).contains(plan.canonical());
    }

    @Test
    void aRunAsPlannedPasses() {
        assertThat(Deviations.of(plan(), Soundness.SOUND, of(study("holm")), Optional.of("2026-03-01"), "2026-02-20"))
                .singleElement()
                .satisfies(d -> {
                    assertThat(d.severity()).isEqualTo(Severity.PASS);
                    assertThat(d.message()).contains("0123456789ab").contains("2026-02-20");
                });
    }

    @Test
    void everythingThatChangedIsListedWithItsPlace() {
        List<Diagnostic> found =
                Deviations.of(plan(), Soundness.SOUND, of(study("bonferroni")), Optional.empty(), "2026-02-20");
        assertThat(found).singleElement().satisfies(d -> {
            assertThat(d.severity()).isEqualTo(Severity.WARNING);
            assertThat(d.message())
                    .contains("multiplicity.primary was 'holm', is 'bonferroni' (studies/s.yml:42)")
                    .contains("1 thing");
        });
        Study other = new StudyBuilder()
                .primary(StudyBuilder.mean("clicks"))
                .primary(StudyBuilder.mean("likes"))
                .exclude("2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z")
                .set("multiplicity", "primary", "holm")
                .study();
        assertThat(Deviations.of(plan(), Soundness.SOUND, of(other), Optional.empty(), "2026-02-20")
                        .getFirst()
                        .values())
                .containsKeys("metrics.primary", "metrics.likes.definition", "exclusions");
    }

    @Test
    void aPlanAfterTheFirstExposureIsLateAndAnEditedOneIsNamed() {
        assertThat(Deviations.of(plan(), Soundness.EDITED, of(study("holm")), Optional.of("2026-02-19"), "2026-02-20"))
                .extracting(Diagnostic::message)
                .anyMatch(m -> m.contains("is late"))
                .anyMatch(m -> m.contains("was edited"));
    }

    /** The study ends on 15 March, the plan said the 8th. */
    @Test
    void anExtensionOnRecordIsAPlannedChangeAndAnotherIsNot() {
        Map<String, String> shorter = new LinkedHashMap<>(plan().registered());
        shorter.put("period.end", "2026-03-08T00:00:00Z");
        PlanFile plan = new PlanFile("s", "2026-02-20T09:00:00Z", "0123456789abcdef", shorter);
        ReEstimate followed = new ReEstimate(
                "2026-03-05T00:00:00Z", "blinded", 0.41, "2026-03-15T00:00:00Z", 1000, 2000, Optional.empty());
        PlannedChanges changes = new PlannedChanges(plan, of(study("holm")), List.of(followed));
        assertThat(Deviations.of(changes.plan(), Soundness.SOUND, changes.now(), Optional.empty(), "2026-02-20"))
                .singleElement()
                .satisfies(d -> assertThat(d.severity()).isEqualTo(Severity.PASS));
        assertThat(changes.told(ZoneOffset.UTC)).singleElement().satisfies(d -> {
            assertThat(d.severity()).isEqualTo(Severity.NOTE);
            assertThat(d.message())
                    .contains("re-estimated blinded on 2026-03-05 at 41 % of the information")
                    .contains("from 2026-03-08 to 2026-03-15")
                    .contains("1,000 to 2,000 units");
        });
        ReEstimate other = new ReEstimate(
                "2026-03-05T00:00:00Z", "blinded", 0.41, "2026-03-22T00:00:00Z", 1000, 3000, Optional.empty());
        PlannedChanges ignored = new PlannedChanges(plan, of(study("holm")), List.of(other));
        assertThat(Deviations.of(ignored.plan(), Soundness.SOUND, ignored.now(), Optional.empty(), "2026-02-20"))
                .singleElement()
                .satisfies(d -> assertThat(d.message()).contains("period.end was '2026-03-08T00:00:00Z'"));
        assertThat(ignored.told(ZoneOffset.UTC))
                .singleElement()
                .satisfies(d -> assertThat(d.severity()).isEqualTo(Severity.WARNING));
    }

    @Test
    void whatOnlyThePlanningReadsIsNoCommitment() {
        Study planned = new StudyBuilder()
                .primary(StudyBuilder.mean("clicks"))
                .set("multiplicity", "primary", "holm")
                .set("design", "history.start", "2026-01-01")
                .set("design", "power", 0.9)
                .study();
        assertThat(of(planned).values()).isEqualTo(of(study("holm")).values());
    }

    /** Re-salting alone moves about half of the units, and no analysis setting shows it. */
    @Test
    void theAssignmentIsRegistered() {
        Map<String, Object> changes = Map.of(
                "salt", "other",
                "layer", "feed",
                "slot", List.of(0, 0.5),
                "ramp", List.of(Map.of("at", "2026-03-01", "share", 0.1)),
                "holdout.share", 0.1,
                "targeting", List.of(Map.of("attribute", "country", "equals", "de")),
                "overrides", List.of(Map.of("unit", "u1", "arm", "control")));
        changes.forEach((key, value) -> {
            Study other = new StudyBuilder()
                    .primary(StudyBuilder.mean("clicks"))
                    .set("multiplicity", "primary", "holm")
                    .set("design", key, value)
                    .study();
            assertThat(Deviations.of(plan(), Soundness.SOUND, of(other), Optional.empty(), "2026-02-20"))
                    .singleElement()
                    .satisfies(d -> assertThat(d.message()).contains(": design." + key + " was "));
        });
    }

    @Test
    void dateAndStudyAreInsideTheHash() {
        PlanFile plan = PlanFile.sealed("s", "2026-02-20T09:00:00Z", plan().registered());
        assertThat(plan.sound()).isTrue();
        assertThat(PlanFile.read(plan.text())).contains(plan);
        for (String edited : List.of(
                plan.text().replace("2026-02-20T09", "2026-01-20T09"),
                plan.text().replace("study: s", "study: t"),
                plan.text().replace("holm", "none"))) {
            assertThat(PlanFile.read(edited).orElseThrow().sound()).isFalse();
        }
        String below = plan.text().substring(plan.text().indexOf("study: s"));
        assertThat(Hashes.sha256(below)).isEqualTo(plan.hash());
    }

    /** What the first form did not register is no deviation from it, and that is said. */
    @Test
    void aPlanOfTheFirstFormIsRead() {
        Map<String, String> old = new LinkedHashMap<>(plan().registered());
        old.keySet().removeIf(Preregistration::later);
        String lines = new PlanFile(1, "s", "2026-02-20T09:00:00Z", "", old).canonical();
        String text =
                "study: s\nwritten: 2026-02-20T09:00:00Z\nhash: " + Hashes.sha256(lines) + "\npreregistered:\n" + lines;
        PlanFile plan = PlanFile.read(text).orElseThrow();
        assertThat(plan.version()).isEqualTo(1);
        assertThat(plan.sound()).isTrue();
        assertThat(Deviations.of(plan, Soundness.SOUND, of(study("holm")), Optional.empty(), "2026-02-20"))
                .extracting(Diagnostic::severity)
                .containsExactly(Severity.NOTE, Severity.PASS);
    }
}
