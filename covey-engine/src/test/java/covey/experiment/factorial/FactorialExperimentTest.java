package covey.experiment.factorial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.data.ExperimentData;
import covey.data.ExperimentData.Cell;
import covey.data.ExperimentData.QuantileCell;
import covey.experiment.DataBuilder;
import covey.experiment.Rows;
import covey.experiment.StudyBuilder;
import covey.experiment.sequential.InterimLook;
import covey.method.Findings;
import covey.method.Study.Arm;
import covey.method.Working;
import covey.metric.Measure;
import covey.result.ArmInfo;
import covey.result.Estimate;
import covey.result.NotEstimable;
import covey.result.Reason;
import covey.result.Scale;
import covey.result.Severity;
import covey.stats.Alternative;
import covey.stats.moment.Moments;
import covey.stats.sequential.GroupSequentialDesign;
import covey.stats.sequential.SpendingFunction;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class FactorialExperimentTest {
    private static final FactorialExperiment METHOD = new FactorialExperiment();

    private static StudyBuilder study() {
        return new StudyBuilder()
                .primary(StudyBuilder.mean("m"))
                .arms(
                        new Arm("control_old", "a", 0.25, true),
                        new Arm("control_new", "b", 0.25, false),
                        new Arm("dwell_old", "c", 0.25, false),
                        new Arm("dwell_new", "d", 0.25, false))
                .set("design", "type", "factorial")
                .set("design", "factors.ranker", List.of("control", "dwell"))
                .set("design", "factors.layout", List.of("old", "new"));
    }

    private static DataBuilder cells(double both) {
        return new DataBuilder()
                .units("control_old", "2026-03-01", 100)
                .units("control_new", "2026-03-01", 110)
                .units("dwell_old", "2026-03-01", 95)
                .units("dwell_new", "2026-03-01", 105)
                .block("m", "control_old", DataBuilder.block(100, 10, 4))
                .block("m", "control_new", DataBuilder.block(110, 12, 5))
                .block("m", "dwell_old", DataBuilder.block(95, 13, 6))
                .block("m", "dwell_new", DataBuilder.block(105, both, 7));
    }

    private static Findings estimate(StudyBuilder study, ExperimentData data) {
        return METHOD.estimate(
                METHOD.specify(study.study()),
                data,
                RandomGeneratorFactory.of("L64X128MixRandom").create(1));
    }

    private static Cell in(String segment, String arm, Moments moments) {
        return new Cell(arm, "2026-03-01", "country", segment, false, moments);
    }

    /** A segment's main effect is the main effect of its own cells; one with a thin cell is not shown. */
    @Test
    void segmentsHaveMainEffectsOfTheirOwn() {
        DataBuilder builder = cells(15);
        for (String segment : List.of("DE", "FR")) {
            builder.block("m", in(segment, "control_old", DataBuilder.block(60, 9, 4)))
                    .block("m", in(segment, "control_new", DataBuilder.block(60, 11, 4)))
                    .block("m", in(segment, "dwell_old", DataBuilder.block(60, 14, 4)))
                    .block("m", in(segment, "dwell_new", DataBuilder.block(segment.equals("DE") ? 60 : 1, 17, 4)));
        }
        ExperimentData data = builder.data();
        StudyBuilder study = study().slices("country").minCell(10);
        Rows rows = new Rows(estimate(study, data).outcomes());
        Estimate ranker = (Estimate) rows.one("main", "m", "ate", Scale.DIFFERENCE, "ranker=dwell", "country=DE");
        assertThat(ranker.value()).isCloseTo(5.5, within(1e-12));
        assertThat(ranker.standardError().orElseThrow()).isCloseTo(Math.sqrt(4.0 / 59), within(1e-12));
        assertThat(ranker.test().orElseThrow().adjusted()).isPresent();
        assertThat(rows.one("main", "m", "ate", Scale.DIFFERENCE, "ranker=dwell", "country=FR"))
                .isInstanceOf(NotEstimable.class);
        assertThat(METHOD.workings(
                        METHOD.specify(study.study()), data, new Working.Asked("m", "ranker=dwell", "country=DE")))
                .isNotEmpty();
    }

    @Test
    void mainEffectsAverageOverTheOtherFactorAndNameTheirBase() {
        Findings findings = estimate(study(), cells(15).data());
        Rows rows = new Rows(findings.outcomes());

        Estimate ranker = (Estimate) rows.one("main", "m", "ate", Scale.DIFFERENCE, "ranker=dwell", "");
        // (13 - 10 + 15 - 12) / 2, each cell with weight one half
        assertThat(ranker.value()).isCloseTo(3, within(1e-12));
        double variance = (4.0 / 99 + 5.0 / 109 + 6.0 / 94 + 7.0 / 104) / 4;
        assertThat(ranker.standardError().orElseThrow()).isCloseTo(Math.sqrt(variance), within(1e-12));
        assertThat(ranker.estimand().reference()).isEqualTo("ranker=control");
        assertThat(ranker.test().orElseThrow().adjusted()).isPresent();
        Estimate layout = (Estimate) rows.one("main", "m", "ate", Scale.DIFFERENCE, "layout=new", "");
        assertThat(layout.value()).isCloseTo(2, within(1e-12));
        Estimate none = (Estimate)
                rows.one("interaction", "m", "interaction", Scale.DIFFERENCE, "ranker=dwell x layout=new", "");
        assertThat(none.value()).isCloseTo(0, within(1e-12));
        assertThat(Rows.of(findings.diagnostics(), "interaction").getFirst().severity())
                .isEqualTo(Severity.PASS);
        assertThat(findings.arms())
                .containsExactly(
                        new ArmInfo("ranker=control", true, 0.5, 210),
                        new ArmInfo("ranker=dwell", false, 0.5, 200),
                        new ArmInfo("layout=old", true, 0.5, 195),
                        new ArmInfo("layout=new", false, 0.5, 215));
        // the levels shown are those that are compared, combinations alike: (10 + 12) / 2 and (13 + 15) / 2
        assertThat(level(rows, "ranker=control").value()).isCloseTo(11, within(1e-12));
        assertThat(level(rows, "ranker=dwell").value()).isCloseTo(14, within(1e-12));
        assertThat(level(rows, "ranker=dwell").standardError().orElseThrow())
                .isCloseTo(Math.sqrt((6.0 / 94 + 7.0 / 104) / 4), within(1e-12));
    }

    private static Estimate level(Rows rows, String arm) {
        return (Estimate) rows.one("main", "m", "mean", Scale.LEVEL, arm, "");
    }

    private static QuantileCell median(String arm, double at) {
        return new QuantileCell(arm, "", "", 100, 100, at, at - 1, at + 1, 0.4, 0.6, Optional.empty());
    }

    /** Each median has the error .05 of share over .1 a unit: .5. */
    @Test
    void aMainEffectOnAQuantileIsTheAverageOfItsEffects() {
        ExperimentData data = new DataBuilder()
                .quantile(
                        "wait",
                        0.5,
                        median("control_old", 10),
                        median("control_new", 12),
                        median("dwell_old", 13),
                        median("dwell_new", 16))
                .data();
        StudyBuilder study = study().primary(StudyBuilder.quantile("wait", Measure.Quantile.Over.UNIT));
        Rows rows = new Rows(estimate(study, data).outcomes());
        Estimate ranker = (Estimate) rows.one("main", "wait", "ate", Scale.DIFFERENCE, "ranker=dwell", "");
        assertThat(ranker.value()).isCloseTo(3.5, within(1e-12));
        assertThat(ranker.standardError().orElseThrow()).isCloseTo(0.5, within(1e-9));
        Estimate both = (Estimate)
                rows.one("interaction", "wait", "interaction", Scale.DIFFERENCE, "ranker=dwell x layout=new", "");
        assertThat(both.value()).isCloseTo(1, within(1e-12));
        assertThat(both.standardError().orElseThrow()).isCloseTo(1, within(1e-9));
    }

    @Test
    void anInteractionIsSaid() {
        Findings findings = estimate(study(), cells(18).data());
        Estimate found = (Estimate) new Rows(findings.outcomes())
                .one("interaction", "m", "interaction", Scale.DIFFERENCE, "ranker=dwell x layout=new", "");
        // (18 - 12) - (13 - 10)
        assertThat(found.value()).isCloseTo(3, within(1e-12));
        assertThat(Rows.of(findings.diagnostics(), "interaction").getFirst())
                .satisfies(d -> assertThat(d.severity()).isEqualTo(Severity.WARNING))
                .satisfies(d -> assertThat(d.message()).contains("depend on each other"));
    }

    @Test
    void covariatesAreTakenOutWithOneSlope() {
        // x explains y within the cells entirely but for the cell's own level
        double[] x = {1, 2, 3, 4};
        DataBuilder data = new DataBuilder();
        double[] levels = {10, 12, 13, 15};
        List<String> names = List.of("control_old", "control_new", "dwell_old", "dwell_new");
        for (int i = 0; i < 4; i++) {
            double[] y = new double[4];
            for (int j = 0; j < 4; j++) {
                y[j] = levels[i] + 2 * x[j] + (j % 2 == 0 ? 0.1 : -0.1);
            }
            data.units(names.get(i), "2026-03-01", 4).block("m", names.get(i), Moments.ofColumns(y, x));
        }
        Rows rows = new Rows(estimate(study(), data.data()).outcomes());
        Estimate adjusted = (Estimate) rows.one("main", "m", "ate", Scale.DIFFERENCE, "ranker=dwell", "");
        Estimate plain = (Estimate) rows.one("unadjusted", "m", "ate", Scale.DIFFERENCE, "ranker=dwell", "");
        assertThat(adjusted.value()).isCloseTo(3, within(1e-9));
        assertThat(adjusted.adjustedBy()).isEqualTo("one slope: m 14d before entry");
        assertThat(adjusted.standardError().orElseThrow())
                .isLessThan(0.1 * plain.standardError().orElseThrow());
    }

    @Test
    void aCombinationWithoutUnitsIsNotEstimable() {
        ExperimentData data = new DataBuilder()
                .units("control_old", "2026-03-01", 100)
                .block("m", "control_old", DataBuilder.block(100, 10, 4))
                .block("m", "control_new", DataBuilder.block(110, 12, 5))
                .block("m", "dwell_old", DataBuilder.block(95, 13, 6))
                .data();
        assertThat(new Rows(estimate(study(), data).outcomes())
                        .one("main", "m", "ate", Scale.DIFFERENCE, "ranker=dwell", ""))
                .isInstanceOfSatisfying(covey.result.NotEstimable.class, n -> {
                    assertThat(n.reason()).isEqualTo(Reason.NO_UNITS);
                    assertThat(n.message()).contains("dwell_new");
                });
    }

    @Test
    void workingsPutTheValuesIn() {
        List<Working> steps = METHOD.workings(
                METHOD.specify(study().study()), cells(15).data(), new Working.Asked("m", "ranker=dwell", ""));
        assertThat(steps.get(0).body()).contains("dwell_old: n = 95, mean y 13.0");
        assertThat(steps.get(1).body()).contains("D = 3.000000").contains("ranker=control");
    }

    @Test
    void aLookBeforeTheEndIsJudgedAndExplainedForEachMainEffect() {
        StudyBuilder early = study().asOf("2026-03-08T00:00:00Z");
        Findings findings = estimate(early, cells(15).data());
        InterimLook.judged(findings, 2);
        // half of the error to each of two main effects, not a third to each treated cell
        assertThat(Rows.of(findings.diagnostics(), "monitoring"))
                .allSatisfy(d ->
                        assertThat(Double.parseDouble(d.values().get("bound"))).isCloseTo(boundOfHalf(), within(1e-9)));
        InterimLook.explained(METHOD.workings(
                METHOD.specify(early.study()), cells(15).data(), new Working.Asked("m", "layout=new", "")));
    }

    /** O'Brien-Fleming spending at half of the plan, .025 in two sides. */
    private static double boundOfHalf() {
        return GroupSequentialDesign.of(0.025, Alternative.TWO_SIDED, new SpendingFunction.LanDeMetsOBrienFleming())
                .bounds(0.5)
                .looks()
                .getFirst()
                .efficacy();
    }

    @Test
    void armsMustBeTheCombinations() {
        assertThatThrownBy(() -> METHOD.specify(
                        study().arms(new Arm("control_old", "a", 0.5, true), new Arm("dwell_old", "b", 0.5, false))
                                .study()))
                .hasMessageContaining("no arm for control_new, dwell_new");
        assertThatThrownBy(() -> METHOD.specify(
                        study().arms(new Arm("control_old", "a", 0.5, true), new Arm("other", "b", 0.5, false))
                                .study()))
                .hasMessageContaining("arm 'other' is no combination");
        assertThatThrownBy(() -> METHOD.specify(study().arms(
                                new Arm("control_old", "a", 0.25, false),
                                new Arm("control_new", "b", 0.25, true),
                                new Arm("dwell_old", "c", 0.25, false),
                                new Arm("dwell_new", "d", 0.25, false))
                        .study()))
                .hasMessageContaining("is the reference");
        assertThatThrownBy(() -> METHOD.specify(
                        study().set("design", "factors.layout", List.of("old")).study()))
                .hasMessageContaining("has the levels [old]");
    }
}
