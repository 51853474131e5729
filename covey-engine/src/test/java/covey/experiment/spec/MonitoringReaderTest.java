package covey.experiment.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import covey.experiment.StudyBuilder;
import covey.method.SpecificationException;
import covey.stats.sequential.SpendingFunction;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MonitoringReaderTest {
    private static StudyBuilder clicks() {
        return new StudyBuilder().primary(StudyBuilder.mean("clicks"));
    }

    @Test
    void thePeriodIsTheMaximumAndLooksAreDailyUnlessSaidOtherwise() {
        MonitoringRules rules = clicks().spec().monitoring();
        assertThat(rules.method()).isEqualTo(MonitoringRules.Method.GROUP_SEQUENTIAL);
        assertThat(rules.maximum().toString()).isEqualTo("end of the period");
        assertThat(rules.schedule().toString()).isEqualTo("daily");
        assertThat(rules.minimumDays()).isEqualTo(7);
    }

    @Test
    void spendingFunctionsHaveTheirParameter() {
        assertThat(clicks().set("monitoring", "spending", "hwang_shih_decani")
                        .set("monitoring", "gamma", -2)
                        .spec()
                        .monitoring()
                        .spending())
                .isEqualTo(new SpendingFunction.HwangShihDeCani(-2));
        assertThat(clicks().set("monitoring", "spending", "kim_demets")
                        .spec()
                        .monitoring()
                        .spending())
                .isEqualTo(new SpendingFunction.KimDeMets(3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "spending | obrien_flemming | obrien_fleming",
                "method | group_seqential | group_sequential",
                "looks | dayly | did you mean 'daily'",
                "looks | 0 | from 1 to",
                "maximum.units | -5 | what the design planned",
                "gamma | -2 | belongs to spending: hwang_shih_decani",
                "applies_to | primry | 'primary'",
                "also | mspr | 'msprt'",
                "minimum_days | 2.5 | whole days",
                "futility_power | 0.2 | write 0.8",
                "maximun.units | 5 | maximum.units"
            })
    void aWrongValueNamesThePlaceAndTheCure(String key, String value, String cure) {
        Object typed = value.matches("-?[0-9.]+") ? Double.valueOf(value) : value;
        Object declared = key.equals("looks") ? value : typed;
        assertThatThrownBy(clicks().set("monitoring", key, declared)::spec)
                .isInstanceOfSatisfying(SpecificationException.class, e -> {
                    assertThat(e.getMessage() + " " + e.advice()).contains(cure);
                    assertThat(e.location()).hasToString("studies/s.yml:42");
                });
    }

    @Test
    void daysOfLookingRiseAndComeAfterTheStart() {
        assertThatThrownBy(clicks().set("monitoring", "looks", List.of("2026-03-08", "2026-03-05"))::spec)
                .hasMessageContaining("2026-03-05 after 2026-03-08");
        assertThatThrownBy(clicks().set("monitoring", "looks", List.of("2026-02-08"))::spec)
                .hasMessageContaining("not after the start");
        assertThatThrownBy(
                        clicks().set("monitoring", "maximum.units", 5).set("monitoring", "maximum.end", "period")::spec)
                .hasMessageContaining("units and end");
        assertThatThrownBy(clicks().set("monitoring", "futility", "binding").set("monitoring", "method", "msprt")::spec)
                .hasMessageContaining("futility belongs to group_sequential");
    }

    @Test
    void aRollOutIsFollowedStageByStageAndByNothingThatNeedsIndependentIncrements() {
        assertThat(read(rollout()).monitoring().method()).isEqualTo(MonitoringRules.Method.GROUP_SEQUENTIAL);
        assertThat(read(rollout()).monitoring().schedule().toString()).isEqualTo("stage by stage");
        assertThat(read(rollout()).monitoring().schedule().dates()).containsExactly(LocalDate.parse("2026-03-11"));
        assertThatThrownBy(() -> read(rollout().set("monitoring", "method", "msprt")))
                .hasMessageContaining("'msprt' does not follow a staged_rollout design")
                .hasMessageContaining("how its looks depend on one another");
        assertThatThrownBy(() -> read(rollout().set("monitoring", "also", List.of("confidence_sequence"))))
                .hasMessageContaining("'confidence_sequence' does not follow");
        assertThatThrownBy(() -> read(rollout().set("monitoring", "looks", "weekly")))
                .hasMessageContaining("monitoring.looks '[weekly]' does not follow");
        assertThatThrownBy(() -> read(rollout().set("monitoring", "futility", "binding")))
                .hasMessageContaining("'binding' does not follow");
        assertThatThrownBy(() -> read(rollout().set("monitoring", "maximum.units", 1000)))
                .hasMessageContaining("'1000.0 units' does not follow");
    }

    private static StudyBuilder rollout() {
        return clicks().set("design", "type", "staged_rollout")
                .set(
                        "design",
                        "stages",
                        List.of(
                                Map.of("at", "2026-03-01", "share", 0),
                                Map.of("at", "2026-03-06", "share", 0.1),
                                Map.of("at", "2026-03-11", "share", 0.5)));
    }

    private static ExperimentSpec read(StudyBuilder study) {
        return ExperimentReader.read(study.study(), List.of("staged_rollout"));
    }
}
