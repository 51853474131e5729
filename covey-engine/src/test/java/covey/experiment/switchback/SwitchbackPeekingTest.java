package covey.experiment.switchback;

import static org.assertj.core.api.Assertions.assertThat;

import covey.data.LookHistory;
import covey.data.SwitchbackData;
import covey.data.SwitchbackData.MetricWindows;
import covey.data.SwitchbackData.ScheduleCounts;
import covey.data.SwitchbackData.Value;
import covey.data.SwitchbackData.Window;
import covey.experiment.StudyBuilder;
import covey.experiment.compare.effect.Effect;
import covey.experiment.sequential.InterimLook;
import covey.experiment.sequential.Peeking;
import covey.method.Working;
import covey.stats.DegenerateDataException;
import covey.stats.compare.Contrast;
import covey.stats.switchback.SwitchbackCell;
import covey.stats.switchback.SwitchbackContrast;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Looks at switchbacks without an effect, every other day, through the estimator and the monitor: noise of a region lasts
 * from window to window, and regions and times of the day differ.
 */
class SwitchbackPeekingTest {
    private static final int DAYS = 14;
    private static final int WINDOWS = 6;
    private static final int REGIONS = 10;

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0.8"})
    void looksKeepTheErrorAndNaiveOnesDoNot(int carryOver, double lasting) {
        Map<String, Double> errors = errors(carryOver, lasting, Peeking.QUICK);
        assertThat(errors.get("naive")).isGreaterThan(0.09);
        Peeking.hold(errors, Peeking.QUICK, Peeking.Claim.EXACT);
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"0, 0", "0, 0.8", "1, 0", "1, 0.8", "2, 0", "2, 0.8"})
    void looksKeepTheErrorSharply(int carryOver, double lasting) {
        Map<String, Double> errors = errors(carryOver, lasting, Peeking.SHARP);
        assertThat(errors.get("naive")).isGreaterThan(0.12);
        Peeking.hold(errors, Peeking.SHARP, Peeking.Claim.EXACT);
    }

    private static Map<String, Double> errors(int carryOver, double lasting, int studies) {
        StudyBuilder study = new StudyBuilder()
                .primary(StudyBuilder.mean("m"))
                .set("design", "type", "switchback")
                .set("design", "randomize.every", "4h")
                .set("design", "carry_over", carryOver);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20260304);
        return Peeking.errors(
                study,
                s -> new SwitchbackExperiment().specify(s).experiment(),
                () -> looks(carryOver, lasting, random),
                studies);
    }

    @Test
    void aLookBeforeTheEndIsJudgedAndExplained() {
        StudyBuilder study = new StudyBuilder()
                .primary(StudyBuilder.mean("m"))
                .set("design", "type", "switchback")
                .set("design", "randomize.every", "4h")
                .set("design", "carry_over", 1)
                .asOf("2026-03-08T00:00:00Z");
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20260305);
        List<Window> windows = new ArrayList<>();
        List<Value> values = new ArrayList<>();
        for (int r = 0; r < REGIONS; r++) {
            for (int w = 0; w < 7 * WINDOWS; w++) {
                windows.add(new Window("r" + r, w, random.nextBoolean() ? "treatment" : "control"));
                values.add(new Value("r" + r, w, 100 + random.nextGaussian(), 1));
            }
        }
        SwitchbackData data = new SwitchbackData(
                new ScheduleCounts(windows.size(), 0, 0, 0, 0, 0, 0),
                windows,
                List.of(new MetricWindows("m", values, 0, 0)),
                Map.of(),
                Map.of(),
                LookHistory.NONE);
        SwitchbackExperiment method = new SwitchbackExperiment();
        SwitchbackSpec spec = method.specify(study.study());
        InterimLook.judged(method.estimate(spec, data, random), 1);
        InterimLook.explained(method.workings(spec, data, new Working.Asked("m", "treatment", "")));
    }

    private static List<Effect> looks(int carryOver, double lasting, RandomGenerator random) {
        List<SwitchbackCell> cells = new ArrayList<>();
        double[] noise = new double[REGIONS];
        List<Effect> looks = new ArrayList<>();
        for (int day = 0; day < DAYS; day++) {
            for (int w = 0; w < WINDOWS; w++) {
                for (int r = 0; r < REGIONS; r++) {
                    noise[r] = lasting * noise[r] + Math.sqrt(1 - lasting * lasting) * random.nextGaussian();
                    cells.add(new SwitchbackCell(
                            r, day * WINDOWS + w, random.nextBoolean() ? 1 : 0, 100 + 3 * r + 2 * w + noise[r], 1));
                }
            }
            if (day % 2 == 1) {
                look(cells, carryOver).ifPresent(looks::add);
            }
        }
        return looks;
    }

    /** A look with too few blocks has no number, and is none. */
    private static Optional<Effect> look(List<SwitchbackCell> cells, int carryOver) {
        try {
            Contrast contrast = new SwitchbackContrast(List.copyOf(cells), WINDOWS, 0, 1).of(carryOver);
            return Optional.of(Effect.plain(contrast, "t", cells.size()));
        } catch (DegenerateDataException e) {
            return Optional.empty();
        }
    }
}
