package covey.experiment.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.data.ExperimentData;
import covey.data.ExperimentRequirement;
import covey.experiment.DataBuilder;
import covey.experiment.StudyBuilder;
import covey.experiment.spec.PlanSpec;
import covey.method.Findings;
import covey.method.SpecificationException;
import covey.method.Study;
import covey.result.Diagnostic;
import covey.result.Estimate;
import covey.result.Severity;
import covey.stats.distribution.Normal;
import covey.stats.moment.Moments;
import covey.stats.sequential.GroupSequentialBounds;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two planned weeks from 1 March; a history in which week k of k has mean 2 + k and variance 10 k. */
class ReEstimationTest {
    private static final Instant END = Instant.parse("2026-03-15T00:00:00Z");

    private static RandomGenerator random() {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    }

    private static StudyBuilder study(String asOf) {
        return new StudyBuilder()
                .asOf(asOf)
                .primary(StudyBuilder.mean("clicks"))
                .set("analysis", "adjustment", "none")
                .set("monitoring", "method", "fixed")
                .set("design", "history.start", "2026-02-01")
                .set("design", "history.end", "2026-02-28");
    }

    private static Moments block(long n, double mean, double variance) {
        return Moments.ofPopulation(n, new double[] {mean}, new double[][] {{variance * (n - 1) / n}});
    }

    /** A thousand units a week. */
    private static ExperimentData history() {
        DataBuilder data = new DataBuilder();
        for (int week = 1; week <= 4; week++) {
            LocalDate last = LocalDate.of(2026, 1, 31).plusDays(7L * week);
            data.units("history", last.minusDays(2).toString(), 1000)
                    .snapshot("clicks", "history", last.toString(), block(1000L * week, 2 + week, 10 * week));
        }
        return data.block("clicks", "history", block(4000, 6, 40)).data();
    }

    /** One week of the experiment. */
    private static ExperimentData running(long units, double mean, double variance) {
        return new DataBuilder()
                .units("history", "2026-03-03", units)
                .snapshot("clicks", "history", "2026-03-07", block(units, mean, variance))
                .block("clicks", "history", block(units, mean, variance))
                .data();
    }

    private static Findings again(StudyBuilder planned, StudyBuilder now, ExperimentData data) {
        PlanBasis basis = PlanBasis.of(planned.study(), history(), END);
        ReEstimation method = new ReEstimation(Optional.of(basis));
        return method.estimate(method.specify(now.study()), data, random());
    }

    private static Findings again(ExperimentData data) {
        return again(study("2026-02-28T00:00:00Z"), study("2026-03-09T00:00:00Z"), data);
    }

    private static double number(Findings findings, String name) {
        return findings.outcomes().stream()
                .filter(o ->
                        o.estimand().name().equals(name) && o.estimand().at().isEmpty() && o instanceof Estimate)
                .mapToDouble(o -> ((Estimate) o).value())
                .findFirst()
                .orElseThrow(() -> new AssertionError(name));
    }

    private static Diagnostic decision(Findings findings) {
        return findings.diagnostics().getFirst();
    }

    @Test
    void asPlannedTheEndStands() {
        Findings findings = again(running(1000, 3, 10));
        assertThat(decision(findings).severity()).isEqualTo(Severity.PASS);
        assertThat(decision(findings).message()).contains("The planned end stands");
        assertThat(decision(findings).values()).containsEntry("new_end", END.toString());
        assertThat(number(findings, "information_at_planned_end")).isCloseTo(1, within(1e-9));
        assertThat(number(findings, "units")).isEqualTo(2000);
    }

    /** Variance 1.5 times: 3000 units of the planned mixture, which the history has after three weeks of variance 30. */
    @Test
    void moreVarianceAsksForMoreWeeks() {
        Findings findings = again(running(1000, 3, 15));
        assertThat(number(findings, "variance_ratio")).isCloseTo(1.5, within(1e-9));
        // information: plan 2000 / (20 · 4); after k weeks 1000 k / (10 k · 1.5 · 4), the same for every k
        assertThat(number(findings, "information_at_planned_end")).isCloseTo(1 / 1.5, within(1e-9));
        assertThat(decision(findings).severity()).isEqualTo(Severity.WARNING);
        assertThat(decision(findings).message()).contains("the longest extension allowed");
        assertThat(decision(findings).values()).containsEntry("new_end", "2026-03-29T00:00:00Z");
    }

