package covey.experiment.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.data.LookHistory;
import covey.data.Sizing;
import covey.data.Sizing.Stage;
import covey.experiment.DataBuilder;
import covey.experiment.Rows;
import covey.experiment.StudyBuilder;
import covey.experiment.compare.Comparison;
import covey.experiment.plan.PlanBasis;
import covey.experiment.sequential.LookFindings;
import covey.experiment.spec.ExperimentReader;
import covey.experiment.spec.ExperimentSpec;
import covey.method.Findings;
import covey.method.SpecificationException;
import covey.result.Estimate;
import covey.result.Outcome;
import covey.result.Scale;
import covey.stats.distribution.Normal;
import covey.stats.moment.Moments;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionalReEstimationTest {
    private static final Map<String, String> FIXED = Map.of("monitoring.method", "fixed");

    private static Moments block(long n, double mean) {
        return Moments.ofPopulation(n, new double[] {mean}, new double[][] {{(n - 1.0) / n}});
    }

    private static DataBuilder arms(long n, double difference) {
        return new DataBuilder()
                .units("control", "2026-03-01", 3500)
                .units("treatment", "2026-03-01", 3500)
                .block("clicks", "control", block(n, 10))
                .block("clicks", "treatment", block(n, 10 + difference));
    }

    /** At day 7, whose units of five days have had their two: 2500 in an arm, 5/14 of the plan. */
    private static Findings decide(double z) {
        return decide(z, FIXED);
    }

    private static Findings decide(double z, Map<String, String> settings) {
        StretchedStudy study = new StretchedStudy(7, settings);
        ConditionalReEstimation method = new ConditionalReEstimation(Optional.of(
                PlanBasis.of(study.builder().asOf("2026-02-28T00:00:00Z").study(), history(), StretchedStudy.END)));
        return method.estimate(
                method.specify(study.builder().asOf("2026-03-08T00:00:00Z").study()),
                arms(2500, z * Math.sqrt(2.0 / 2500)).data(),
                StretchedStudy.random(1));
    }

    private static covey.data.ExperimentData history() {
        DataBuilder data = new DataBuilder();
        for (int day = 1; day <= 27; day++) {
            data.units("history", "2026-02-%02d".formatted(day), 1000);
        }
        return data.data();
    }

    private static double number(Findings findings, String name) {
        return findings.outcomes().stream()
                .filter(o -> o.estimand().name().equals(name))
                .map(Outcome.class::cast)
                .mapToDouble(o -> ((Estimate) o).value())
                .findFirst()
                .orElseThrow();
    }

    /** By hand: needed second-stage deviate, its power at the trend, and the information that makes it .8. */
    @Test
    void aPromisingLookIsMadeLonger() {
        double z = 1.2;
        double t = 5.0 / 14;
        double needed = (1.959963984540054 - z * Math.sqrt(t)) / Math.sqrt(1 - t);
        double drift = z / Math.sqrt(t);
        Findings findings = decide(z);
        assertThat(number(findings, "stage_weight")).isCloseTo(t, within(1e-9));
        assertThat(number(findings, "interim_z")).isCloseTo(z, within(1e-6));
        assertThat(number(findings, "conditional_power"))
                .isCloseTo(Normal.cdf(drift * Math.sqrt(1 - t) - needed), within(1e-6));
        double root = (needed + Normal.quantile(0.8)) / drift;
        assertThat(number(findings, "information_wanted")).isCloseTo(t + root * root, within(1e-5));
        // 1.76 of the plan: two weeks more
        assertThat(findings.diagnostics().getFirst().values())
                .containsEntry("zone", "promising")
                .containsEntry("new_end", "2026-03-29T00:00:00Z")
                .containsEntry("new_units", "28000");
        assertThat(findings.diagnostics().getFirst().advice()).contains("period.end: 2026-03-29");
        assertThat(number(findings, "conditional_power_at_new_end")).isGreaterThan(0.8);
        assertThat(number(findings, "predictive_power")).isBetween(0.5, 0.55);
    }

    /** 10,000 units are in after ten days: half of them have had their window at the look, and ten days are stretched. */
    @Test
    void aMaximumInUnitsThatEndsThePlanIsWhatIsStretched() {
        double z = 1.2;
        double needed = (1.959963984540054 - z * Math.sqrt(0.5)) / Math.sqrt(0.5);
        Findings findings = decide(z, Map.of("monitoring.method", "fixed", "monitoring.maximum.units", "10000"));
        assertThat(number(findings, "stage_weight")).isCloseTo(0.5, within(1e-6));
        assertThat(number(findings, "conditional_power"))
                .isCloseTo(Normal.cdf(z / Math.sqrt(0.5) * Math.sqrt(0.5) - needed), within(1e-5));
        // twice as long at most: one whole week more, 17 days of a thousand units
        assertThat(findings.diagnostics().getFirst().values())
                .containsEntry("zone", "promising")
                .containsEntry("new_end", "2026-03-22T00:00:00Z")
                .containsEntry("new_units", "17000");
        assertThat(findings.diagnostics().getFirst().advice())
                .contains("period.end: 2026-03-22 and monitoring.maximum.units: 17000");
    }

    /** 20,000 units do not come in two weeks: the period ends the plan, and the maximum grows with it. */
    @Test
    void aMaximumInUnitsThatIsOutOfReachGrowsWithThePeriod() {
        Findings findings = decide(1.2, Map.of("monitoring.method", "fixed", "monitoring.maximum.units", "20000"));
        assertThat(number(findings, "stage_weight")).isCloseTo(5.0 / 14, within(1e-9));
        assertThat(findings.diagnostics().getFirst().values())
                .containsEntry("new_end", "2026-03-29T00:00:00Z")
                .containsEntry("new_units", "40000");
    }

    @ParameterizedTest
    @CsvSource({"0.3, unfavourable", "2.6, favourable"})
    void otherwiseTheEndStands(double z, String zone) {
        assertThat(decide(z).diagnostics().getFirst().values())
                .containsEntry("zone", zone)
                .containsEntry("new_end", "2026-03-15T00:00:00Z");
        assertThat(decide(z).diagnostics().getFirst().message()).contains("the planned end stands");
    }

    @Test
    void brokenDataDecideNothing() {
        StretchedStudy study = new StretchedStudy(7, FIXED);
        ConditionalReEstimation method = new ConditionalReEstimation(Optional.of(
                PlanBasis.of(study.builder().asOf("2026-02-28T00:00:00Z").study(), history(), StretchedStudy.END)));
        assertThatThrownBy(() -> method.estimate(
                        method.specify(
                                study.builder().asOf("2026-03-08T00:00:00Z").study()),
                        arms(2500, 0.03).units("control", "2026-03-02", 2000).data(),
                        StretchedStudy.random(1)))
                .isInstanceOf(SpecificationException.class)
                .hasMessageContaining("cannot be trusted, so that nothing is decided");
    }

    private static Sizing sizing(double weight) {
        double error = Math.sqrt(2.0 / 2500);
        Stage stage = new Stage("clicks", "treatment", 1.2 * error, error, 5000, weight, 10_000 / 2.0);
        return new Sizing("2026-03-08T00:00:00Z", "2026-03-15T00:00:00Z", "2026-03-29T00:00:00Z", 0, 1, List.of(stage));
    }

    /** 2500 units an arm at the look, 10,000 at the end: the second stage is what the difference of both leaves. */
    @Test
    void aRunWeighsItsStages() {
        ExperimentSpec spec = ExperimentReader.read(
                new StretchedStudy(7, FIXED)
                        .builder()
                        .asOf("2026-04-01T00:00:00Z")
                        .end(Instant.parse("2026-03-29T00:00:00Z"))
                        .study(),
                List.of("user_randomized"));
        LookHistory looks = LookHistory.NONE.under(Optional.of(sizing(0.36)), List.of());
        double difference = 0.03;
        var compared = Comparison.of(spec, arms(10_000, difference).data().after(looks));
        double first = 1.2 * Math.sqrt(2.0 / 2500);
        double second = (10_000 * difference - 2500 * first) / 7500;
        double z = 0.6 * 1.2 + 0.8 * second / Math.sqrt(2.0 / 7500);
        double error = 1 / (0.6 / Math.sqrt(2.0 / 2500) + 0.8 / Math.sqrt(2.0 / 7500));
        Rows rows = new Rows(compared.outcomes());
        Estimate main = (Estimate) rows.one("main", "clicks", "ate", Scale.DIFFERENCE, "treatment", "");
        assertThat(main.value()).isCloseTo(z * error, within(1e-7));
        assertThat(main.standardError().orElseThrow()).isCloseTo(error, within(1e-7));
        assertThat(main.test().orElseThrow().statistic()).isCloseTo(z, within(1e-4));
        assertThat(main.interval().orElseThrow().lower()).isCloseTo(z * error - 1.96 * error, within(1e-5));
        Estimate plain = (Estimate) rows.one("unweighted", "clicks", "ate", Scale.DIFFERENCE, "treatment", "");
        assertThat(plain.value()).isCloseTo(difference, within(1e-12));
        // zero is in the relative set exactly when it is in the absolute one
        Estimate lift = (Estimate) rows.one("main", "clicks", "ate", Scale.RELATIVE_DIFFERENCE, "treatment", "");
        assertThat(Math.signum(lift.interval().orElseThrow().lower()))
                .isEqualTo(Math.signum(main.interval().orElseThrow().lower()));
        assertThat(LookFindings.of(spec, looks, compared.standings()))
                .anySatisfy(d -> assertThat(d.message()).contains("weigh what came before and after as planned"));
    }

    @Test
    void withoutAFirstStageThereIsNoNumber() {
        ExperimentSpec spec = ExperimentReader.read(
                new StretchedStudy(7, FIXED)
                        .builder()
                        .asOf("2026-03-20T00:00:00Z")
                        .study(),
                List.of("user_randomized"));
        Sizing empty =
                new Sizing("2026-03-08T00:00:00Z", "2026-03-15T00:00:00Z", "2026-03-15T00:00:00Z", 0, 1, List.of());
        var compared = Comparison.of(
                spec, arms(10_000, 0.03).data().after(LookHistory.NONE.under(Optional.of(empty), List.of())));
        assertThat(new Rows(compared.outcomes())
                        .one("main", "clicks", "ate", Scale.DIFFERENCE, "treatment", "")
                        .toString())
                .contains("nothing was seen of clicks");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            design.re_estimate.at             | 0                   | outside 0 to 1
            design.re_estimate.at             | 1                   | outside 0 to 1
            design.re_estimate.at             | -0.5                | outside 0 to 1
            design.re_estimate.at             | 2026-03-15          | not inside the period
            design.re_estimate.at             | soon                | is 'soon'
            design.re_estimate.at             | 0.1                 | comes before the window
            design.re_estimate.most           | 0.5                 | outside 1 to 10
            design.re_estimate.target_power   | 0.2                 | no promising zone
            design.re_estimate.promising_from | 0                   | no promising zone
            design.re_estimate.target_power   | 1.5                 | outside 0 to 1
            design.re_estimate.method         | blinded             | belongs to method: conditional
            design.re_estimate.method         | none                | belongs to method: conditional
            analysis.window                   | none                | no end of its window
            monitoring.method                 | msprt               | holds at any length
            monitoring.method                 | confidence_sequence | holds at any length
            monitoring.maximum.information    | 5000                | maximum.information
            """)
    void whatCannotBeRegisteredIsRefused(String key, String value, String message) {
        StudyBuilder study = new StretchedStudy(7, FIXED).builder();
        String[] parts = key.split("\\.", 2);
        study.set(parts[0], parts[1], value.matches("-?[0-9.]+") ? (Object) Double.valueOf(value) : value);
        assertThatThrownBy(study::spec)
                .isInstanceOf(SpecificationException.class)
                .hasMessageContaining(message);
    }

    @Test
    void withoutADayThereIsNoLook() {
        StudyBuilder study = new StudyBuilder()
                .primary(StudyBuilder.mean("clicks"))
                .set("analysis", "window", "2d")
                .set("design", "re_estimate.method", "conditional");
        assertThatThrownBy(study::spec).hasMessageContaining("is missing: the interim look is fixed before the start");
    }
}
