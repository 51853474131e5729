package covey.experiment.switchback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.data.LookHistory;
import covey.data.SwitchbackData;
import covey.data.SwitchbackData.MetricWindows;
import covey.data.SwitchbackData.ScheduleCounts;
import covey.data.SwitchbackData.Value;
import covey.data.SwitchbackData.Window;
import covey.experiment.Rows;
import covey.experiment.StudyBuilder;
import covey.method.Working;
import covey.metric.Metric;
import covey.result.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Levels of a switchback whose treatment is on more often where and when levels are high: 1 is added by it, and its windows
 * taken plainly are higher by far more.
 */
class SwitchbackLevelsTest {
    private static final SwitchbackExperiment METHOD = new SwitchbackExperiment();

    private static SwitchbackSpec spec(Metric metric) {
        return METHOD.specify(new StudyBuilder()
                .primary(metric)
                .set("design", "type", "switchback")
                .set("design", "randomize.every", "4h")
                .set("design", "carry_over", 1)
                .study());
    }

    private static SwitchbackData data() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20260306);
        List<Window> windows = new ArrayList<>();
        List<Value> values = new ArrayList<>();
        for (int region = 0; region < 8; region++) {
            for (int w = 0; w < 84; w++) {
                boolean high = region >= 4;
                boolean on = random.nextDouble() < (high ? 0.75 : 0.25);
                double rows = (high ? 40 : 20) + random.nextInt(6);
                double level = (high ? 40 : 10) + w % 6 + (on ? 1 : 0) + random.nextGaussian();
                windows.add(new Window("r" + region, w, on ? "treatment" : "control"));
                values.add(new Value("r" + region, w, rows * level, rows));
            }
        }
        return new SwitchbackData(
                new ScheduleCounts(windows.size(), 0, 0, 0, 0, 0, 0),
                windows,
                List.of(new MetricWindows("m", values, 0, 0)),
                Map.of(),
                Map.of(),
                LookHistory.NONE);
    }

    private static Rows rows(Metric metric) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        return new Rows(METHOD.estimate(spec(metric), data(), random).outcomes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"mean", "ratio"})
    void levelsDifferByTheEffectAndTheEffectIsRelativeToControl(String kind) {
        Rows rows = rows(kind.equals("mean") ? StudyBuilder.mean("m") : StudyBuilder.ratio("m"));
        double control = rows.level("m", kind, "control").value();
        Estimate treatment = rows.level("m", kind, "treatment");
        double effect = rows.difference("m").value();
        assertThat(treatment.value() - control).isCloseTo(effect, within(1e-12));
        assertThat(rows.relative("m").value()).isCloseTo(effect / control, within(1e-12));
        assertThat(treatment.adjustedBy()).isEqualTo("effects of region and time of day");
        assertThat(treatment.interval().orElseThrow().contains(treatment.value()))
                .isTrue();
        assertThat(rows.level("m", kind, "control").interval()).isPresent();
    }

    @Test
    void partsOfARatioAreComparedAtLikePlacesAndTimesToo() {
        Rows rows = rows(StudyBuilder.ratio("m"));
        Estimate control = rows.level("m", "denominator_per_unit", "control");
        Estimate treatment = rows.level("m", "denominator_per_unit", "treatment");
        assertThat(control.estimand().unit()).isEqualTo("per user window");
        // the treatment adds no rows; its own windows have half as many again, being in larger regions
        assertThat(treatment.value() / control.value()).isCloseTo(1, within(0.05));
        assertThat(rows.difference("m").value()).isCloseTo(1, within(0.5));
        for (String arm : List.of("control", "treatment")) {
            double parts = rows.level("m", "numerator_per_unit", arm).value()
                    / rows.level("m", "denominator_per_unit", arm).value();
            assertThat(parts).as(arm).isCloseTo(rows.level("m", "ratio", arm).value(), within(1e-9));
        }
    }

    @Test
    void theWorkingsNameWhatIsComparedAndWhatIsNot() {
        List<Working> steps =
                METHOD.workings(spec(StudyBuilder.ratio("m")), data(), new Working.Asked("m", "treatment", ""));
        assertThat(steps)
                .filteredOn(s -> s.title().equals("Levels that are compared"))
                .singleElement()
                .satisfies(s -> assertThat(s.body())
                        .contains("C + D, adjusted for region and time of day")
                        .contains("the plain mean of treatment's own stable windows is 4")
                        .contains("not compared"));
    }
}
