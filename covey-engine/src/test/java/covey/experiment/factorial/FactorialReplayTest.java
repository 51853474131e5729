package covey.experiment.factorial;

import static org.assertj.core.api.Assertions.assertThat;

import covey.data.ExperimentData.Cell;
import covey.experiment.DataBuilder;
import covey.experiment.StudyBuilder;
import covey.method.Findings;
import covey.method.Study;
import covey.result.Estimate;
import covey.result.Severity;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class FactorialReplayTest {
    @Test
    void mainEffectsAndInteractionsErrAsOftenAsTheySay() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(41);
        DataBuilder data = new DataBuilder();
        for (int bucket = 0; bucket < 800; bucket++) {
            String arm = "b" + bucket;
            data.units(arm, "2026-02-14", 1);
            double value = Math.exp(random.nextGaussian());
            data.block("clicks", new Cell(arm, "2026-02-14", "", "", false, DataBuilder.values(value)));
        }
        Study study = new StudyBuilder()
                .asOf("2026-02-28T00:00:00Z")
                .set("analysis", "adjustment", "none")
                .set("design", "type", "factorial")
                .set("design", "factors.ranker", List.of("base", "dwell"))
                .set("design", "factors.layout", List.of("old", "new"))
                .primary(StudyBuilder.mean("clicks"))
                .arms(
                        new Study.Arm("base_old", "a", 0.4, true),
                        new Study.Arm("base_new", "b", 0.2, false),
                        new Study.Arm("dwell_old", "c", 0.2, false),
                        new Study.Arm("dwell_new", "d", 0.2, false))
                .study();
        FactorialReplay replay = new FactorialReplay().times(800);
        Findings findings = replay.estimate(replay.specify(study), data.data(), random);
        assertThat(findings.outcomes())
                .extracting(o -> o.estimand().arm())
                .containsExactly("ranker=dwell", "layout=new", "ranker=dwell x layout=new");
        assertThat(findings.outcomes())
                .allSatisfy(o -> assertThat(((Estimate) o).value()).isBetween(0.92, 0.975));
        assertThat(findings.diagnostics())
                .allSatisfy(d -> assertThat(d.severity()).as(d.message()).isEqualTo(Severity.PASS));
    }
}
