package covey.experiment.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.data.ExperimentData;
import covey.experiment.DataBuilder;
import covey.experiment.StudyBuilder;
import covey.experiment.compare.Comparison;
import covey.experiment.spec.ExperimentSpec;
import covey.result.Severity;
import covey.stats.sequential.GroupSequentialDesign.Last;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The plan decides the clock; futility, several primaries and outcomes that accumulate. */
class PlannedMaximumTest {
    private static final String DAY_FIVE = "2026-03-06T00:00:00Z";

    private static StudyBuilder study() {
        return new StudyBuilder().primary(StudyBuilder.mean("clicks")).asOf(DAY_FIVE);
    }

    private static DataBuilder data(long n, double d) {
        return new DataBuilder()
                .units("control", "2026-03-01", n)
                .units("treatment", "2026-03-01", n)
                .block("clicks", "control", DataBuilder.block(n, 10, 1))
                .block("clicks", "treatment", DataBuilder.block(n, 10 + d, 1));
    }

    private static Standing standing(ExperimentSpec spec, ExperimentData data) {
        return Comparison.of(spec, data).standings().getFirst();
    }

    /** 2 x 5000 units of variance 1: information 1 / (2/5000) = 2500, but for n - 1. */
    @ParameterizedTest
    @CsvSource({"units, 20000, 0.5", "information, 2499.5, 1", "information, 5000, 0.5"})
    void unitsAndInformationAreClocksToo(String maximum, double amount, double clock) {
        ExperimentSpec spec =
                study().set("monitoring", "maximum." + maximum, amount).plain();
        Standing standing = standing(spec, data(5000, 0.01).data());
        assertThat(standing.path().latest().clock()).isCloseTo(clock, within(1e-3));
        assertThat(standing.path().last()).isEqualTo(clock >= 0.9999 ? Last.FINAL : Last.INTERIM);
    }

    @ParameterizedTest
    @CsvSource({"none, -0.02, CONTINUE", "non_binding, -0.02, STOP_FOR_FUTILITY", "binding, -0.02, STOP_FOR_FUTILITY"})
    void futilityStopsWhenThePlannedEffectIsOutOfReach(String rule, double d, Recommendation expected) {
        ExperimentSpec spec = study().set("monitoring", "futility", rule)
                .set("monitoring", "maximum.units", 15000)
                .plain();
        assertThat(standing(spec, data(5000, d).data()).verdict().recommendation())
                .isEqualTo(expected);
        // what the bound would have been is lower only when stopping is obligatory
        double bound = standing(spec, data(5000, 0).data()).verdict().bound();
        double without = standing(
                        study().set("monitoring", "maximum.units", 15000).plain(),
                        data(5000, 0).data())
                .verdict()
                .bound();
        assertThat(bound).isLessThanOrEqualTo(without + 1e-6);
        if (!rule.equals("binding")) {
            assertThat(bound).isCloseTo(without, within(1e-3));
        }
    }

    @Test
    void severalPrimariesShareTheError() {
        ExperimentSpec one = study().plain();
        ExperimentSpec two = study().primary(StudyBuilder.mean("visits")).plain();
        ExperimentData data = data(5000, 0.01)
                .block("visits", "control", DataBuilder.block(5000, 10, 1))
                .block("visits", "treatment", DataBuilder.block(5000, 10, 1))
                .data();
        assertThat(standing(two, data).alpha()).isEqualTo(standing(one, data).alpha() / 2);
        assertThat(standing(two, data).verdict().bound())
                .isGreaterThan(standing(one, data).verdict().bound());
        // Holm over the p-values of the look: the corrected one is at most twice the plain one
        assertThat(Comparison.of(two, data).outcomes())
                .anyMatch(o -> o instanceof covey.result.Estimate e
                        && e.test().flatMap(covey.result.Test::adjusted).isPresent());
    }

    @Test
    void anOutcomeThatAccumulatesStillBringsInformation() {
        Path.Point first = new Path.Point("1", 0.2, 0.10, 2, 1000, 0.3);
        Path.Point wider = new Path.Point("2", 0.5, 0.12, 4, 2000, 0.6);
        double[] information = new Path(List.of(first, wider), Last.INTERIM, 3000).information();
        assertThat(information[0]).isCloseTo(100, within(1e-9));
        // 1 / variance fell from 100 to 69; the variance of the score grew by (2000 x .12 / (1000 x .10))^2
        assertThat(information[1]).isCloseTo(100 * 5.76, within(1e-9));
        Path.Point steady = new Path.Point("2", 0.5, 0.10 / Math.sqrt(2), 4, 2000, 0.6);
        assertThat(new Path(List.of(first, steady), Last.INTERIM, 3000).information()[1])
                .isCloseTo(200, within(1e-9));
    }

    @Test
    void anAlarmOfTheDailySampleRatioStopsARunningExperimentByItself() {
        DataBuilder builder = new DataBuilder()
                .block("clicks", "control", DataBuilder.block(5000, 10, 1))
                .block("clicks", "treatment", DataBuilder.block(5600, 10, 1));
        for (int day = 1; day <= 5; day++) {
            builder.units("control", "2026-03-0" + day, 1000).units("treatment", "2026-03-0" + day, 1120);
        }
        var findings = new covey.experiment.Experiment()
                .estimate(study().plain(), builder.data(), java.util.random.RandomGenerator.of("L64X128MixRandom"));
        assertThat(findings.diagnostics())
                .anyMatch(d -> d.check().equals("sample_ratio_daily") && d.severity() == Severity.INVALIDATES);
    }
}
