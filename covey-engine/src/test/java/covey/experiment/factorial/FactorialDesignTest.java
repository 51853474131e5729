package covey.experiment.factorial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.experiment.DataBuilder;
import covey.experiment.StudyBuilder;
import covey.method.Findings;
import covey.method.Study;
import covey.result.Estimate;
import covey.result.Scale;
import covey.stats.moment.Moments;
import covey.stats.power.Claim;
import covey.stats.power.Comparison;
import covey.stats.power.Outcome;
import covey.stats.power.Split;
import java.util.List;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class FactorialDesignTest {
    private static final FactorialDesign DESIGN = new FactorialDesign();

    private static Findings plan(StudyBuilder study) {
        DataBuilder data = new DataBuilder();
        for (int week = 0; week < 4; week++) {
            String day = "2026-02-0" + (week + 1);
            data.units("history", day, 250);
        }
        Moments block = Moments.ofPopulation(1000, new double[] {4}, new double[][] {{20}});
        data.snapshot("clicks", "history", "2026-02-07", block)
                .snapshot("clicks", "history", "2026-02-14", block)
                .block("clicks", "history", block);
        return DESIGN.estimate(
                DESIGN.specify(study.study()),
                data.data(),
                RandomGeneratorFactory.of("L64X128MixRandom").create(1));
    }

    private static StudyBuilder study() {
        return new StudyBuilder()
                .asOf("2026-02-28T00:00:00Z")
                .set("analysis", "adjustment", "none")
                .set("monitoring", "method", "fixed")
                .set("design", "type", "factorial")
                .set("design", "history.start", "2026-02-01")
                .set("design", "history.end", "2026-02-28")
                .set("design", "factors.ranker", List.of("base", "dwell"))
                .set("design", "factors.layout", List.of("old", "new"))
                .primary(StudyBuilder.mean("clicks"))
                .arms(
                        new Study.Arm("base_old", "a", 0.25, true),
                        new Study.Arm("base_new", "b", 0.25, false),
                        new Study.Arm("dwell_old", "c", 0.25, false),
                        new Study.Arm("dwell_new", "d", 0.25, false));
    }

    private static Estimate row(Findings findings, String name, String arm) {
        return findings.outcomes().stream()
                .filter(o -> o.estimand().name().equals(name)
                        && o.estimand().arm().equals(arm)
                        && o.estimand().scale() == Scale.DIFFERENCE
                        && o.estimand().at().isEmpty())
                .filter(Estimate.class::isInstance)
                .map(Estimate.class::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " " + arm));
    }

    @Test
    void aMainEffectHasAllUnitsAndAnInteractionFourTimesTheVariance() {
        Findings findings = plan(study());
        double variance = 20 * 1000 / 999.0;
        Estimate main = row(findings, "std_error", "ranker=dwell");
        assertThat(main.estimand().reference()).isEqualTo("ranker=base");
        assertThat(main.value()).isCloseTo(Math.sqrt(4 * variance / 1000), within(1e-12));
        // two main effects share the error
        Comparison half = new Comparison(Outcome.ofMean(4, variance), Split.even(), Claim.difference(0.025));
        assertThat(row(findings, "mde", "layout=new").value())
                .isCloseTo(half.detectable(1000, 0.8).orElseThrow(), within(1e-4));
        assertThat(row(findings, "interaction_std_error", "ranker=dwell x layout=new")
                        .value())
                .isCloseTo(2 * main.value(), within(1e-12));
        assertThat(findings.arms()).extracting(a -> a.units()).containsExactly(250L, 500L, 500L);
        assertThat(findings.diagnostics()).anyMatch(d -> d.check().equals("plan_cells"));
    }
}
