package covey.experiment.check;

import static covey.experiment.DataBuilder.block;
import static org.assertj.core.api.Assertions.assertThat;

import covey.data.ExperimentData.AppliedCap;
import covey.data.ExperimentData.ArmLosses;
import covey.data.ExperimentData.Freshness;
import covey.data.ExperimentData.Losses;
import covey.data.ExperimentData.RowLosses;
import covey.experiment.DataBuilder;
import covey.experiment.Rows;
import covey.experiment.StudyBuilder;
import covey.experiment.compare.Comparison;
import covey.experiment.spec.ExperimentSpec;
import covey.method.Study.Arm;
import covey.result.Diagnostic;
import covey.result.Scale;
import covey.result.Severity;
import covey.stats.moment.Moments;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecksTest {
    private static StudyBuilder study() {
        return new StudyBuilder().primary(StudyBuilder.mean("clicks"));
    }

    private static DataBuilder data(long control, long treatment) {
        return new DataBuilder()
                .units("control", "2026-03-01", control)
                .units("treatment", "2026-03-01", treatment)
                .block("clicks", "control", block(control, 10, 4))
                .block("clicks", "treatment", block(treatment, 10, 4));
    }

    private static List<Diagnostic> all(StudyBuilder study, DataBuilder data) {
        ExperimentSpec spec = study.spec();
        return Checks.run(new CheckInput(spec, data.data(), Comparison.of(spec, data.data())));
    }

    private static Diagnostic one(StudyBuilder study, DataBuilder data, String check) {
        List<Diagnostic> found = Rows.of(all(study, data), check);
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    @Test
    void cookieCatsIsAmber() {
        Diagnostic ratio = one(study(), data(44_700, 45_489), "sample_ratio");
        assertThat(ratio.severity()).isEqualTo(Severity.WARNING);
        assertThat(ratio.message()).contains("44,700", "45,489", "p = 0.0086");
        assertThat(ratio.causes()).hasSize(3);
        assertThat(ratio.advice()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"5000, 5010, PASS", "5000, 5400, INVALIDATES", "44700, 45489, WARNING"})
    void theOverallRatioGates(long control, long treatment, Severity severity) {
        assertThat(one(study(), data(control, treatment), "sample_ratio").severity())
                .isEqualTo(severity);
    }

    @Test
    void unequalSharesAreRespected() {
        StudyBuilder study = study().arms(new Arm("control", "c", 0.9, true), new Arm("treatment", "t", 0.1, false));
        assertThat(one(study, data(9000, 1000), "sample_ratio").severity()).isEqualTo(Severity.PASS);
        StudyBuilder again = study().arms(new Arm("control", "c", 0.9, true), new Arm("treatment", "t", 0.1, false));
        assertThat(one(again, data(5000, 5000), "sample_ratio").severity()).isEqualTo(Severity.INVALIDATES);
    }

    @Test
    void anArmOfShareZeroWithUnitsIsNamed() {
        StudyBuilder study = study().arms(
                        new Arm("control", "c", 0.5, true),
                        new Arm("treatment", "t", 0.5, false),
                        new Arm("old", "o", 0, false));
        Diagnostic ratio = one(study, data(5000, 5000).units("old", "2026-03-01", 3), "sample_ratio");
        assertThat(ratio.severity()).isEqualTo(Severity.INVALIDATES);
        assertThat(ratio.causes().getFirst()).contains("old");
    }

    @Test
    void withoutUnitsNothingCanBeSaid() {
        assertThat(one(study(), new DataBuilder(), "sample_ratio").severity()).isEqualTo(Severity.INVALIDATES);
    }

    @Test
    void theDayOnWhichItBeganIsNamed() {
        DataBuilder data = new DataBuilder();
        for (int day = 1; day <= 14; day++) {
            String name = "2026-03-" + (day < 10 ? "0" : "") + day;
            data.units("control", name, 1000).units("treatment", name, day < 8 ? 1003 : 800);
        }
        List<Diagnostic> found = all(study(), data);
        Diagnostic overall = Rows.of(found, "sample_ratio").getFirst();
        Diagnostic daily = Rows.of(found, "sample_ratio_daily").getFirst();
        assertThat(overall.values()).containsEntry("began", "2026-03-08");
        assertThat(overall.causes().getFirst()).contains("release", "2026-03-08");
        assertThat(daily.severity()).isEqualTo(Severity.INVALIDATES);
        assertThat(daily.values().get("first_alarm")).isBetween("2026-03-08", "2026-03-11");
    }

    @Test
    void aCleanExperimentRaisesNothingByDay() {
        DataBuilder data = new DataBuilder();
        for (int day = 1; day <= 9; day++) {
            data.units("control", "2026-03-0" + day, 1000 + day % 3 * 10)
                    .units("treatment", "2026-03-0" + day, 1010 - day % 2 * 15);
        }
        assertThat(one(study(), data, "sample_ratio_daily").severity()).isEqualTo(Severity.PASS);
    }

    @Test
    void theSegmentThatHoldsTheMismatchIsNamed() {
        DataBuilder data = new DataBuilder()
                .units("control", "2026-03-01", 6000)
                .units("treatment", "2026-03-01", 5500)
                .segmentUnits("control", "2026-03-01", "US", 5000)
                .segmentUnits("treatment", "2026-03-01", "US", 5010)
                .segmentUnits("control", "2026-03-01", "DE", 1000)
                .segmentUnits("treatment", "2026-03-01", "DE", 490);
        List<Diagnostic> found = all(study().slices("country"), data);
        Diagnostic slices = Rows.of(found, "sample_ratio_slices").getFirst();
        assertThat(slices.severity()).isEqualTo(Severity.NOTE);
        assertThat(slices.message()).contains("country=DE").doesNotContain("country=US");
        assertThat(Rows.of(found, "sample_ratio").getFirst().causes().getFirst())
                .contains("country=DE", "treatment");
    }

    @ParameterizedTest
    @CsvSource({"0, exclude, PASS", "50, exclude, WARNING", "500, exclude, INVALIDATES", "1, error, INVALIDATES"})
    void unitsInSeveralArms(long units, String rule, Severity severity) {
        DataBuilder data = data(5000, 5000);
        if (units > 0) {
            data.multipleArms("control", units);
        }
        assertThat(one(study().duplicates(rule), data, "multiple_arms").severity())
                .isEqualTo(severity);
    }

    @Test
    void assignmentDefectsAreCounted() {
        Diagnostic found = one(study().valid("page = arm"), data(5000, 5000).defective(20), "assignment_defects");
        assertThat(found.severity()).isEqualTo(Severity.WARNING);
        assertThat(found.message()).contains("20 users", "page = arm");
        assertThat(one(study(), data(5000, 5000).defective(200), "assignment_defects")
                        .invalidates())
                .isTrue();
    }

    @Test
    void armsThatAreNotTheRecomputedOnesAreCountedAndStay() {
        assertThat(all(study(), data(5000, 5000))).extracting(Diagnostic::check).doesNotContain("verify_assignment");
        assertThat(one(study(), data(5000, 5000).recomputed(10_000, 0, 0), "verify_assignment")
                        .severity())
                .isEqualTo(Severity.PASS);
        Diagnostic some = one(study(), data(5000, 5000).recomputed(10_000, 30, 10), "verify_assignment");
        assertThat(some.severity()).isEqualTo(Severity.WARNING);
        assertThat(some.message())
                .contains("40 users of 10,000 (0.4 %)", "30 saw another arm", "10 saw an arm although");
        assertThat(some.values()).containsEntry("other_arm", "30").containsEntry("outside", "10");
        assertThat(one(study(), data(5000, 5000).recomputed(10_000, 90, 20), "verify_assignment")
                        .invalidates())
                .isTrue();
    }

    @Test
    void defectsOfExposureRows() {
        DataBuilder data = data(5000, 5000).exposureRows(300, 2, 500).unknownArm("dwell", 7);
        List<Diagnostic> found = all(study(), data);
        assertThat(Rows.of(found, "exposure_duplicates").getFirst().severity()).isEqualTo(Severity.NOTE);
        assertThat(Rows.of(found, "exposures_before_start").getFirst().severity())
                .isEqualTo(Severity.NOTE);
        assertThat(Rows.of(found, "null_exposures").getFirst().severity()).isEqualTo(Severity.WARNING);
        assertThat(Rows.of(found, "unknown_arms").getFirst().message()).contains("'dwell' (7 rows)");
    }

    @Test
    void aJoinThatFindsNothingInvalidates() {
        DataBuilder data = data(5000, 5000).losses("clicks", new Losses(0, 0, 0, 0, OptionalDouble.empty()));
        Diagnostic found = one(study(), data, "join_loss");
        assertThat(found.severity()).isEqualTo(Severity.INVALIDATES);
        assertThat(found.metric()).isEqualTo("clicks");
        DataBuilder thin = data(5000, 5000).losses("clicks", new Losses(0, 0, 0, 10, OptionalDouble.of(0.9)));
        assertThat(one(study(), thin, "join_loss").message()).contains("10 %");
    }

    private static Losses lost(long control, long treatment, RowLosses rows) {
        return new Losses(
                control + treatment,
                0,
                0,
                1000,
                OptionalDouble.empty(),
                0,
                rows,
                Map.of("control", arm(5000, control), "treatment", arm(5000, treatment)));
    }

    /** One row per unit, so many of them lost. */
    private static ArmLosses arm(long units, long lost) {
        double p = (double) lost / units;
        return new ArmLosses(units, Moments.ofPopulation(units, new double[] {p, 1}, new double[][] {
            {p * (1 - p), 0}, {0, 0}
        }));
    }

    @ParameterizedTest
    @CsvSource({
        "20, 20, 0, 0, NOTE",
        "100, 100, 0, 0, WARNING",
        "300, 300, 0, 0, INVALIDATES",
        "10, 60, 0, 0, INVALIDATES",
        "0, 0, 5, 0, NOTE",
        "0, 0, 20, 0, WARNING",
        "0, 0, 0, 60, INVALIDATES"
    })
    void lostRowsAreJudgedByTheirShareAndByArm(
            long control, long treatment, long withoutUnit, long withoutTime, Severity severity) {
        DataBuilder data = data(5000, 5000)
                .losses("clicks", lost(control, treatment, new RowLosses(1000, withoutUnit, 1000, withoutTime)));
        assertThat(one(study(), data, "values_missing").severity()).isEqualTo(severity);
    }

    @ParameterizedTest
    @CsvSource({"0, 2000, 5000, true", "0, 40, 5000, false", "0, 2000, 50, false", "1, 2000, 5000, false"})
    void anArmWithoutAnyRowIsAJoinThatLostIt(long bare, long other, long units, boolean found) {
        Losses losses = new Losses(
                0,
                0,
                0,
                bare + other,
                OptionalDouble.empty(),
                0,
                RowLosses.NONE,
                Map.of(
                        "control", new ArmLosses(other, arm(5000, 0).lostAndRows()),
                        "treatment", new ArmLosses(bare, arm(units, 0).lostAndRows())));
        DataBuilder data = data(5000, 5000).losses("clicks", losses);
        Diagnostic join = one(study(), data, "join_loss");
        assertThat(join.severity()).isEqualTo(found ? Severity.INVALIDATES : Severity.PASS);
        ExperimentSpec spec = study().spec();
        assertThat(Comparison.of(spec, data.data()).toString().contains("JOIN_LOSS"))
                .isEqualTo(found);
    }

    @Test
    void unitsSeenBeforeTheStartWarn() {
        Diagnostic found = one(study(), data(5000, 5000).exposureRows(0, 2, 0).seenBefore(1), "exposures_before_start");
        assertThat(found.severity()).isEqualTo(Severity.WARNING);
        assertThat(found.message()).contains("1 user");
        assertThat(found.values()).containsEntry("units", "1");
    }

    @Test
    void theSampleRatioBeforeQuarantineHoldsEveryUnit() {
        Diagnostic ratio = one(
                study(),
                data(5000, 5000).multipleArms("treatment", 7).seenBefore(2).defective(3),
                "sample_ratio");
        assertThat(ratio.values()).containsEntry("counts_before_quarantine", "control 5,005, treatment 5,007");
    }

    @Test
    void aDenominatorThatIsConstantInEachArmMayHaveMoved() {
        StudyBuilder study =
                new StudyBuilder().primary(StudyBuilder.ratio("ctr")).set("analysis", "adjustment", "none");
        DataBuilder data = new DataBuilder()
                .units("control", "2026-03-01", 5000)
                .units("treatment", "2026-03-01", 5000)
                .block("ctr", "control", constant(10))
                .block("ctr", "treatment", constant(11));
        assertThat(one(study, data, "denominator_moved").message()).contains("moved the denominator", "by 1 from 10");
    }

    private static Moments constant(double d) {
        return Moments.ofPopulation(5000, new double[] {10, d}, new double[][] {{4, 0}, {0, 0}});
    }

    @Test
    void eventsThatEndBeforeTheUnitsEnterInvalidate() {
        DataBuilder none = data(5000, 5000)
                .freshness(
                        "events",
                        new Freshness(9, "2026-01-01T00:00:00Z", "2026-02-27T00:00:00Z", "2026-02-27T00:00:00Z"));
        Diagnostic found = one(study(), none, "freshness");
        assertThat(found.severity()).isEqualTo(Severity.INVALIDATES);
        assertThat(found.message()).contains("every unit was first exposed after it, from 2026-03-01");
        DataBuilder most = data(4000, 4000)
                .units("control", "2026-03-11", 4500)
                .units("treatment", "2026-03-11", 4500)
                .freshness(
                        "events",
                        new Freshness(9, "2026-01-01T00:00:00Z", "2026-03-10T00:00:00Z", "2026-03-10T00:00:00Z"));
        assertThat(one(study(), most, "freshness").severity()).isEqualTo(Severity.INVALIDATES);
    }

    @Test
    void staleDataWarn() {
        DataBuilder data = data(5000, 5000)
                .freshness(
                        "events",
                        new Freshness(9, "2026-01-01T00:00:00Z", "2026-03-10T00:00:00Z", "2026-03-10T00:00:00Z"));
        Diagnostic found = one(study(), data, "freshness");
        assertThat(found.severity()).isEqualTo(Severity.WARNING);
        assertThat(found.message()).contains("events", "2026-03-10", "2026-03-15");
        assertThat(one(study().set("trust", "freshness.allowed_lag", "7d"), data, "freshness")
                        .severity())
                .isEqualTo(Severity.PASS);
        assertThat(one(study().asOf("2026-03-09T00:00:00Z"), data, "freshness").message())
                .contains("still running");
    }

    @Test
    void whatWasLeftOutOfAMetricIsCounted() {
        DataBuilder data = data(5000, 5000)
                .losses("clicks", new Losses(3, 1, 2000, 10, OptionalDouble.empty()))
                .cap("clicks", new AppliedCap("y", 3, OptionalDouble.of(0.99), "units above zero", 4, 5));
        List<Diagnostic> found = all(study(), data);
        assertThat(Rows.of(found, "values_missing").getFirst().severity()).isEqualTo(Severity.WARNING);
        assertThat(Rows.of(found, "maturity").getFirst().message()).contains("2,000 users", "20 %");
        assertThat(Rows.of(found, "cap").getFirst().message()).contains("over all units it would be 0");
    }

    @Test
    void anUnbalancedPastWarnsAndIsNamed() {
        DataBuilder data = new DataBuilder()
                .units("control", "2026-03-01", 5000)
                .units("treatment", "2026-03-01", 5000)
                .block("clicks", "control", two(10))
                .block("clicks", "treatment", two(10.5));
        Diagnostic found = one(study(), data, "pre_period_balance");
        assertThat(found.severity()).isEqualTo(Severity.WARNING);
        assertThat(found.message()).contains("clicks 14d before entry", "0.5");
        DataBuilder level = new DataBuilder()
                .units("control", "2026-03-01", 5000)
                .units("treatment", "2026-03-01", 5000)
                .block("clicks", "control", two(10))
                .block("clicks", "treatment", two(10));
        assertThat(one(study(), level, "pre_period_balance").severity()).isEqualTo(Severity.PASS);
    }

    private static Moments two(double past) {
        return Moments.ofPopulation(5000, new double[] {10, past}, new double[][] {{4, 2}, {2, 4}});
    }

    @Test
    void aCovariateThatCannotBeUsedIsNoted() {
        assertThat(one(study(), data(5000, 5000), "covariates_dropped").message())
                .contains("clicks 14d before entry");
    }

    @Test
    void aMovedDenominatorIsNamed() {
        StudyBuilder study =
                new StudyBuilder().primary(StudyBuilder.ratio("ctr")).set("analysis", "adjustment", "none");
        DataBuilder data = new DataBuilder()
                .units("control", "2026-03-01", 5000)
                .units("treatment", "2026-03-01", 5000)
                .block("ctr", "control", two(10))
                .block("ctr", "treatment", two(10.5));
        assertThat(one(study, data, "denominator_moved").severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void aFadingEffectIsToldFromALastingOne() {
        DataBuilder fading = data(5000, 5000);
        DataBuilder lasting = data(5000, 5000);
        for (int day = 0; day < 12; day++) {
            fading.age("clicks", "control", day, block(5000, 10, 16));
            fading.age("clicks", "treatment", day, block(5000, day < 4 ? 11.5 : 10, 16));
            lasting.age("clicks", "control", day, block(5000, 10, 16));
            lasting.age("clicks", "treatment", day, block(5000, 11.5, 16));
        }
        Diagnostic found = one(study(), fading, "novelty");
        assertThat(found.severity()).isEqualTo(Severity.WARNING);
        assertThat(found.message()).contains("fades", "+15 %");
        assertThat(one(study(), lasting, "novelty").severity()).isEqualTo(Severity.PASS);
    }

    @Test
    void aGuardrailWithoutPowerSaysSo() {
        StudyBuilder study = study().guardrail(StudyBuilder.mean("guard"), 0.01, Scale.RELATIVE_DIFFERENCE);
        DataBuilder data = data(50, 50)
                .block("guard", "control", block(50, 10, 16))
                .block("guard", "treatment", block(50, 10, 16));
        Diagnostic found = one(study, data, "guardrail_power");
        assertThat(found.severity()).isEqualTo(Severity.NOTE);
        assertThat(Double.parseDouble(found.values().get("power"))).isLessThan(0.1);
        StudyBuilder again = study().guardrail(StudyBuilder.mean("guard"), 0.5, Scale.RELATIVE_DIFFERENCE);
        assertThat(one(again, data, "guardrail_power").severity()).isEqualTo(Severity.PASS);
    }

    @Test
    void findingsThatInvalidateComeFirst() {
        List<Diagnostic> found = all(study(), data(5000, 6000).exposureRows(3, 0, 0));
        assertThat(found).extracting(Diagnostic::severity).isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(found.getFirst().invalidates()).isTrue();
    }

    @Test
    void everyCheckClassIsListed() {
        assertThat(Checks.ALL).extracting(c -> c.getClass()).doesNotHaveDuplicates();
        List<Class<?>> classes = new com.tngtech.archunit.core.importer.ClassFileImporter()
                .importPackagesOf(Checks.class).stream()
                        .filter(c -> c.isAssignableTo(Check.class) && !c.isInterface())
                        .<Class<?>>map(c -> c.reflect())
                        .toList();
        assertThat(Checks.ALL).extracting(c -> (Object) c.getClass()).containsExactlyInAnyOrderElementsOf(classes);
    }
}
