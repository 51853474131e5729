package covey.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.result.Diagnostic;
import covey.result.Estimate;
import covey.result.NotEstimable;
import covey.result.Outcome;
import covey.result.StudyResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Four weeks of trips in five cities before a switchback of two weeks that nobody has begun. */
class SwitchbackPlanTest {
    private static final LocalDateTime START = LocalDateTime.parse("2026-02-01T00:00:00");
    private static final int CITIES = 5;

    @TempDir
    Path folder;

    @BeforeEach
    void project() throws IOException {
        for (String name : new String[] {"models", "metrics", "studies", "data"}) {
            Files.createDirectories(folder.resolve(name));
        }
        Files.writeString(
                folder.resolve("covey.yml"),
                "name: taxi\nversion: 1\ntimezone: UTC\nfiles: {trips: data/trips.csv, schedule: data/schedule.csv}\n");
        Files.writeString(folder.resolve("data/schedule.csv"), "city,arm,starts_at\n");
        Files.writeString(folder.resolve("models/core.yml"), """
            models:
              - name: trips
                agg_time_dimension: at
                columns:
                  - {name: city, entity: {name: city, type: foreign}}
                  - {name: at, dimension: {type: time}, granularity: second}
              - name: schedule
                agg_time_dimension: starts_at
                columns:
                  - {name: city, entity: {name: city, type: foreign}}
                  - {name: starts_at, dimension: {type: time}, granularity: second}
            """);
        Files.writeString(folder.resolve("metrics/m.yml"), """
            metrics:
              - {name: minutes, type: mean, model: trips, agg: sum, expr: minutes, goal: increase}
              - name: shared
                type: ratio
                numerator: {model: trips, agg: sum, expr: shared}
                denominator: {model: trips, agg: count}
                goal: increase
            """);
        study("2026-03-15", "{unit: city, every: 4h, burn_in: 20m}, carry_over: 1");
        trips();
    }

    private void study(String end, String design) throws IOException {
        Files.writeString(folder.resolve("studies/s.yml"), """
            kind: experiment
            name: pooling
            unit: city
            period: {start: 2026-03-01, end: %s}
            treatment:
              exposures: {model: schedule}
              arms: {off: {share: 0.5, role: control}, on: {share: 0.5}}
            metrics:
              primary: [{metric: shared, mde: {relative: 0.1}}]
              guardrails: [{metric: minutes, margin: {relative: 0.05}}]
            design: {type: switchback, randomize: %s}
            """.formatted(end, design));
    }

