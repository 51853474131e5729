package covey.experiment.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.data.ExperimentData;
import covey.data.ExperimentData.Cell;
import covey.data.ExperimentData.QuantileCell;
import covey.experiment.DataBuilder;
import covey.experiment.StudyBuilder;
import covey.experiment.spec.PlanSpec;
import covey.method.Findings;
import covey.method.SpecificationException;
import covey.method.Study;
import covey.method.Working;
import covey.metric.Measure;
import covey.result.Diagnostic;
import covey.result.Estimate;
import covey.result.NotEstimable;
import covey.result.Scale;
import covey.result.Severity;
import covey.stats.distribution.Normal;
import covey.stats.moment.Moments;
import covey.stats.power.Claim;
import covey.stats.power.Comparison;
import covey.stats.power.Outcome;
import covey.stats.power.Split;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentDesignTest {
    private static final ExperimentDesign DESIGN = new ExperimentDesign();

    private static RandomGenerator random() {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    }

    private static StudyBuilder study() {
        return new StudyBuilder()
                .asOf("2026-02-28T00:00:00Z")
                .set("analysis", "adjustment", "none")
                .set("monitoring", "method", "fixed");
    }

    /** Four weeks before 1 March; 1000 units in the first, 500, 400, 300 in the others. */
    private static DataBuilder data() {
        DataBuilder data = new DataBuilder();
        int[] arrivals = {1000, 500, 400, 300};
        for (int week = 0; week < 4; week++) {
            data.units(
                    "history", LocalDate.of(2026, 2, 1).plusDays(7L * week + 2).toString(), arrivals[week]);
        }
        return data;
    }

    private static Moments block(long n, double mean, double variance) {
        return Moments.ofPopulation(n, new double[] {mean}, new double[][] {{variance * (n - 1) / n}});
    }

    private static DataBuilder clicks(DataBuilder data) {
        long[] units = {1000, 1500, 1900, 2200};
        for (int week = 1; week <= 4; week++) {
            data.snapshot(
                    "clicks",
                    "history",
                    LocalDate.of(2026, 1, 31).plusDays(7L * week).toString(),
                    block(units[week - 1], 2.0 + week, 10.0 * week));
        }
        return data.block("clicks", "history", block(2200, 6, 40));
    }

    private static PlanSpec spec(StudyBuilder study) {
        return DESIGN.specify(study.set("design", "history.start", "2026-02-01")
                .set("design", "history.end", "2026-02-28")
                .study());
    }

    private static Estimate number(Findings findings, String metric, String name, Scale scale) {
        return findings.outcomes().stream()
                .filter(Estimate.class::isInstance)
                .map(Estimate.class::cast)
                .filter(e -> e.estimand().metric().equals(metric)
                        && e.estimand().name().equals(name)
                        && e.estimand().scale() == scale
                        && e.estimand().at().isEmpty())
                .findFirst()
                .orElseThrow(() -> new AssertionError(metric + " " + name));
    }

    @Test
    void thePromiseIsThatOfTheHistoryAfterAsManyWeeks() {
        PlanSpec spec = spec(study().primary(StudyBuilder.mean("clicks")));
        Findings findings = DESIGN.estimate(spec, clicks(data()).data(), random());
        // the period has two weeks: 1500 units, mean 4, variance 20
        Comparison expected = new Comparison(Outcome.ofMean(4, 20), Split.even(), Claim.difference(0.05));
        assertThat(number(findings, "clicks", "mde", Scale.DIFFERENCE).value())
                .isCloseTo(expected.detectable(1500, 0.8).orElseThrow(), within(1e-9));
        assertThat(number(findings, "clicks", "mde", Scale.RELATIVE_DIFFERENCE).value())
                .isCloseTo(expected.detectableLift(1500, 0.8).orElseThrow(), within(1e-9));
        assertThat(number(findings, "clicks", "std_error", Scale.DIFFERENCE).value())
                .isCloseTo(Math.sqrt(4 * 20.0 / 1500), within(1e-12));
        assertThat(findings.arms()).extracting(a -> a.units()).containsExactly(750L, 750L);
    }

    @Test
    void looksDuringTheExperimentAreCounted() {
        double once = number(
                        DESIGN.estimate(
                                spec(study().primary(StudyBuilder.mean("clicks"))),
                                clicks(data()).data(),
                                random()),
                        "clicks",
                        "mde",
                        Scale.DIFFERENCE)
                .value();
        Findings daily = DESIGN.estimate(
                spec(study().primary(StudyBuilder.mean("clicks")).set("monitoring", "method", "group_sequential")),
                clicks(data()).data(),
                random());
        double inflation =
                number(daily, "clicks", "inflation", Scale.PROBABILITY).value();
        // units enter on days 3 and 10 alone, so that two looks decide: day 8 at 2.7450 and the end at 1.9706.
        // Integrated over
        // both in scipy 1.17 (O'Brien-Fleming spending by day, signals 3²·1000/10 and 4²·1500/20): .005184. Four
        // million
        // such studies in numpy, the second week's outcome growing on the first's: .0045, Monte-Carlo error .0008
        assertThat(inflation).isCloseTo(0.005184, within(1e-4));
        assertThat(number(daily, "clicks", "mde", Scale.DIFFERENCE).value() / once)
                .isCloseTo(Math.sqrt(1 + inflation), within(1e-3));
        assertThat(daily.diagnostics()).anyMatch(d -> d.check().equals("plan_monitoring"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"confidence_sequence", "msprt"})
    void whatASequenceCostsIsCounted(String method) {
        Findings findings = DESIGN.estimate(
                spec(study().primary(StudyBuilder.mean("clicks")).mde(0.15).set("monitoring", "method", method)),
                clicks(data()).data(),
                random());
        double once = new Comparison(Outcome.ofMean(4, 20), Split.even(), Claim.difference(0.05))
                .detectable(1500, 0.8)
                .orElseThrow();
        double inflation =
                number(findings, "clicks", "inflation", Scale.PROBABILITY).value();
        // the interval is 1.55 times as wide at the planned end; earlier looks give some of it back
        assertThat(inflation).isBetween(0.5, 0.9);
        assertThat(number(findings, "clicks", "mde", Scale.DIFFERENCE).value() / once)
                .isCloseTo(Math.sqrt(1 + inflation), within(5e-3));
        assertThat(number(findings, "clicks", "expected_units", Scale.COUNT).value())
                .isBetween(300.0, 1500.0);
        assertThat(findings.diagnostics())
                .filteredOn(d -> d.check().equals("plan_monitoring"))
                .singleElement()
                .satisfies(d -> assertThat(d.severity()).isEqualTo(Severity.NOTE));
    }

    @Test
    void theCurveFollowsArrivalsAndExposure() {
        PlanSpec spec = spec(study().primary(StudyBuilder.mean("clicks")));
        Findings findings = DESIGN.estimate(spec, clicks(data()).data(), random());
        double[] units = {1000, 1500, 1900};
        for (int week = 1; week <= 3; week++) {
            String at = Integer.toString(week);
            double mde = findings.outcomes().stream()
                    .filter(o -> o.estimand().name().equals("mde")
                            && o.estimand().scale() == Scale.DIFFERENCE
                            && at.equals(o.estimand().at().get("week")))
                    .mapToDouble(o -> ((Estimate) o).value())
                    .findFirst()
                    .orElseThrow();
            Comparison expected =
                    new Comparison(Outcome.ofMean(2 + week, 10 * week), Split.even(), Claim.difference(0.05));
            assertThat(mde).isCloseTo(expected.detectable(units[week - 1], 0.8).orElseThrow(), within(1e-9));
        }
    }

    @Test
    void severalArmsAndMetricsShareTheError() {
        StudyBuilder study = study().primary(StudyBuilder.mean("clicks"))
                .primary(StudyBuilder.mean("likes"))
                .arms(
                        new Study.Arm("control", "control", 0.5, true),
                        new Study.Arm("a", "a", 0.25, false),
                        new Study.Arm("b", "b", 0.25, false));
        Findings findings = DESIGN.estimate(spec(study), clicks(data()).data(), random());
        Comparison expected = new Comparison(Outcome.ofMean(4, 20), new Split(0.5, 0.25), Claim.difference(0.05 / 4));
        assertThat(number(findings, "clicks", "mde", Scale.DIFFERENCE).value())
                .isCloseTo(expected.detectable(1500, 0.8).orElseThrow(), within(1e-9));
        Optional<Diagnostic> correction = findings.diagnostics().stream()
                .filter(d -> d.check().equals("plan_correction"))
                .findFirst();
        assertThat(correction.orElseThrow().message())
                .contains("holm over 4 hypotheses")
                .contains("0.0125");
    }

    @Test
    void aGuardrailThatCannotBeSeenSaysSo() {
        StudyBuilder study = study().primary(StudyBuilder.mean("clicks"))
                .guardrail(StudyBuilder.mean("likes"), 0.05, Scale.RELATIVE_DIFFERENCE);
        DataBuilder data = clicks(data()).block("likes", "history", block(2200, 6, 40));
        Findings findings = DESIGN.estimate(spec(study), data.data(), random());
        assertThat(number(findings, "likes", "power", Scale.PROBABILITY).value())
                .isLessThan(0.2);
        Diagnostic weak = findings.diagnostics().stream()
                .filter(d -> d.check().equals("plan_guardrail_power"))
                .findFirst()
                .orElseThrow();
        assertThat(weak.severity()).isEqualTo(Severity.WARNING);
        assertThat(weak.message()).contains("harm of that size could not be seen");
        assertThat(number(findings, "likes", "detectable_margin", Scale.RELATIVE_DIFFERENCE)
                        .value())
                .isGreaterThan(0.1);
        assertThat(number(findings, "likes", "extra_weeks", Scale.LEVEL).value())
                .isGreaterThan(10);
    }

    /** Just short of the power asked for is not blind. */
    @Test
    void aGuardrailThatIsNearlyCertainIsNotSaidToBeBlind() {
        StudyBuilder study = study().primary(StudyBuilder.mean("clicks"))
                .guardrail(StudyBuilder.mean("likes"), 0.12, Scale.RELATIVE_DIFFERENCE);
        DataBuilder data = clicks(data()).block("likes", "history", block(2200, 6, 40));
        Findings findings = DESIGN.estimate(spec(study), data.data(), random());
        assertThat(number(findings, "likes", "power", Scale.PROBABILITY).value())
                .isBetween(0.5, 0.8);
        assertThat(findings.diagnostics())
                .filteredOn(d -> d.check().equals("plan_guardrail_power"))
                .singleElement()
                .satisfies(d -> assertThat(d.message())
                        .contains("less than was asked for")
                        .doesNotContain("could not be seen"));
    }

    /** A window that no unit of the history has had time for: the history is short, and nothing is wrong with an arm. */
    @Test
    void aMetricThatNobodyHadTheTimeForAsksForAnEarlierStart() {
        StudyBuilder study = study().primary(StudyBuilder.mean("clicks"))
                .guardrail(StudyBuilder.retention("back"), 0.05, Scale.RELATIVE_DIFFERENCE);
        DataBuilder data = clicks(data()).block("back", "history", Moments.empty(1));
        Findings findings = DESIGN.estimate(spec(study), data.data(), random());
        assertThat(findings.outcomes())
                .filteredOn(
                        o -> o instanceof NotEstimable && o.estimand().metric().equals("back"))
                .isNotEmpty()
                .allSatisfy(o -> {
                    NotEstimable missing = (NotEstimable) o;
                    assertThat(missing.message()).startsWith("the history has 0 units with a value of back");
                    assertThat(missing.advice())
                            .contains("design.history.start")
                            .contains("lookback");
                });
    }

    @Test
    void covariatesOfTheHistoryLowerWhatIsSeen() {
        StudyBuilder study = new StudyBuilder().asOf("2026-02-28T00:00:00Z").primary(StudyBuilder.mean("clicks"));
        double[][] covariance = {{20, 8}, {8, 5}};
        DataBuilder data = data().snapshot(
                        "clicks", "history", "2026-02-07", Moments.ofPopulation(1500, new double[] {4, 2}, covariance))
                .snapshot(
                        "clicks", "history", "2026-02-14", Moments.ofPopulation(1500, new double[] {4, 2}, covariance))
                .block(
                        "clicks",
                        new Cell(
                                "history",
                                "2026-02-01",
                                "",
                                "",
                                false,
                                Moments.ofPopulation(1500, new double[] {4, 2}, covariance)));
        Findings findings = DESIGN.estimate(spec(study), data.data(), random());
        // R² = 64 / 100
        assertThat(number(findings, "clicks", "variance_reduction", Scale.PROBABILITY)
                        .value())
                .isCloseTo(0.64, within(1e-3));
        assertThat(DESIGN.workings(spec(study), data.data(), new Working.Asked("clicks", "treatment", "")))
                .extracting(Working::title)
                .contains("Formula", "Assumptions", "What would change it");
    }

    @Test
    void beyondTheHistoryThePaceOfItsLastWeekGoesOnAndIsNamed() {
        PlanSpec spec = spec(study().primary(StudyBuilder.mean("clicks")));
        ExperimentData data = clicks(data()).data();
        Planning planning = new Planning(spec, data);
        assertThat(planning.arrivals().units(5))
                .isGreaterThan(planning.arrivals().units(3));
        assertThat(planning.arrivals().continued(5)).isTrue();
        assertThat(planning.arrivals().continued(3)).isFalse();
    }

    @Test
    void aProportionIsPlannedWithItsOwnVarianceAndCannotLeaveItsRange() {
        StudyBuilder study = study().primary(StudyBuilder.proportion("bought"));
        DataBuilder data = data().block("bought", "history", block(2200, 0.1, 0.09))
                .snapshot("bought", "history", "2026-02-07", block(1000, 0.1, 0.09))
                .snapshot("bought", "history", "2026-02-14", block(1500, 0.1, 0.09));
        Findings findings = DESIGN.estimate(spec(study), data.data(), random());
        Comparison expected = new Comparison(Outcome.ofProportion(0.1), Split.even(), Claim.difference(0.05));
        assertThat(number(findings, "bought", "mde", Scale.DIFFERENCE).value())
                .isCloseTo(expected.detectable(1500, 0.8).orElseThrow(), within(1e-9));
    }

    @Test
    void badInputIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> DESIGN.specify(study().primary(StudyBuilder.mean("clicks"))
                        .set("design", "history.start", "2026-02-20")
                        .set("design", "history.end", "2026-02-28")
                        .study()))
                .isInstanceOf(SpecificationException.class)
                .hasMessageContaining("shorter than two weeks");
        assertThatThrownBy(() -> DESIGN.specify(study().primary(StudyBuilder.mean("clicks"))
                        .asOf("2026-06-01T00:00:00Z")
                        .set("design", "history.end", "2026-03-05")
                        .study()))
                .isInstanceOf(SpecificationException.class)
                .hasMessageContaining("after the period starts");
        assertThatThrownBy(() -> DESIGN.specify(study().primary(StudyBuilder.mean("clicks"))
                        .set("design", "history.entry", "evnts")
                        .study()))
                .isInstanceOf(SpecificationException.class)
                .satisfies(
                        e -> assertThat(((SpecificationException) e).advice()).contains("events"));
        assertThatThrownBy(() -> DESIGN.specify(study().primary(StudyBuilder.mean("clicks"))
                        .arms(
                                new Study.Arm("control", "control", 0.6, true),
                                new Study.Arm("treatment", "treatment", 0.6, false))
                        .study()))
                .isInstanceOf(SpecificationException.class)
                .hasMessageContaining("1.2");
        PlanSpec spec = spec(study().primary(StudyBuilder.mean("clicks")));
        assertThatThrownBy(() -> DESIGN.estimate(spec, new DataBuilder().data(), random()))
                .isInstanceOf(SpecificationException.class)
                .hasMessageContaining("there is no history");
    }

    @Test
    void aPlanAfterTheStartIsLate() {
        PlanSpec spec = DESIGN.specify(study().asOf("2026-03-10T00:00:00Z")
                .primary(StudyBuilder.mean("clicks"))
                .set("design", "history.start", "2026-02-01")
                .study());
        assertThat(DESIGN.estimate(spec, clicks(data()).data(), random()).diagnostics())
                .filteredOn(d -> d.check().equals("plan_late"))
                .singleElement()
                .satisfies(d -> assertThat(d.severity()).isEqualTo(Severity.WARNING));
    }

    /** Half of the units have an event: 1,500 splits of units alike against the promise. */
    @Test
    void unitsWithoutEventsCountAmongThoseThatEnterButBringNothingToAQuantile() {
        int active = 1100;
        double half = Normal.quantile(0.975) * Math.sqrt(0.25 / active);
        QuantileCell cell = new QuantileCell(
                "history",
                "",
                "",
                active,
                active,
                0,
                Normal.quantile(0.5 - half),
                Normal.quantile(0.5 + half),
                0.5 - half,
                0.5 + half,
                Optional.of(Moments.ofPopulation(active, new double[] {0.5, 1}, new double[][] {{0.25, 0}, {0, 0}})));
        StudyBuilder study = study().primary(StudyBuilder.quantile("wait", Measure.Quantile.Over.EVENT));
        Findings plan =
                DESIGN.estimate(spec(study), data().quantile("wait", 0.5, cell).data(), random());
        double promised = plan.outcomes().stream()
                .filter(o ->
                        o.estimand().name().equals("std_error") && o.estimand().scale() == Scale.DIFFERENCE)
                .mapToDouble(o -> ((Estimate) o).value())
                .findFirst()
                .orElseThrow();
        // two weeks bring 1,500 units, 750 of them with an event
        double[] values = new double[1500];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 2 == 0 ? Double.NaN : Normal.quantile((i / 2.0) / 750);
        }
        RandomGenerator random = random();
        double sum = 0;
        int splits = 1500;
        for (int split = 0; split < splits; split++) {
            double[][] arms = {new double[750], new double[750]};
            int[] counts = {0, 0};
            for (double value : values) {
                int arm = random.nextBoolean() ? 0 : 1;
                if (!Double.isNaN(value)) {
                    arms[arm][counts[arm]++] = value;
                }
            }
            double difference = median(arms[0], counts[0]) - median(arms[1], counts[1]);
            sum += difference * difference;
        }
        double realised = Math.sqrt(sum / splits);
        assertThat(promised).isCloseTo(realised, within(0.07 * realised));
        // as if every unit were active: what a plan by active units alone promised
        assertThat(promised * Math.sqrt(0.5)).isLessThan(0.8 * realised);
    }

    private static double median(double[] values, int count) {
        double[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return count % 2 == 1 ? sorted[count / 2] : (sorted[count / 2 - 1] + sorted[count / 2]) / 2;
    }
}
