package covey.experiment.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import covey.experiment.StudyBuilder;
import covey.method.SpecificationException;
import covey.stats.sequential.SpendingFunction;
import java.util.List;
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
    void aDesignThatIsNotFollowedIsReadOnceAndSaysWhy() {
        StudyBuilder rollout = clicks().set("design", "type", "staged_rollout");
        assertThat(read(rollout).monitoring().method()).isEqualTo(MonitoringRules.Method.FIXED);
        assertThatThrownBy(() -> read(rollout.set("monitoring", "method", "msprt")))
                .hasMessageContaining("'msprt' does not follow a staged_rollout design")
                .hasMessageContaining("stages that are still to come");
    }

    private static ExperimentSpec read(StudyBuilder study) {
        return ExperimentReader.read(study.study(), List.of("staged_rollout"));
    }
}
