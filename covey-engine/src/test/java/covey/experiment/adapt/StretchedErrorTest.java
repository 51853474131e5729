package covey.experiment.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.data.LookHistory;
import covey.data.Sizing;
import covey.experiment.Rows;
import covey.experiment.adapt.StretchedStudy.Course;
import covey.result.Estimate;
import covey.result.Scale;
import covey.stats.distribution.Normal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Experiments that are made longer for what they show: the weighted test keeps its error under the most eager rule, all
 * data alike do not, and the power that is bought is there.
 */
class StretchedErrorTest {
    private static final int STUDIES = 10_000;
    private static final double THREE_ERRORS = 3 * Math.sqrt(0.05 * 0.95 / STUDIES);

    /** From one percent on, up to ten times as long, at ten of fourteen days. */
    private static final StretchedStudy EAGER = new StretchedStudy(
            12,
            Map.of(
                    "monitoring.method", "fixed",
                    "design.re_estimate.promising_from", "0.01",
                    "design.re_estimate.target_power", "0.5",
                    "design.re_estimate.most", "10"));

    private static Rows rows(StretchedStudy study, Course course) {
        Sizing sizing = study.sizing(course);
        int end = StretchedStudy.days(sizing.newEnd());
        LookHistory looks = LookHistory.NONE.under(Optional.of(sizing), List.of());
        return new Rows(study.run(course, end + 2, sizing.newEnd(), looks).outcomes());
    }

    private static Estimate row(Rows rows, String analysis) {
        return (Estimate) rows.one(analysis, "clicks", "ate", Scale.DIFFERENCE, "treatment", "");
    }

    private static boolean rejects(Rows rows, String analysis) {
        return row(rows, analysis).test().orElseThrow().pValue() <= 0.05;
    }

    @Test
    void theErrorIsKeptByPlannedWeightsOnly() {
        RandomGenerator random = StretchedStudy.random(23);
        double weighted = 0;
        double plain = 0;
        double above = 0;
        for (int r = 0; r < STUDIES; r++) {
            Rows rows = rows(EAGER, StretchedStudy.course(random, 0));
            weighted += rejects(rows, "main") ? 1.0 / STUDIES : 0;
            plain += rejects(rows, "unweighted") ? 1.0 / STUDIES : 0;
            above += row(rows, "main").value() > 0 ? 1.0 / STUDIES : 0;
        }
        assertThat(weighted).isCloseTo(0.05, within(THREE_ERRORS));
        assertThat(plain).isGreaterThan(0.05 + THREE_ERRORS);
        assertThat(above).as("median-unbiased").isCloseTo(0.5, within(0.015));
    }

    /** Planned power .60: z of 2.213 at the end. Under an effect intervals cover and half of the estimates are too large. */
    @Test
    void thePowerComesAndTheIntervalCovers() {
        double effect = (Normal.quantile(0.975) + Normal.quantile(0.6)) * Math.sqrt(2.0 / 7000);
        StretchedStudy study = new StretchedStudy(
                9,
                Map.of(
                        "monitoring.method", "fixed",
                        "design.re_estimate.promising_from", "0.1",
                        "design.re_estimate.target_power", "0.9",
                        "design.re_estimate.most", "3"));
        RandomGenerator random = StretchedStudy.random(24);
        double power = 0;
        double covered = 0;
        double above = 0;
        for (int r = 0; r < STUDIES; r++) {
            Rows rows = rows(study, StretchedStudy.course(random, effect));
            power += rejects(rows, "main") ? 1.0 / STUDIES : 0;
            covered += row(rows, "main").interval().orElseThrow().lower() <= effect
                            && row(rows, "main").interval().orElseThrow().upper() >= effect
                    ? 1.0 / STUDIES
                    : 0;
            above += row(rows, "main").value() > effect ? 1.0 / STUDIES : 0;
        }
        assertThat(power).isGreaterThan(0.70);
        assertThat(covered).isCloseTo(0.95, within(THREE_ERRORS));
        assertThat(above).isCloseTo(0.5, within(0.015));
    }

    /** A look after a week, the interim look on day 10, weekly looks to the new end; 99.9 % band of 1,000 studies. */
    @Test
    void boundsAndWeightsStandAsPlanned() {
        StretchedStudy study = new StretchedStudy(
                10,
                Map.of(
                        "monitoring.looks", "weekly",
                        "monitoring.spending", "pocock",
                        "design.re_estimate.promising_from", "0.01",
                        "design.re_estimate.target_power", "0.5",
                        "design.re_estimate.most", "4"));
        RandomGenerator random = StretchedStudy.random(25);
        int crossed = 0;
        for (int r = 0; r < 1000; r++) {
            crossed += study.crosses(random, 0, 7) ? 1 : 0;
        }
        assertThat(crossed / 1000.0).isBetween(0.029, 0.075);
    }

    /** The same where 10,000 units, of ten of the fourteen days, are the maximum: an interim look on day 9. */
    @Test
    void aMaximumInUnitsIsStretchedAndKeepsTheError() {
        StretchedStudy study = new StretchedStudy(
                9,
                Map.of(
                        "monitoring.looks", "weekly",
                        "monitoring.spending", "pocock",
                        "monitoring.maximum.units", "10000",
                        "design.re_estimate.promising_from", "0.01",
                        "design.re_estimate.target_power", "0.5",
                        "design.re_estimate.most", "4"));
        RandomGenerator random = StretchedStudy.random(26);
        int crossed = 0;
        for (int r = 0; r < 1000; r++) {
            crossed += study.crossesByUnits(random, 10_000, 7) ? 1 : 0;
        }
        assertThat(crossed / 1000.0).isBetween(0.029, 0.075);
    }
}