    /** Half the units: the information of two weeks takes four of them when the variance no longer grows. */
    @Test
    void slowArrivalsAskForMoreWeeks() {
        StudyBuilder planned = study("2026-02-28T00:00:00Z");
        DataBuilder flat = new DataBuilder();
        for (int week = 1; week <= 4; week++) {
            LocalDate last = LocalDate.of(2026, 1, 31).plusDays(7L * week);
            flat.units("history", last.minusDays(2).toString(), 1000)
                    .snapshot("clicks", "history", last.toString(), block(1000L * week, 3, 10));
        }
        PlanBasis basis = new PlanBasis(
                new ExperimentDesign().specify(planned.study()),
                flat.block("clicks", "history", block(4000, 3, 10)).data(),
                END);
        ReEstimation method = new ReEstimation(Optional.of(basis));
        Findings findings =
                method.estimate(method.specify(study("2026-03-09T00:00:00Z").study()), running(500, 3, 10), random());
        assertThat(number(findings, "arrival_ratio")).isCloseTo(0.5, within(1e-9));
        assertThat(number(findings, "information_fraction")).isCloseTo(0.25, within(1e-9));
        assertThat(number(findings, "duration")).isEqualTo(4);
        assertThat(decision(findings).severity()).isEqualTo(Severity.NOTE);
        assertThat(decision(findings).advice()).contains("period.end: 2026-03-29");
    }

    @Test
    void aRelativeEffectKeepsItsRelationToTheLevel() {
        // another currency: everything ten times as large, the variance a hundred times
        Findings findings = again(
                study("2026-02-28T00:00:00Z").mde(0.2),
                study("2026-03-09T00:00:00Z").mde(0.2),
                running(1000, 30, 1000));
        Findings same = again(
                study("2026-02-28T00:00:00Z").mde(0.2),
                study("2026-03-09T00:00:00Z").mde(0.2),
                running(1000, 3, 10));
        for (String name : new String[] {"information_at_planned_end", "duration", "power", "required_units"}) {
            assertThat(number(findings, name)).as(name).isCloseTo(number(same, name), within(1e-6));
        }
    }

    /** By then the plan has 2000 units of mean 4 and variance 20; 20 % of 4 with power .8 needs 982 of them. */
    @Test
    void theTargetIsThePowerForTheDeclaredEffect() {
        Findings findings = again(
                study("2026-02-28T00:00:00Z").mde(0.2),
                study("2026-03-09T00:00:00Z").mde(0.2),
                running(1000, 3, 10));
        double z = 1.959963984540054 + 0.8416212335729143;
        assertThat(number(findings, "required_units")).isEqualTo(Math.ceil(4 * 20 * z * z / (0.8 * 0.8)));
        assertThat(number(findings, "power"))
                .isCloseTo(Normal.cdf(0.8 / Math.sqrt(80.0 / 2000) - 1.959963984540054), within(1e-9));
    }

    /** Two looks, of the first and the second week: 100,000 paths under their bounds, three standard errors. */
    @ParameterizedTest
    @ValueSource(doubles = {0.08, 0.14, 0.2})
    void powerWithLooksIsThatOfCrossingTheirBounds(double mde) {
        StudyBuilder planned = looked("2026-02-28T00:00:00Z").mde(mde);
        Findings findings = again(planned, looked("2026-03-09T00:00:00Z").mde(mde), running(1000, 3, 10));
        PlanBasis basis = PlanBasis.of(planned.study(), history(), END);
        Planning planning = new Planning(basis.spec(), basis.history());
        List<GroupSequentialBounds.Look> looks = planning.outlook(
                        basis.spec().experiment().metrics().getFirst(),
                        basis.spec().experiment().treatments().getFirst())
                .looks()
                .orElseThrow()
                .bounds()
                .looks();
        assertThat(looks).hasSize(2);
        double drift = 4 * mde / Math.sqrt(80.0 / 2000);
        RandomGenerator random = random();
        int shown = 0;
        for (int r = 0; r < 100_000; r++) {
            double t = looks.getFirst().fraction();
            double first = drift * t + Math.sqrt(t) * random.nextGaussian();
            double last = first + drift * (1 - t) + Math.sqrt(1 - t) * random.nextGaussian();
            boolean up = first / Math.sqrt(t) >= looks.getFirst().efficacy();
            boolean down = first / Math.sqrt(t) <= looks.getFirst().futility();
            shown += up || (!down && last >= looks.getLast().efficacy()) ? 1 : 0;
        }
        assertThat(number(findings, "power")).isCloseTo(shown / 100_000.0, within(0.005));
    }

