package covey.study.plan;

import static org.assertj.core.api.Assertions.assertThat;

import covey.experiment.Experiment;
import covey.experiment.StudyBuilder;
import covey.method.Study;
import covey.result.Diagnostic;
import covey.result.Severity;
import covey.study.plan.Deviations.Soundness;
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
}
