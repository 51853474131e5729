package covey.experiment.compare;

import static covey.experiment.DataBuilder.block;
import static covey.experiment.DataBuilder.counts;
import static covey.experiment.DataBuilder.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.data.ExperimentData;
import covey.data.ExperimentData.AppliedCap;
import covey.data.ExperimentData.Cell;
import covey.data.ExperimentData.Losses;
import covey.experiment.DataBuilder;
import covey.experiment.Rows;
import covey.experiment.StudyBuilder;
import covey.experiment.spec.ExperimentSpec;
import covey.result.Coverage;
import covey.result.Estimate;
import covey.result.NotEstimable;
import covey.result.Outcome;
import covey.result.Reason;
import covey.result.Scale;
import covey.stats.moment.Moments;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonTest {
    private static final Moments CONTROL = values(1, 2, 3, 4, 5);
    private static final Moments TREATMENT = values(3, 4, 5, 6, 7, 8);

    private static Rows rows(ExperimentSpec spec, DataBuilder data) {
        return new Rows(Comparison.of(spec, data.data()).outcomes());
    }

    private static StudyBuilder clicks() {
        return new StudyBuilder().primary(StudyBuilder.mean("clicks"));
    }

    private static DataBuilder small() {
        return new DataBuilder().block("clicks", "control", CONTROL).block("clicks", "treatment", TREATMENT);
    }

    @Test
    void welchByHand() {
        Rows rows = rows(clicks().plain(), small());
        Estimate difference = rows.difference("clicks");
        assertThat(difference.value()).isEqualTo(2.5);
        assertThat(difference.standardError().orElseThrow()).isCloseTo(Math.sqrt(2.5 / 5 + 3.5 / 6), within(1e-12));
        assertThat(difference.test().orElseThrow().statistic()).isCloseTo(2.401922, within(1e-6));
        assertThat(difference.test().orElseThrow().df().orElseThrow()).isCloseTo(8.989362, within(1e-6));
        assertThat(difference.n()).isEqualTo(11);
        assertThat(difference.interval().orElseThrow().coverage()).isEqualTo(Coverage.POINTWISE);
        assertThat(rows.relative("clicks").value()).isCloseTo(2.5 / 3, within(1e-12));
        assertThat(rows.level("clicks", "mean", "treatment").value()).isEqualTo(5.5);
        assertThat(rows.has("unadjusted")).isFalse();
        assertThat(rows.has("delta_lift")).isTrue();
    }

    @Test
    void cookieCatsRetentionByHand() {
        DataBuilder data = new DataBuilder()
                .block("back", "control", counts(8502, 44700))
                .block("back", "treatment", counts(8279, 45489));
        Rows rows =
                rows(new StudyBuilder().primary(StudyBuilder.retention("back")).plain(), data);
        assertThat(rows.level("back", "retention", "control").value()).isCloseTo(0.1902, within(5e-5));
        assertThat(rows.level("back", "retention", "control")
                        .interval()
                        .orElseThrow()
                        .method())
                .isEqualTo("Wilson");
        assertThat(rows.difference("back").value()).isCloseTo(-0.0082013, within(1e-7));
        assertThat(rows.difference("back").test().orElseThrow().statistic()).isCloseTo(-3.164064, within(1e-5));
        Estimate pooled = rows(
                        new StudyBuilder()
                                .primary(StudyBuilder.retention("back"))
                                .set("analysis", "proportion_test", "pooled")
                                .set("analysis", "proportion_interval", "newcombe")
                                .plain(),
                        data)
                .difference("back");
        assertThat(pooled.test().orElseThrow().statistic()).isCloseTo(-3.164359, within(1e-5));
        assertThat(pooled.interval().orElseThrow().method()).isEqualTo("Newcombe");
    }

    @Test
    void ratiosShowTheirParts() {
        Moments control = Moments.ofColumns(new double[] {1, 2, 3, 2}, new double[] {10, 11, 9, 10});
        Moments treatment = Moments.ofColumns(new double[] {2, 3, 4, 3}, new double[] {10, 9, 11, 10});
        Rows rows = rows(
                new StudyBuilder().primary(StudyBuilder.ratio("ctr")).plain(),
                new DataBuilder().block("ctr", "control", control).block("ctr", "treatment", treatment));
        assertThat(rows.level("ctr", "ratio", "control").value()).isCloseTo(0.2, within(1e-12));
        assertThat(rows.level("ctr", "numerator_per_unit", "treatment").value()).isEqualTo(3);
        assertThat(rows.level("ctr", "denominator_per_unit", "treatment").value())
                .isEqualTo(10);
        assertThat(rows.difference("ctr").value()).isCloseTo(0.1, within(1e-12));
    }

    @Test
    void swappingTheArmsFlipsTheSign() {
        Rows rows = rows(clicks().plain(), small());
        Rows swapped = rows(
                clicks().plain(),
                new DataBuilder().block("clicks", "treatment", CONTROL).block("clicks", "control", TREATMENT));
        Estimate a = rows.difference("clicks");
        Estimate b = swapped.difference("clicks");
        assertThat(b.value()).isEqualTo(-a.value());
        assertThat(b.standardError()).isEqualTo(a.standardError());
        assertThat(b.interval().orElseThrow().lower())
                .isCloseTo(-a.interval().orElseThrow().upper(), within(1e-12));
        assertThat(b.test().orElseThrow().pValue())
                .isCloseTo(a.test().orElseThrow().pValue(), within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void daysMergeToTheWhole(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        DataBuilder whole = new DataBuilder();
        DataBuilder days = new DataBuilder();
        for (String arm : List.of("control", "treatment")) {
            Moments all = Moments.empty(2);
            for (int day = 1; day <= 4; day++) {
                double[][] table = new double[30 + day][2];
                for (double[] row : table) {
                    row[1] = random.nextGaussian();
                    row[0] = 5 + row[1] + random.nextGaussian();
                }
                Moments block = Moments.ofRows(table);
                all = all.plus(block);
                days.block("clicks", new Cell(arm, "2026-03-0" + day, "", "", false, block));
            }
            whole.block("clicks", arm, all);
        }
        Estimate a = rows(clicks().spec(), whole).difference("clicks");
        Estimate b = rows(clicks().spec(), days).difference("clicks");
        assertThat(b.value()).isCloseTo(a.value(), within(1e-12));
        assertThat(b.standardError().orElseThrow()).isCloseTo(a.standardError().orElseThrow(), within(1e-12));
        assertThat(a.adjustedBy()).isEqualTo("Lin: clicks 14d before entry");
        assertThat(a.standardError().orElseThrow())
                .isLessThan(((Estimate) rows(clicks().spec(), whole)
                                .one("unadjusted", "clicks", "ate", Scale.DIFFERENCE, "treatment", ""))
                        .standardError()
                        .orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"lin", "cuped"})
    void aConstantCovariateChangesNothing(String adjustment) {
        double[] one = {7, 7, 7, 7, 7};
        double[] other = {7, 7, 7, 7, 7, 7};
        DataBuilder data = new DataBuilder()
                .block("clicks", "control", Moments.ofColumns(new double[] {1, 2, 3, 4, 5}, one))
                .block("clicks", "treatment", Moments.ofColumns(new double[] {3, 4, 5, 6, 7, 8}, other));
        Compared compared =
                Comparison.of(clicks().set("analysis", "adjustment", adjustment).spec(), data.data());
        Estimate with = new Rows(compared.outcomes()).difference("clicks");
        Estimate without = rows(clicks().plain(), small()).difference("clicks");
        assertThat(with).isEqualTo(without);
        assertThat(compared.droppedCovariates()).containsEntry("clicks", List.of("clicks 14d before entry"));
    }

    @Test
    void aCovariateThatTheDataLackIsReported() {
        Compared compared = Comparison.of(clicks().spec(), small().data());
        assertThat(new Rows(compared.outcomes()).difference("clicks").adjustedBy())
                .isEmpty();
        assertThat(compared.droppedCovariates()).containsKey("clicks");
    }

    @Test
    void zeroVarianceHasLevelsAndNoEffect() {
        Rows rows = rows(
                clicks().plain(),
                new DataBuilder()
                        .block("clicks", "control", values(2, 2, 2))
                        .block("clicks", "treatment", values(2, 2, 2)));
        assertThat(rows.missing("clicks", Scale.DIFFERENCE).reason()).isEqualTo(Reason.ZERO_VARIANCE);
        assertThat(rows.missing("clicks", Scale.RELATIVE_DIFFERENCE).reason()).isEqualTo(Reason.ZERO_VARIANCE);
        assertThat(rows.level("clicks", "mean", "control").value()).isEqualTo(2);
    }

    @Test
    void anArmOfOneUnitIsTooSmall() {
        Rows rows = rows(
                clicks().plain(),
                new DataBuilder().block("clicks", "control", CONTROL).block("clicks", "treatment", values(4)));
        assertThat(rows.missing("clicks", Scale.DIFFERENCE).reason()).isEqualTo(Reason.TOO_FEW_UNITS);
        assertThat(rows.level("clicks", "mean", "control").value()).isEqualTo(3);
    }

    @Test
    void anEmptyArmHasNoUnits() {
        Rows rows = rows(clicks().plain(), new DataBuilder().block("clicks", "control", CONTROL));
        NotEstimable missing = rows.missing("clicks", Scale.RELATIVE_DIFFERENCE);
        assertThat(missing.reason()).isEqualTo(Reason.NO_UNITS);
        assertThat(missing.message()).contains("treatment");
        assertThat(missing.advice()).isNotEmpty();
    }

    @Test
    void aZeroControlMeanHasADifferenceAndNoLift() {
        Rows rows = rows(
                clicks().plain(),
                new DataBuilder().block("clicks", "control", values(-1, 0, 1)).block("clicks", "treatment", TREATMENT));
        assertThat(rows.difference("clicks").value()).isEqualTo(5.5);
        assertThat(rows.missing("clicks", Scale.RELATIVE_DIFFERENCE).reason()).isEqualTo(Reason.ZERO_BASELINE);
    }

    @Test
    void aZeroDenominatorIsNamed() {
        Moments none = Moments.ofColumns(new double[] {0, 0, 0}, new double[] {0, 0, 0});
        Moments some = Moments.ofColumns(new double[] {1, 0, 2}, new double[] {3, 2, 4});
        Rows rows = rows(
                new StudyBuilder().primary(StudyBuilder.ratio("ctr")).plain(),
                new DataBuilder().block("ctr", "control", some).block("ctr", "treatment", none));
        assertThat(rows.missing("ctr", Scale.DIFFERENCE).reason()).isEqualTo(Reason.ZERO_DENOMINATOR);
        assertThat(rows.level("ctr", "ratio", "control").value()).isEqualTo(1.0 / 3);
    }

    @Test
    void oneFailingMetricStopsNoOther() {
        ExperimentSpec spec = clicks().secondary(StudyBuilder.mean("broken"))
                .secondary(StudyBuilder.mean("unjoined"))
                .secondary(StudyBuilder.retention("young"))
                .secondary(StudyBuilder.mean("absent"))
                .secondary(StudyBuilder.proportion("odd"))
                .plain();
        DataBuilder data = small().failure("broken", "NOT_FINITE")
                .block("unjoined", "control", values(0, 0, 0))
                .block("unjoined", "treatment", values(0, 0, 0))
                .losses("unjoined", new Losses(0, 0, 0, 0, OptionalDouble.empty()))
                .block("young", "control", Moments.empty(1))
                .losses("young", new Losses(0, 0, 40, 10, OptionalDouble.empty()))
                .block("odd", "control", values(0, 2, 1))
                .block("odd", "treatment", values(0, 1, 1));
        Rows rows = rows(spec, data);
        assertThat(rows.difference("clicks").value()).isEqualTo(2.5);
        assertThat(rows.missing("broken", Scale.DIFFERENCE).reason()).isEqualTo(Reason.NOT_FINITE);
        assertThat(rows.missing("unjoined", Scale.DIFFERENCE).reason()).isEqualTo(Reason.JOIN_LOSS);
        assertThat(rows.missing("young", Scale.RELATIVE_DIFFERENCE).reason()).isEqualTo(Reason.IMMATURE);
        assertThat(rows.missing("absent", Scale.DIFFERENCE).reason()).isEqualTo(Reason.QUERY_FAILED);
        assertThat(rows.missing("odd", Scale.DIFFERENCE).reason()).isEqualTo(Reason.NOT_SUPPORTED);
    }

    @Test
    void excludedUnitsAreShownWithAndWithout() {
        DataBuilder data = small().block("clicks", new Cell("control", "2026-03-02", "", "", true, values(10, 20)))
                .block("clicks", new Cell("treatment", "2026-03-02", "", "", true, values(1, 2)));
        Rows rows = rows(clicks().plain(), data);
        assertThat(rows.difference("clicks").value()).isEqualTo(2.5);
        Estimate kept = (Estimate) rows.one("exclusions_kept", "clicks", "ate", Scale.DIFFERENCE, "treatment", "");
        assertThat(kept.value()).isCloseTo(36.0 / 8 - 45.0 / 7, within(1e-12));
        assertThat(kept.n()).isEqualTo(15);
        assertThat(rows(clicks().plain(), small()).has("exclusions_kept")).isFalse();
    }

    @Test
    void overTimeRowsCarryTheirDay() {
        DataBuilder data = small().snapshot("clicks", "control", "2026-03-01", CONTROL)
                .snapshot("clicks", "treatment", "2026-03-01", TREATMENT)
                .age("clicks", "control", 10, CONTROL)
                .age("clicks", "treatment", 10, TREATMENT)
                .age("clicks", "control", 2, CONTROL)
                .age("clicks", "treatment", 2, TREATMENT);
        List<Outcome> outcomes = Comparison.of(clicks().plain(), data.data()).outcomes();
        Rows rows = new Rows(outcomes);
        assertThat(rows.at(
                        "cumulative", "clicks", "ate", Scale.DIFFERENCE, "treatment", "", Map.of("day", "2026-03-01")))
                .isInstanceOf(Estimate.class);
        assertThat(outcomes.stream()
                        .filter(o -> o.estimand().analysis().equals("by_age")
                                && o.estimand().scale() == Scale.DIFFERENCE)
                        .map(o -> o.estimand().at().get("day_since_entry")))
                .containsExactly("2", "10");
    }

    @Test
    void theCapIsARow() {
        DataBuilder data = small().cap("clicks", new AppliedCap("y", 9.5, OptionalDouble.of(0.999), "all units", 3, 12))
                .cap("clicks", new AppliedCap("x1", 4.5, OptionalDouble.of(0.999), "all units", 3, 12));
        Rows rows = rows(clicks().plain(), data);
        Estimate cap = (Estimate) rows.one("main", "clicks", "cap", Scale.LEVEL, "", "");
        Estimate covariate = (Estimate) rows.at("main", "clicks", "cap", Scale.LEVEL, "", "", Map.of("column", "x1"));
        assertThat(cap.value()).isEqualTo(9.5);
        assertThat(covariate.value()).isEqualTo(4.5);
    }

    @Test
    void segmentsBelowTheMinimumAreNotShown() {
        DataBuilder data = small();
        for (String arm : List.of("control", "treatment")) {
            data.block("clicks", new Cell(arm, "2026-03-01", "country", "US", false, block(40, 3, 2)));
        }
        data.block("clicks", new Cell("control", "2026-03-01", "country", "MT", false, values(1, 2, 3)));
        data.block("clicks", new Cell("treatment", "2026-03-01", "country", "MT", false, block(40, 3, 2)));
        Rows rows = rows(clicks().slices("country").minCell(5).plain(), data);
        assertThat(rows.one("main", "clicks", "ate", Scale.DIFFERENCE, "treatment", "country=US"))
                .isInstanceOf(Estimate.class);
        for (Scale scale : List.of(Scale.DIFFERENCE, Scale.RELATIVE_DIFFERENCE)) {
            NotEstimable hidden = (NotEstimable) rows.one("main", "clicks", "ate", scale, "treatment", "country=MT");
            assertThat(hidden.reason()).isEqualTo(Reason.BELOW_MIN_CELL);
            assertThat(hidden.message()).doesNotContain("3 units");
        }
        assertThat(rows.one("main", "clicks", "mean", Scale.LEVEL, "control", "country=MT"))
                .isInstanceOf(NotEstimable.class);
        assertThat(rows.one("main", "clicks", "mean", Scale.LEVEL, "treatment", "country=MT"))
                .isInstanceOf(Estimate.class);
    }

    @Test
    void postStratificationWeighsTheSegments() {
        DataBuilder data = small();
        double[][] cells = {{40, 2}, {60, 3}, {20, 6}, {80, 7}};
        int i = 0;
        for (String country : List.of("US", "GB")) {
            for (String arm : List.of("control", "treatment")) {
                data.block(
                        "clicks",
                        new Cell(
                                arm,
                                "2026-03-01",
                                "country",
                                country,
                                false,
                                block((long) cells[i][0], cells[i][1], 1)));
                i++;
            }
        }
        Rows rows = rows(
                clicks().slices("country")
                        .set("analysis", "post_stratify", "country")
                        .plain(),
                data);
        Estimate effect = (Estimate) rows.one("post_stratified", "clicks", "ate", Scale.DIFFERENCE, "treatment", "");
        assertThat(effect.value()).isCloseTo(1, within(1e-12));
        assertThat(effect.adjustedBy()).contains("country");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lin", "cuped"})
    void postStratificationAdjustsInsideTheSegments(String adjustment) {
        DataBuilder data = new DataBuilder();
        SplittableRandom random = new SplittableRandom(3);
        for (String arm : List.of("control", "treatment")) {
            for (String country : List.of("", "US", "GB")) {
                double[][] rows = new double[60][];
                for (int i = 0; i < rows.length; i++) {
                    double before = random.nextGaussian();
                    rows[i] = new double[] {5 + 2 * before + random.nextGaussian(), before};
                }
                String slice = country.isEmpty() ? "" : "country";
                data.block("clicks", new Cell(arm, "2026-03-01", slice, country, false, Moments.ofRows(rows)));
            }
        }
        StudyBuilder study = clicks().slices("country").set("analysis", "post_stratify", "country");
        Estimate plain =
                (Estimate) rows(study.set("analysis", "adjustment", "none").spec(), data)
                        .one("post_stratified", "clicks", "ate", Scale.DIFFERENCE, "treatment", "");
        Estimate effect =
                (Estimate) rows(study.set("analysis", "adjustment", adjustment).spec(), data)
                        .one("post_stratified", "clicks", "ate", Scale.DIFFERENCE, "treatment", "");
        assertThat(effect.adjustedBy())
                .isEqualTo("post-stratified by country (2 strata), CUPED: clicks 14d before entry");
        assertThat(effect.test().orElseThrow().name()).isEqualTo("post-stratified CUPED t");
        assertThat(effect.standardError().orElseThrow())
                .isLessThan(0.7 * plain.standardError().orElseThrow());
        assertThat(plain.adjustedBy()).isEqualTo("post-stratified by country (2 strata)");
    }

    @Test
    void deltaLiftByNameLeavesFiellerBeside() {
        Rows rows = rows(clicks().set("analysis", "relative", "delta").plain(), small());
        assertThat(rows.relative("clicks").interval().orElseThrow().method()).isEqualTo("delta method");
        Estimate fieller = (Estimate) rows.one("fieller", "clicks", "ate", Scale.RELATIVE_DIFFERENCE, "treatment", "");
        assertThat(fieller.interval().orElseThrow().method()).isEqualTo("Fieller");
    }

    @Test
    void absoluteAndRelativeAgreeAboutZero() {
        SplittableRandom random = new SplittableRandom(7);
        int shown = 0;
        for (int i = 0; i < 400; i++) {
            ExperimentData data = new DataBuilder()
                    .block("clicks", "control", block(50, 2 + random.nextGaussian() / 4, 1))
                    .block("clicks", "treatment", block(50, 2 + random.nextGaussian() / 4, 1.5))
                    .data();
            Rows rows = new Rows(Comparison.of(clicks().plain(), data).outcomes());
            boolean absolute =
                    rows.difference("clicks").interval().orElseThrow().contains(0);
            boolean relative = rows.relative("clicks").interval().orElseThrow().contains(0);
            assertThat(relative).isEqualTo(absolute);
            shown += absolute ? 1 : 0;
        }
        assertThat(shown).isBetween(50, 390);
    }

    @Test
    void theSameDataGiveTheSameRows() {
        assertThat(Comparison.of(clicks().spec(), small().data()))
                .isEqualTo(Comparison.of(clicks().spec(), small().data()));
    }
}