    private static StudyBuilder looked(String asOf) {
        return study(asOf)
                .set("monitoring", "method", "group_sequential")
                .set("monitoring", "spending", "pocock")
                .set("monitoring", "looks", "weekly")
                .set("design", "re_estimate.most", 1.1);
    }

    /** The arm column is named so that the rows are taken for exposures, and never read. */
    @Test
    void nobodyCanSeeAnArm() {
        ReEstimation method = new ReEstimation(Optional.empty());
        PlanSpec spec = method.specify(study("2026-03-09T00:00:00Z").study());
        ExperimentRequirement need = (ExperimentRequirement) method.requires(spec);
        assertThat(need.exposure().buckets()).isEqualTo(1);
        assertThat(need.arms())
                .singleElement()
                .satisfies(a -> assertThat(a.name()).isEqualTo(ExperimentRequirement.HISTORY));
        assertThat(need.exposure().beginsWithItsRows()).isFalse();
        assertThat(need.start()).isEqualTo(Instant.parse("2026-03-01T00:00:00Z"));
        assertThat(need.end()).isEqualTo(Instant.parse("2026-03-08T00:00:00Z"));
    }

    @Test
    void whatCannotBeReEstimatedIsRefused() {
        refused(study("2026-02-20T00:00:00Z").study(), "nothing to re-estimate from");
        refused(study("2026-03-15T00:00:00Z").study(), "is over since 2026-03-15");
        refused(study("2026-03-05T00:00:00Z").study(), "less than a week");
        refused(
                study("2026-03-09T00:00:00Z")
                        .set("design", "re_estimate.method", "none")
                        .study(),
                "none");
        refused(
                study("2026-03-09T00:00:00Z")
                        .set("design", "re_estimate.most", 0.5)
                        .study(),
                "outside 1 to 10");
        refused(
                study("2026-03-09T00:00:00Z")
                        .set("design", "re_estimate.method", "blind")
                        .study(),
                "none of none, blinded");
        assertThatThrownBy(() -> {
                    ReEstimation method = new ReEstimation(Optional.empty());
                    method.estimate(
                            method.specify(study("2026-03-09T00:00:00Z").study()), running(1000, 3, 10), random());
                })
                .hasMessageContaining("has no plan");
        assertThatThrownBy(() -> again(running(1000, 3, 0)))
                .isInstanceOf(SpecificationException.class)
                .hasMessageContaining("no primary metric of s can be read");
    }

    private static void refused(Study study, String message) {
        assertThatThrownBy(() -> new ReEstimation(Optional.empty()).specify(study))
                .isInstanceOf(SpecificationException.class)
                .hasMessageContaining(message);
    }

    /** Of 1000 units that entered 800 have a value: 800 / (10 · 4) of the 2000 / (20 · 4) planned. */
    @Test
    void unitsWhoseWindowIsOpenBringNoInformationYet() {
        Moments over = block(800, 3, 10);
        ExperimentData data = new DataBuilder()
                .units("history", "2026-03-03", 1000)
                .snapshot("clicks", "history", "2026-03-07", over)
                .block("clicks", "history", over)
                .data();
        Findings findings = again(data);
        assertThat(number(findings, "arrival_ratio")).isCloseTo(1, within(1e-9));
        assertThat(number(findings, "information_fraction")).isCloseTo(0.8, within(1e-9));
    }
}
