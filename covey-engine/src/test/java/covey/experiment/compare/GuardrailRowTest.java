package covey.experiment.compare;

import static covey.experiment.DataBuilder.block;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.experiment.DataBuilder;
import covey.experiment.Rows;
import covey.experiment.StudyBuilder;
import covey.metric.Measure;
import covey.result.Estimate;
import covey.result.Interval;
import covey.result.MetricInfo.Goal;
import covey.result.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardrailRowTest {
    private static Rows rows(Goal goal, double effect, double margin, Scale scale) {
        StudyBuilder study = new StudyBuilder()
                .primary(StudyBuilder.mean("clicks"))
                .guardrail(
                        StudyBuilder.metric("guard", new Measure.Mean(StudyBuilder.sum("events")), goal),
                        margin,
                        scale);
        DataBuilder data = new DataBuilder()
                .block("clicks", "control", block(1000, 10, 4))
                .block("clicks", "treatment", block(1000, 10, 4))
                .block("guard", "control", block(1000, 10, 4))
                .block("guard", "treatment", block(1000, 10 + effect, 4));
        return new Rows(Comparison.of(study.plain(), data.data()).outcomes());
    }

    private static Estimate guard(Rows rows, Scale scale) {
        return (Estimate) rows.one("main", "guard", "non_inferiority", scale, "treatment", "");
    }

    @Test
    void theLimitIsThatOfTheTwoSidedInterval() {
        Rows rows = rows(Goal.INCREASE, -0.1, 0.05, Scale.RELATIVE_DIFFERENCE);
        Interval oneSided = guard(rows, Scale.RELATIVE_DIFFERENCE).interval().orElseThrow();
        Estimate lift = (Estimate) rows.one("main", "guard", "ate", Scale.RELATIVE_DIFFERENCE, "treatment", "");
        assertThat(oneSided.lower()).isCloseTo(lift.interval().orElseThrow().lower(), within(1e-12));
        assertThat(oneSided.upper()).isInfinite();
        assertThat(oneSided.level()).isCloseTo(0.975, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({
        "INCREASE, -0.1, 0.5, true",
        "INCREASE, -0.4, 0.5, false",
        "INCREASE, 0.4, 0.5, true",
        "DECREASE, 0.1, 0.5, true",
        "DECREASE, 0.4, 0.5, false",
        "DECREASE, -0.4, 0.5, true"
    })
    void directionFollowsTheGoalAndTestAgreesWithLimit(Goal goal, double effect, double margin, boolean holds) {
        Estimate row = guard(rows(goal, effect, margin, Scale.DIFFERENCE), Scale.DIFFERENCE);
        Interval interval = row.interval().orElseThrow();
        boolean within = goal == Goal.INCREASE ? interval.lower() > -margin : interval.upper() < margin;
        assertThat(within).isEqualTo(holds);
        assertThat(row.test().orElseThrow().pValue() < 0.025).isEqualTo(holds);
        assertThat(row.value()).isCloseTo(effect, within(1e-9));
    }
}
