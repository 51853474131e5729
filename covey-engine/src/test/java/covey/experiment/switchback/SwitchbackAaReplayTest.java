package covey.experiment.switchback;

import static org.assertj.core.api.Assertions.assertThat;

import covey.data.ExperimentRequirement;
import covey.data.LookHistory;
import covey.data.SwitchbackData;
import covey.data.SwitchbackData.MetricWindows;
import covey.data.SwitchbackData.ScheduleCounts;
import covey.data.SwitchbackData.Value;
import covey.data.SwitchbackData.Window;
import covey.data.SwitchbackHistory;
import covey.experiment.StudyBuilder;
import covey.method.Findings;
import covey.result.Estimate;
import covey.result.NotEstimable;
import covey.result.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Six regions over eight weeks of windows of four hours, in which nothing was switched; the plan is for two weeks. */
class SwitchbackAaReplayTest {
    private static final int REPLAYS = 600;
    private static final int REGIONS = 6;
    private static final int WINDOWS = 336;

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /** Levels of regions and of times of the day, and noise of a window that remembers the window before. */
    private static SwitchbackHistory history(int regions, double memory, double spike) {
        RandomGenerator random = random(20261);
        List<Window> windows = new ArrayList<>();
        List<Value> values = new ArrayList<>();
        for (int region = 0; region < regions; region++) {
            double noise = random.nextGaussian();
            for (int w = 0; w < WINDOWS; w++) {
                noise = memory * noise + Math.sqrt(1 - memory * memory) * random.nextGaussian();
                double level = 20 + 4 * region + 3 * Math.sin(Math.PI * (w % 6) / 3) + noise;
                double rows = 30 + 10 * (region % 3);
                windows.add(new Window("r" + region, w, ExperimentRequirement.HISTORY));
                values.add(new Value(
                        "r" + region, w, rows * (level + (w % 84 == 40 && region == 1 ? spike : 0)), rows));
            }
        }
        return new SwitchbackHistory(List.of(new SwitchbackData(
                new ScheduleCounts(windows.size(), 0, 0, 0, 0, 0, 0),
                windows,
                List.of(new MetricWindows("m", values, 0, 0)),
                Map.of(),
                Map.of(),
                LookHistory.NONE)));
    }

    private static Findings replayed(SwitchbackHistory history, int carryOver) {
        SwitchbackAaReplay replay = new SwitchbackAaReplay().times(REPLAYS);
        return replay.estimate(
                replay.specify(new StudyBuilder()
                        .asOf("2026-02-28T00:00:00Z")
                        .primary(StudyBuilder.ratio("m"))
                        .set("design", "type", "switchback")
                        .set("design", "randomize.every", "4h")
                        .set("design", "carry_over", carryOver)
                        .study()),
                history,
                random(1));
    }

    /** The 99.9 % binomial band of .95 in 600 schedules; at .8 the noise of a window is seen for two days after. */
    @ParameterizedTest
    @CsvSource({"0, 0", "0, 1", "0.8, 0", "0.8, 1", "0.8, 2"})
    void intervalsHoldTheTruthAndPValuesAreUniform(double memory, int carryOver) {
        Findings findings = replayed(history(REGIONS, memory, 0), carryOver);
        assertThat(findings.outcomes()).singleElement().satisfies(o -> {
            Estimate coverage = (Estimate) o;
            assertThat(coverage.estimand().analysis()).isEqualTo("aa");
            assertThat(coverage.estimand().at()).containsEntry("replays", "600");
            assertThat(coverage.value()).isBetween(0.920, 0.980);
            assertThat(coverage.test().orElseThrow().pValue()).isGreaterThan(0.001);
            assertThat(coverage.n()).isEqualTo(REGIONS * 84);
        });
        assertThat(findings.diagnostics())
                .singleElement()
                .satisfies(d -> assertThat(d.severity()).as(d.message()).isEqualTo(Severity.PASS));
    }

    /** One window of every two weeks that is worth all others: t takes the spread of a coin for that of a bell. */
    @Test
    void aWindowThatOutweighsAllOthersIsFoundOut() {
        Findings findings = replayed(history(REGIONS, 0, 3_000), 0);
        assertThat(findings.diagnostics()).singleElement().satisfies(d -> {
            assertThat(d.severity()).as(d.message()).isEqualTo(Severity.WARNING);
            assertThat(d.message()).contains("p-values not uniform");
        });
    }

    @Test
    void anEmptyHistoryIsNotReplayed() {
        Findings findings = replayed(history(1, 0, 0), 4);
        assertThat(findings.outcomes()).singleElement().isInstanceOf(NotEstimable.class);
    }
}
