package covey.experiment.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.data.ExperimentData;
import covey.data.LookHistory;
import covey.data.LookHistory.Last;
import covey.data.LookHistory.Look;
import covey.experiment.DataBuilder;
import covey.experiment.Experiment;
import covey.experiment.Rows;
import covey.experiment.StudyBuilder;
import covey.experiment.compare.Comparison;
import covey.experiment.spec.ExperimentSpec;
import covey.method.Findings;
import covey.method.Working;
import covey.result.Coverage;
import covey.result.Diagnostic;
import covey.result.Estimate;
import covey.result.Interval;
import covey.result.Scale;
import covey.result.Severity;
import covey.stats.distribution.Normal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MonitorTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final RandomGenerator RANDOM = RandomGenerator.of("L64X128MixRandom");

    private static StudyBuilder study(String asOf) {
        return new StudyBuilder().primary(StudyBuilder.mean("clicks")).asOf(asOf);
    }

    /** Two arms of n units, difference d, variance 1. */
    private static DataBuilder data(long n, double d) {
        return new DataBuilder()
                .units("control", "2026-03-01", n)
                .units("treatment", "2026-03-01", n)
                .block("clicks", "control", DataBuilder.block(n, 10, 1))
                .block("clicks", "treatment", DataBuilder.block(n, 10 + d, 1));
    }

    private static Rows rows(ExperimentSpec spec, ExperimentData data) {
        return new Rows(Comparison.of(spec, data).outcomes());
    }

    private static Findings findings(ExperimentSpec spec, ExperimentData data) {
        return new Experiment().estimate(spec, data, RANDOM);
    }

    private static Diagnostic diagnostic(Findings findings, String check) {
        return findings.diagnostics().stream()
                .filter(d -> d.check().equals(check))
                .findFirst()
                .orElseThrow();
    }

    /** The look that a run made, as the ledger keeps it. */
    private static List<Look> recorded(ExperimentSpec spec, ExperimentData data) {
        List<Look> looks = new ArrayList<>(data.looks().looks());
        for (Standing s : Comparison.of(spec, data).standings()) {
            Path.Point p = s.path().latest();
            looks.add(new Look(
                    p.at(),
                    "run",
                    s.metric().name(),
                    s.arm(),
                    p.estimate(),
                    p.standardError(),
                    p.z(),
                    p.units(),
                    p.clock(),
                    Last.valueOf(s.path().last().name()),
                    s.verdict().bound(),
                    s.verdict().recommendation().code(),
                    s.path().plannedUnits(),
                    s.plan()));
        }
        return looks;
    }

    @ParameterizedTest
    @ValueSource(strings = {"fixed", "group_sequential", "confidence_sequence", "msprt"})
    void oneLookAtTheEndIsTheFixedTestToTheLastDigit(String method) {
        ExperimentData data = data(5000, 0.03).data();
        ExperimentSpec fixed = study("2026-03-20T00:00:00Z")
                .set("monitoring", "method", "fixed")
                .plain();
        ExperimentSpec other = study("2026-03-20T00:00:00Z")
                .set("monitoring", "method", method)
                .plain();
        assertThat(Comparison.of(other, data).outcomes())
                .isEqualTo(Comparison.of(fixed, data).outcomes());
        assertThat(findings(other, data).diagnostics()).noneMatch(d -> d.check().equals("monitoring"));
    }

    @Test
    void anEarlyLookShowsARepeatedIntervalAndSaysWhatItCosts() {
        ExperimentSpec spec = study("2026-03-08T00:00:00Z").plain();
        ExperimentData data = data(5000, 0.03).data();
        Rows rows = rows(spec, data);
        Estimate main = rows.difference("clicks");
        Interval interval = main.interval().orElseThrow();
        assertThat(interval.coverage()).isEqualTo(Coverage.REPEATED);
        assertThat(interval.method()).contains("repeated: group sequential, look 1");
        // Lan-DeMets O'Brien-Fleming at half of the plan with .05 in two sides: 2.9626 (gsDesign 3.6)
        assertThat((interval.upper() - main.value()) / main.standardError().orElseThrow())
                .isCloseTo(2.9626, within(2e-3));
        assertThat(Comparison.of(spec, data).outcomes())
                .noneMatch(o -> o.estimand().analysis().equals("fixed"));
        Diagnostic looks = diagnostic(findings(spec, data), "looks");
        assertThat(looks.message()).contains("more units than one look at the end", "1.51 times as wide today");
        assertThat(diagnostic(findings(spec, data), "monitoring").values()).containsEntry("recommendation", "continue");
    }

    @Test
    void intervalAndTestAgreeAtEveryLook() {
        for (double d : new double[] {0.02, 0.05, 0.0583, 0.06, 0.2}) {
            Estimate main = rows(
                            study("2026-03-08T00:00:00Z").plain(), data(5000, d).data())
                    .difference("clicks");
            boolean rejected = main.test().orElseThrow().pValue() < 0.05;
            assertThat(main.interval().orElseThrow().contains(0)).isEqualTo(!rejected);
        }
    }

    @Test
    void efficacyWaitsForAWeekAndHarmDoesNot() {
        ExperimentSpec early = study("2026-03-04T00:00:00Z").plain();
        Findings good = findings(early, data(5000, 0.3).data());
        assertThat(diagnostic(good, "monitoring").values())
                .containsEntry("recommendation", "continue")
                .containsEntry("held", "the first 7 days are not in");
        Findings bad = findings(early, data(5000, -0.3).data());
        assertThat(diagnostic(bad, "monitoring").values()).containsEntry("recommendation", "stop_for_harm");
        assertThat(diagnostic(bad, "monitoring").severity()).isEqualTo(Severity.WARNING);
        Findings later =
                findings(study("2026-03-08T00:00:00Z").plain(), data(5000, 0.3).data());
        assertThat(diagnostic(later, "monitoring").values()).containsEntry("recommendation", "stop_for_efficacy");
    }

    @Test
    void aStoppedExperimentHasEstimatesCorrectedForStopping() {
        ExperimentSpec spec = study("2026-03-08T00:00:00Z").plain();
        Rows rows = rows(spec, data(5000, 0.062).data());
        Estimate naive = rows.difference("clicks");
        Estimate median = (Estimate) rows.one("stopped", "clicks", "ate", Scale.DIFFERENCE, "treatment", "");
        Estimate bias = (Estimate) rows.one("bias_adjusted", "clicks", "ate", Scale.DIFFERENCE, "treatment", "");
        // a first look has no earlier stage: its stage-wise order is that of the fixed test
        assertThat(median.value()).isCloseTo(naive.value(), within(1e-6));
        assertThat(bias.value()).isLessThan(naive.value());
        Estimate lift = (Estimate) rows.one("stopped", "clicks", "ate", Scale.RELATIVE_DIFFERENCE, "treatment", "");
        assertThat(lift.value()).isCloseTo(median.value() / 10, within(1e-4));
    }

    /** A crossing at look 1 stays the decision; the estimate with the data since has them as its last stage. */
    @Test
    void dataAfterACrossingKeepTheDecisionAndHaveAnEstimateOfTheirOwn() {
        ExperimentSpec crossing = study("2026-03-08T00:00:00Z").plain();
        ExperimentData first = data(5000, 0.062).data();
        LookHistory history = new LookHistory(recorded(crossing, first));
        ExperimentSpec later = study("2026-03-10T00:00:00Z").plain();
        ExperimentData more = data(7000, 0.03).data().after(history);
        assertThat(diagnostic(findings(later, more), "monitoring").values())
                .containsEntry("recommendation", "stop_for_efficacy")
                .containsEntry("decided_at_look", "1");
        Rows rows = rows(later, more);
        Estimate stopped = (Estimate) rows.one("stopped", "clicks", "ate", Scale.DIFFERENCE, "treatment", "");
        assertThat(stopped.value()).isCloseTo(0.062, within(1e-6));
        assertThat(stopped.n()).isEqualTo(10_000);
        Estimate overrun = (Estimate) rows.one("overrun", "clicks", "ate", Scale.DIFFERENCE, "treatment", "");
        // the only look before is deleted, so the last stage is all there is: the plain estimate of all data
        assertThat(overrun.value()).isCloseTo(0.03, within(1e-6));
        assertThat(overrun.n()).isEqualTo(14_000);
        assertThat(overrun.test().orElseThrow().name()).contains("the crossed look 1 deleted, look 2 the last");
    }

    /** A curve is read on all its days: each has the sequence's width, never that of today's look alone. */
    @Test
    void aCurveOverDaysIsCoveredOverAllOfThem() {
        DataBuilder builder = data(7000, 0.03);
        for (int day = 2; day <= 7; day++) {
            builder.snapshot("clicks", "control", "2026-03-0" + day, DataBuilder.block(1000L * day, 10, 1))
                    .snapshot("clicks", "treatment", "2026-03-0" + day, DataBuilder.block(1000L * day, 10.03, 1));
        }
        ExperimentSpec spec = study("2026-03-08T00:00:00Z").plain();
        List<Estimate> curve = Comparison.of(spec, builder.data()).outcomes().stream()
                .filter(o -> o.estimand().analysis().equals("cumulative")
                        && o.estimand().scale() == Scale.DIFFERENCE)
                .map(Estimate.class::cast)
                .toList();
        assertThat(curve).hasSize(6).allSatisfy(e -> {
            Interval i = e.interval().orElseThrow();
            assertThat(i.coverage()).isEqualTo(Coverage.ANYTIME_VALID);
            assertThat(i.method()).contains("over all days");
            assertThat((i.upper() - e.value()) / e.standardError().orElseThrow())
                    .isGreaterThan(3);
        });
    }

    @Test
    void guardrailsStopForHarmBeyondTheirMargin() {
        StudyBuilder builder =
                study("2026-03-04T00:00:00Z").guardrail(StudyBuilder.mean("visits"), 0.01, Scale.RELATIVE_DIFFERENCE);
        for (double harm : new double[] {-0.05, -0.5}) {
            ExperimentData data = data(5000, 0)
                    .block("visits", "control", DataBuilder.block(5000, 10, 1))
                    .block("visits", "treatment", DataBuilder.block(5000, 10 + harm, 1))
                    .data();
            String found = findings(builder.plain(), data).diagnostics().stream()
                    .filter(d -> d.check().equals("monitoring") && d.metric().equals("visits"))
                    .map(d -> d.values().get("recommendation"))
                    .findFirst()
                    .orElseThrow();
            assertThat(found).isEqualTo(harm < -0.1 ? "stop_for_harm" : "continue");
        }
    }

    @Test
    void theSameNumbersAgainAreNoFurtherLook() {
        ExperimentSpec first = study("2026-03-05T00:00:00Z").plain();
        ExperimentData data = data(3000, 0.01).data();
        LookHistory history = new LookHistory(recorded(first, data));
        ExperimentSpec later = study("2026-03-06T00:00:00Z").plain();
        Standing again = Comparison.of(later, data.after(history)).standings().getFirst();
        assertThat(again.path().size()).isEqualTo(1);
        assertThat(again.path().latest().at()).isEqualTo("2026-03-05T00:00:00Z");
        Standing more = Comparison.of(later, data(4000, 0.01).data().after(history))
                .standings()
                .getFirst();
        assertThat(more.path().size()).isEqualTo(2);
    }

    @Test
    void aChangedPlanInvalidatesAndAnotherScheduleWarns() {
        ExperimentData data = data(3000, 0.01).data();
        LookHistory history =
                new LookHistory(recorded(study("2026-03-05T00:00:00Z").plain(), data));
        ExperimentData later = data(4000, 0.01).data().after(history);
        Diagnostic spending = diagnostic(
                findings(
                        study("2026-03-06T00:00:00Z")
                                .set("monitoring", "spending", "pocock")
                                .plain(),
                        later),
                "monitoring_plan");
        assertThat(spending.severity()).isEqualTo(Severity.INVALIDATES);
        assertThat(spending.message()).contains("spending was obrien_fleming, is pocock");
        Diagnostic looks = diagnostic(
                findings(
                        study("2026-03-06T00:00:00Z")
                                .set("monitoring", "looks", "weekly")
                                .plain(),
                        later),
                "monitoring_plan");
        assertThat(looks.severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void looksThatWereNotPlannedAreFlagged() {
        Diagnostic weekly = diagnostic(
                findings(
                        study("2026-03-06T00:00:00Z")
                                .set("monitoring", "looks", "weekly")
                                .plain(),
                        data(3000, 0).data()),
                "looks");
        assertThat(weekly.message()).contains("not planned", "5 days after the start");
        Diagnostic fixed = diagnostic(
                findings(
                        study("2026-03-08T00:00:00Z")
                                .set("monitoring", "method", "fixed")
                                .plain(),
                        data(3000, 0).data()),
                "looks");
        assertThat(fixed.severity()).isEqualTo(Severity.WARNING);
        assertThat(fixed.message()).contains("judging this look and the end as if each were the only one");
        // two looks at 1.96, the second at twice the information: .0831 (Armitage, McPherson, Rowe 1969)
        assertThat(Double.parseDouble(fixed.values().get("naive_error"))).isCloseTo(0.0831, within(1e-3));
    }

    @Test
    void explainShowsBoundAndSpending() {
        ExperimentSpec spec = study("2026-03-08T00:00:00Z").plain();
        List<Working> steps =
                new Experiment().workings(spec, data(5000, 0.03).data(), new Working.Asked("clicks", "treatment", ""));
        assertThat(steps.stream().filter(w -> w.title().startsWith("Looks")).findFirst())
                .map(Working::body)
                .get()
                .asString()
                .contains("spent so far 0.00305", "bound today 2.96", "2026-03-08T00:00:00Z");
    }

    @Test
    void otherMethodsStandBesideTheMainOne() {
        ExperimentSpec spec = study("2026-03-08T00:00:00Z")
                .set("monitoring", "also", List.of("confidence_sequence", "msprt"))
                .plain();
        Rows rows = rows(spec, data(5000, 0.03).data());
        for (String other : List.of("also_confidence_sequence", "also_msprt")) {
            Estimate e = (Estimate) rows.one(other, "clicks", "ate", Scale.DIFFERENCE, "treatment", "");
            assertThat(e.interval().orElseThrow().coverage()).isEqualTo(Coverage.ANYTIME_VALID);
        }
    }

    /**
     * A/A experiments seen daily for 28 days through the estimator: the chance that any look crosses. R = 600, the upper
     * end of the 99.9 % binomial band at .05 is .078; naive looks cross in a quarter of them.
     */
    @ParameterizedTest
    @CsvSource({
        "group_sequential, obrien_fleming, 0.078",
        "group_sequential, pocock, 0.078",
        "confidence_sequence, obrien_fleming, 0.078",
        "msprt, obrien_fleming, 0.078"
    })
    void dailyPeekingKeepsItsErrorAndNaiveLooksDoNot(String method, String spending, double highest) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20260301);
        int repetitions = 600;
        int looks = 28;
        StudyBuilder builder = study("2026-03-15T00:00:00Z")
                .set("monitoring", "method", method)
                .set("monitoring", "spending", spending)
                .set("monitoring", "minimum_days", 0);
        ExperimentSpec spec = builder.plain();
        int crossed = 0;
        int naive = 0;
        for (int r = 0; r < repetitions; r++) {
            List<Look> history = new ArrayList<>();
            double sum = 0;
            boolean naively = false;
            long perDay = 500;
            for (int day = 1; day <= looks; day++) {
                // the difference of two arms of variance 1: sum of differences over units
                sum += random.nextGaussian() * Math.sqrt(2.0 * perDay);
                double n = (double) day * perDay;
                double z = sum / Math.sqrt(2 * n);
                naively |= Math.abs(z) > -Normal.quantile(0.025);
                if (day < looks) {
                    history.add(new Look(
                            START.plus(day * 12L, ChronoUnit.HOURS).toString(),
                            "r",
                            "clicks",
                            "treatment",
                            sum / n,
                            Math.sqrt(2 / n),
                            z,
                            2 * n,
                            (double) day / looks,
                            Last.INTERIM,
                            0,
                            "continue",
                            2.0 * perDay * looks,
                            Monitor.plan(spec)));
                }
            }
            long n = perDay * looks;
            ExperimentData data = data(n, sum / n).data().after(new LookHistory(history));
            Optional<Standing> standing = Optional.of(standing(spec, data));
            crossed += standing.get().verdict().crossed() > 0 ? 1 : 0;
            naive += naively ? 1 : 0;
        }
        assertThat((double) crossed / repetitions).isLessThan(highest);
        assertThat((double) naive / repetitions).isGreaterThan(0.2);
    }

    private static Standing standing(ExperimentSpec spec, ExperimentData data) {
        var control = data.metric("clicks").orElseThrow().cells().get(0).moments();
        var treatment = data.metric("clicks").orElseThrow().cells().get(1).moments();
        var effect = covey.experiment.compare.effect.Effect.plain(
                covey.stats.compare.MeanDifference.contrast(control, treatment, 0),
                "Welch t",
                control.n() + treatment.n());
        return new Monitor(spec, data).standing(spec.metrics().getFirst(), "treatment", effect);
    }

    @Test
    void tenNaiveLooksAlarmNineteenTimesInAHundred() {
        List<Path.Point> points = new ArrayList<>();
        for (int k = 1; k <= 10; k++) {
            points.add(new Path.Point("look " + k, 0, 1 / Math.sqrt(k), 0, 100 * k, k / 10.0));
        }
        Path path = new Path(points, covey.stats.sequential.GroupSequentialDesign.Last.FINAL, 1000);
        // Armitage, McPherson, Rowe (1969): .193 at ten looks
        assertThat(LookingCost.naiveError(path, 0.05)).isCloseTo(0.193, within(1e-3));
    }

    @Test
    void theTableOfCriticalValuesAgreesWithTheInversion() {
        List<Path.Point> points = new ArrayList<>();
        for (int k = 1; k <= 5; k++) {
            points.add(new Path.Point("look " + k, 0, 1 / Math.sqrt(k), 0, 100 * k, k / 10.0));
        }
        Path path = new Path(points, covey.stats.sequential.GroupSequentialDesign.Last.INTERIM, 1000);
        for (Rule rule : Backtest.rules().values()) {
            if (rule instanceof Rule.GroupSequential) {
                CriticalTable table = new CriticalTable(rule, path);
                for (double z : new double[] {0.3, 1, 2.2, 3.1, 4.5}) {
                    double p = rule.pValue(path, z);
                    assertThat(table.pValue(z)).isCloseTo(p, within(0.01 * p));
                }
            }
        }
    }
}