    private void trips() throws IOException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(4);
        StringBuilder rows = new StringBuilder("city,at,minutes,shared\n");
        for (int city = 0; city < CITIES; city++) {
            for (int window = 0; window < 28 * 6; window++) {
                double share = 0.3 + 0.02 * random.nextGaussian();
                int trips = 20 + random.nextInt(5);
                for (int i = 0; i < trips; i++) {
                    rows.append("c%d,%s,%.3f,%d%n"
                            .formatted(
                                    city,
                                    START.plusHours(4L * window).plusSeconds(random.nextInt(4 * 3600)),
                                    10 + random.nextGaussian(),
                                    random.nextDouble() < share ? 1 : 0));
                }
            }
        }
        Files.writeString(folder.resolve("data/trips.csv"), rows);
    }

    private Workspace workspace() {
        return Workspace.open(
                folder,
                new Surroundings(
                        Map.of("HOME", folder.toString()),
                        InstantSource.fixed(Instant.parse("2026-03-01T00:00:00Z")),
                        folder,
                        Optional.empty(),
                        "test"));
    }

    private StudyResult planned() {
        try (Workspace workspace = workspace()) {
            return workspace
                    .design("pooling", Optional.empty(), 0, Progress.NONE)
                    .result();
        }
    }

    @Test
    void theScheduleIsPlannedFromTheWindowsOfTheHistory() {
        StudyResult plan = planned();
        Estimate error = number(plan, "shared", "std_error", "DIFFERENCE", Map.of());
        Estimate mde = number(plan, "shared", "mde", "DIFFERENCE", Map.of());
        // two weeks of 5 cities: 420 windows of 22 trips, half of them stable, minus what the burn-in takes
        assertThat(error.value()).isBetween(0.010, 0.022);
        assertThat(mde.value() / error.value()).isBetween(2.7, 3.3);
        assertThat(mde.n()).isEqualTo(5 * 84);
        double power = number(plan, "shared", "power", "PROBABILITY", Map.of()).value();
        assertThat(power).isBetween(0.2, 0.95);
        double windows =
                number(plan, "shared", "required_windows", "COUNT", Map.of()).value();
        assertThat(number(plan, "shared", "required_units", "COUNT", Map.of()).value())
                .isCloseTo(5 * windows, within(5.0));
        assertThat(number(plan, "shared", "duration", "LEVEL", Map.of()).value())
                .isCloseTo(Math.ceil(windows / 42), within(1e-9));
        double early =
                number(plan, "shared", "mde", "DIFFERENCE", Map.of("week", "1")).value();
        double planned =
                number(plan, "shared", "mde", "DIFFERENCE", Map.of("week", "2")).value();
        assertThat(planned).isCloseTo(mde.value(), within(1e-9)).isLessThan(early);
        assertThat(number(plan, "minutes", "detectable_margin", "RELATIVE_DIFFERENCE", Map.of())
                        .value())
                .isPositive();
    }

    @Test
    void windowsOfOtherLengthsCountWhatCarryOverTakesFromThem() {
        StudyResult plan = planned();
        double declared = number(plan, "shared", "mde", "DIFFERENCE", Map.of("window", "4h"))
                .value();
        assertThat(declared)
                .isEqualTo(number(plan, "shared", "mde", "DIFFERENCE", Map.of()).value());
        // four hours of effect are two windows of two hours, so that only one in eight is stable
        assertThat(number(plan, "shared", "mde", "DIFFERENCE", Map.of("window", "2h"))
                        .value())
                .isGreaterThan(declared);
        assertThat(number(plan, "shared", "mde", "DIFFERENCE", Map.of("window", "8h"))
                        .value())
                .isPositive();
        assertThat(plan.diagnostics())
                .anySatisfy(d -> assertThat(d.message()).contains("windows of 2h (carry-over 2)"));
    }

    @Test
    void checksSayWhatThePlanRestsOn() {
        StudyResult plan = planned();
        assertThat(check(plan, "plan_history").message()).contains("5 regions by 168 windows of 4h");
        assertThat(check(plan, "plan_replay").message()).contains("although nothing was switched");
        assertThat(check(plan, "interference").message()).contains("up to 1 window more");
        try (Workspace workspace = workspace()) {
            workspace.design("pooling", Optional.empty(), 0, Progress.NONE);
            assertThat(workspace
                            .explain("pooling/shared@plan", Optional.empty(), Optional.empty())
                            .steps())
                    .anySatisfy(s -> assertThat(s.body()).contains("Monte-Carlo error"));
        }
    }

    @Test
    void aPeriodOfFewWindowsIsRefusedBeforeThereAreData() throws IOException {
        study("2026-03-02", "{unit: city, every: 12h}, carry_over: 1");
        assertThat(planned().outcomes())
                .filteredOn(o -> o.estimand().metric().equals("shared")
                        && o.estimand().at().isEmpty())
                .singleElement()
                .isInstanceOfSatisfying(NotEstimable.class, row -> {
                    assertThat(row.message()).contains("no outcome could have a randomisation p below");
                    assertThat(row.advice()).contains("run longer");
                });
    }

    @Test
    void noHistoryIsSaid() throws IOException {
        Files.writeString(folder.resolve("data/trips.csv"), "city,at,minutes,shared\nc1,2026-03-02 00:00:00,1,1\n");
        assertThatThrownBy(this::planned).hasMessageContaining("there is no history");
    }

    private static Diagnostic check(StudyResult plan, String name) {
        return plan.diagnostics().stream()
                .filter(d -> d.check().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name));
    }

    private static Estimate number(StudyResult plan, String metric, String name, String scale, Map<String, String> at) {
        return plan.outcomes().stream()
                .filter(o -> matches(o, metric, name, scale, at))
                .map(o -> (Estimate) o)
                .findFirst()
                .orElseThrow(() -> new AssertionError(metric + " " + name + " " + at));
    }

    private static boolean matches(Outcome o, String metric, String name, String scale, Map<String, String> at) {
        return o.estimand().metric().equals(metric)
                && o.estimand().name().equals(name)
                && o.estimand().scale().name().equals(scale)
                && o.estimand().at().equals(at);
    }
}
