package covey.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import covey.data.ExperimentData;
import covey.data.ExperimentData.Cell;
import covey.data.ExperimentData.UnitCell;
import covey.experiment.spec.ExperimentSpec;
import covey.method.Findings;
import covey.method.Working;
import covey.metric.Measure.Quantile.Over;
import covey.result.ArmInfo;
import covey.result.Dropped;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.Outcome;
import covey.result.Scale;
import covey.stats.moment.Moments;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ExperimentTest {
    private static final RandomGenerator RANDOM = new SplittableRandom(1);

    private static ExperimentSpec spec() {
        return new StudyBuilder()
                .primary(StudyBuilder.mean("clicks"))
                .guardrail(StudyBuilder.retention("back"), 0.02, Scale.RELATIVE_DIFFERENCE)
                .secondary(StudyBuilder.ratio("ctr"))
                .secondary(StudyBuilder.quantile("latency", Over.UNIT))
                .slices("country")
                .set("analysis", "post_stratify", "country")
                .spec();
    }

    private static ExperimentData data() {
        DataBuilder data = new DataBuilder()
                .units("control", "2026-03-01", 200)
                .units("treatment", "2026-03-01", 210)
                .multipleArms("control", 2)
                .exposureRows(4, 0, 1);
        for (String arm : List.of("control", "treatment")) {
            double shift = arm.equals("control") ? 0 : 0.5;
            Moments pair = Moments.ofPopulation(200, new double[] {10 + shift, 10}, new double[][] {{4, 2}, {2, 4}});
            data.block("clicks", arm, pair);
            data.block("clicks", new Cell(arm, "2026-03-01", "country", "US", false, pair));
            data.block("back", arm, Moments.ofPopulation(200, new double[] {0.2, 0.3}, new double[][] {
                {0.16, 0.05}, {0.05, 0.21}
            }));
            data.block("ctr", arm, Moments.ofPopulation(200, new double[] {1 + shift, 5, 1, 5}, new double[][] {
                {1, 0.5, 0.4, 0.3},
                {0.5, 4, 0.2, 2},
                {0.4, 0.2, 1, 0.5},
                {0.3, 2, 0.5, 4}
            }));
        }
        return data.data();
    }

    @Test
    void sameDataAndSeedGiveEqualFindings() {
        Findings one = new Experiment().estimate(spec(), data(), RANDOM);
        Findings two = new Experiment().estimate(spec(), data(), RANDOM);
        assertThat(one).isEqualTo(two);
    }

    @Test
    void everyRowHasItsOwnEstimandAndOnlyFiniteNumbers() {
        Findings findings = new Experiment().estimate(spec(), data(), RANDOM);
        assertThat(findings.outcomes()).extracting(Outcome::estimand).doesNotHaveDuplicates();
        for (Outcome outcome : findings.outcomes()) {
            if (outcome instanceof Estimate e) {
                assertThat(e.standardError().orElse(1)).isFinite();
                e.test().ifPresent(t -> assertThat(t.statistic()).isFinite());
                boolean oneSided = e.estimand().name().equals("non_inferiority");
                if (!oneSided && e.interval().isPresent()) {
                    assertThat(e.interval().get().lower()).isFinite();
                    assertThat(e.interval().get().upper()).isFinite();
                    assertThat(e.interval().get().contains(e.value())).isTrue();
                }
            }
        }
    }

    @Test
    void everyMetricHasItsRowsWhateverHappens() {
        List<Outcome> outcomes =
                new Experiment().estimate(spec(), data(), RANDOM).outcomes();
        for (String metric : List.of("clicks", "back", "ctr", "latency")) {
            for (Scale scale : List.of(Scale.DIFFERENCE, Scale.RELATIVE_DIFFERENCE)) {
                assertThat(outcomes.stream()
                                .map(Outcome::estimand)
                                .filter(e -> main(e)
                                        && e.metric().equals(metric)
                                        && e.name().equals("ate")
                                        && e.scale() == scale))
                        .as(metric + " " + scale)
                        .hasSize(1);
            }
        }
        assertThat(outcomes.stream().filter(o -> o.estimand().analysis().equals("unadjusted")))
                .hasSize(6);
        assertThat(outcomes.stream().filter(o -> o.estimand().name().equals("variance_reduction")))
                .hasSize(3);
    }

    private static boolean main(Estimand estimand) {
        return estimand.analysis().equals("main") && estimand.segment().isEmpty();
    }

    @Test
    void armsAndDroppedUnitsAreCounted() {
        Findings findings = new Experiment().estimate(spec(), data(), RANDOM);
        assertThat(findings.arms())
                .containsExactly(new ArmInfo("control", true, 0.5, 200), new ArmInfo("treatment", false, 0.5, 210));
        assertThat(findings.dropped())
                .containsExactly(
                        new Dropped("units", 2, "seen in several arms"),
                        new Dropped("rows of exposures", 1, "no unit, arm or time"),
                        new Dropped("rows of exposures", 4, "repeat a unit in its arm"));
    }

    @Test
    void excludedUnitsAreNotInTheArms() {
        ExperimentData data = data();
        List<UnitCell> cells = data.exposures().cells();
        assertThat(cells).noneMatch(UnitCell::excluded);
        assertThat(new Experiment()
                        .estimate(
                                spec(),
                                new DataBuilder()
                                        .units("control", "2026-03-01", 3)
                                        .data(),
                                RANDOM)
                        .arms())
                .extracting(ArmInfo::units)
                .containsExactly(3L, 0L);
    }

    @Test
    void workingsPutTheValuesIn() {
        List<Working> steps = new Experiment().workings(spec(), data(), new Working.Asked("clicks", "treatment", ""));
        assertThat(steps).extracting(Working::title).contains("Sufficient statistics", "Adjustment");
        assertThat(steps.getFirst().body()).contains("mean 10.50000").contains("n = 200");
        assertThat(steps).allSatisfy(s -> assertThat(s.body()).doesNotContain("NaN"));
        assertThat(new Experiment().workings(spec(), data(), new Working.Asked("nothing", "treatment", "")))
                .isEmpty();
        assertThat(new Experiment().workings(spec(), data(), new Working.Asked("clicks", "control", "")))
                .isEmpty();
    }

    @Test
    void theDescriptorDocumentsEverySetting() {
        assertThat(new Experiment().descriptor().settings()).allSatisfy(doc -> {
            assertThat(doc.description()).endsWith(".");
            assertThat(doc.part()).isNotEmpty();
        });
    }

    @Test
    void anEmptyWarehouseStillAnswers() {
        Findings findings = new Experiment().estimate(spec(), new DataBuilder().data(), RANDOM);
        assertThat(findings.outcomes()).noneMatch(o -> o instanceof Estimate);
        assertThat(findings.diagnostics()).anyMatch(d -> d.invalidates());
    }
}
