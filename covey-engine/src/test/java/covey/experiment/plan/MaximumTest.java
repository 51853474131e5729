package covey.experiment.plan;

import static org.assertj.core.api.Assertions.assertThat;

import covey.experiment.DataBuilder;
import covey.experiment.StudyBuilder;
import covey.experiment.spec.PlanSpec;
import covey.method.Findings;
import covey.result.ArmInfo;
import covey.result.Diagnostic;
import covey.result.Estimate;
import java.time.LocalDate;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A plan whose experiment ends at a number of units: every number it prints tells of the same experiment. */
class MaximumTest {
    private static final ExperimentDesign DESIGN = new ExperimentDesign();
    private static final int[] UNITS = {1000, 1500, 1900, 2200};

    private static PlanSpec spec(String maximum, double amount, double mde) {
        StudyBuilder study = new StudyBuilder()
                .asOf("2026-02-28T00:00:00Z")
                .primary(StudyBuilder.mean("clicks"))
                .mde(mde)
                .set("analysis", "adjustment", "none")
                .set("monitoring", "method", "group_sequential")
                .set("monitoring", "spending", "pocock")
                .set("monitoring", "looks", "weekly")
                .set("design", "history.start", "2026-02-01")
                .set("design", "history.end", "2026-02-28");
        return DESIGN.specify(
                maximum.equals("end")
                        ? study.study()
                        : study.set("monitoring", "maximum." + maximum, amount).study());
    }

    private static Findings plan(String maximum, double amount, double mde) {
        DataBuilder data = new DataBuilder();
        for (int day = 0; day < 28; day++) {
            int week = day / 7;
            int own = UNITS[week] - (week == 0 ? 0 : UNITS[week - 1]);
            data.units(
                    "history",
                    LocalDate.of(2026, 2, 1).plusDays(day).toString(),
                    own / 7 + (day % 7 < own % 7 ? 1 : 0));
        }
        for (int week = 1; week <= 4; week++) {
            data.snapshot(
                    "clicks",
                    "history",
                    LocalDate.of(2026, 1, 31).plusDays(7L * week).toString(),
                    DataBuilder.block(UNITS[week - 1], 2.0 + week, 10.0 * week));
        }
        data.block("clicks", "history", DataBuilder.block(2200, 6, 40));
        return DESIGN.estimate(
                spec(maximum, amount, mde),
                data.data(),
                RandomGeneratorFactory.of("L64X128MixRandom").create(1));
    }

    private static Estimate row(Findings findings, String name) {
        return findings.outcomes().stream()
                .filter(Estimate.class::isInstance)
                .map(Estimate.class::cast)
                .filter(e ->
                        e.estimand().name().equals(name) && e.estimand().at().isEmpty())
                .findFirst()
                .orElseThrow(() -> new AssertionError(name));
    }

    private static Diagnostic maximum(Findings findings) {
        return findings.diagnostics().stream()
                .filter(d -> d.check().equals("plan_maximum"))
                .findFirst()
                .orElseThrow();
    }

    private static double units(double weeks) {
        return weeks < 1 ? 0 : UNITS[(int) Math.round(weeks) - 1];
    }

    /** Arrivals: 1,000 in the first week, 1,500 by the end of the period, 300 a week in the end. */
    @ParameterizedTest
    @CsvSource({
        "800,  0.1", "800,  0.2", "800,  0.4",
        "1200, 0.1", "1200, 0.2", "1200, 0.4",
        "5000, 0.1", "5000, 0.2", "5000, 0.4"
    })
    void numbersAgree(double amount, double mde) {
        Findings findings = plan("units", amount, mde);
        double there = Math.min(amount, 1500);
        assertThat(row(findings, "units").value()).isEqualTo(there);
        assertThat(findings.arms().stream().mapToLong(ArmInfo::units).sum()).isEqualTo((long) there);
        assertThat((double) row(findings, "power").n()).isEqualTo(there);
        if (amount > 1000) {
            assertThat(row(findings, "expected_units").value()).isLessThanOrEqualTo(there);
        }
        double required = row(findings, "required_units").value();
        double duration = row(findings, "duration").value();
        double then = row(findings, "duration").n();
        assertThat(required).isLessThanOrEqualTo(Math.ceil(1.002 * then));
        // a week less is not enough; a week brings at most 330 after the first four
        double before = duration <= 4 ? units(duration - 1) : then - 330;
        assertThat(required).isGreaterThan(duration > 1 ? 0.97 * before : 0);
        if (duration <= 3) {
            assertThat(then).isEqualTo(units(duration));
        }
        // of the planned length, give or take the begun week whose state stands for the whole
        if (duration <= Math.floor(there / 1500 * 2) && there == 1500) {
            assertThat(row(findings, "power").value()).isGreaterThanOrEqualTo(0.8);
        }
    }

    @Test
    void wherePlansEndIsSaid() {
        assertThat(maximum(plan("units", 800, 0.2)).message())
                .contains("is reached after 6 days, on 2026-03-06, with 800 users: the plan ends then");
        assertThat(maximum(plan("units", 800, 0.2)).values()).containsEntry("end", "2026-03-06");
        assertThat(maximum(plan("units", 5000, 0.2)).message())
                .contains("is not reached by the end of the period, with 1,500 users");
        assertThat(plan("end", 0, 0.2).diagnostics()).noneMatch(d -> d.check().equals("plan_maximum"));
    }

    /** A maximum that is far out of reach leaves the error to the last look: as one look, and never worse. */
    @Test
    void whatNeverComesSpendsLittleOnTheWay() {
        double far = row(plan("units", 1_000_000, 0.2), "power").value();
        double period = row(plan("end", 0, 0.2), "power").value();
        assertThat(far).isGreaterThan(period);
    }

    /** Units needed more than the maximum allows: the cure names both. */
    @Test
    void theCureNamesTheMaximum() {
        Findings findings = plan("units", 1200, 0.1);
        long required = Math.round(row(findings, "required_units").value());
        assertThat(required).isGreaterThan(1200);
        assertThat(findings.diagnostics())
                .filteredOn(d -> d.check().equals("plan_power"))
                .singleElement()
                .satisfies(d -> assertThat(d.advice()).contains(" weeks with monitoring.maximum.units: " + required));
    }

    /** Information 1/V: week 2 has 1500/(4·20) = 18.75, week 1 1000/(4·10) = 25. */
    @Test
    void informationThatIsReachedEndsThePlan() {
        Findings findings = plan("information", 20, 0.2);
        assertThat(row(findings, "units").value()).isLessThan(1000);
        assertThat(maximum(findings).message()).contains("the plan ends then");
    }
}
