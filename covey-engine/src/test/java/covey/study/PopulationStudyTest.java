package covey.study;

import static covey.study.StudyFolder.diagnostic;
import static covey.study.StudyFolder.effect;
import static covey.study.StudyFolder.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.result.ArmInfo;
import covey.result.Dropped;
import covey.result.Estimate;
import covey.result.Severity;
import covey.result.StudyResult;
import covey.study.plan.PlanReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A study of the users of two countries: there the treatment adds 1, in the third it takes 5 away and its arms are
 * broken, 9 to 1. Who is outside changes neither the effect nor the sample ratio.
 */
class PopulationStudyTest {
    private static final int USERS = 900;
    private static final List<String> COUNTRIES = List.of("DE", "SE", "US");

    @TempDir
    Path folder;

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(20260310);

    private static String country(int user) {
        return COUNTRIES.get(user % 3);
    }

    @BeforeEach
    void write() throws IOException {
        List<String> users = new ArrayList<>(List.of("user_id,country,signed_up"));
        List<String> exposures = new ArrayList<>(List.of("user_id,arm,exposed_at"));
        List<String> events = new ArrayList<>(List.of("user_id,at,amount"));
        List<String> clubs = new ArrayList<>(List.of("user_id,at,club"));
        for (int i = 0; i < USERS; i++) {
            String where = country(i);
            boolean outside = where.equals("US");
            boolean treated = outside ? i % 10 != 0 : random.nextBoolean();
            users.add("u" + i + "," + where + ",2026-01-0" + (1 + i % 9));
            exposures.add(
                    "u" + i + "," + (treated ? "treatment" : "control") + ",2026-03-0" + (1 + i % 7) + " 09:00:00");
            if (i % 30 == 2) { // a tenth of those outside
                exposures.add("u" + i + ",retired,2026-03-0" + (1 + i % 7) + " 10:00:00");
            }
            double effect = treated ? (outside ? -5 : 1) : 0;
            for (String day : List.of("2026-02-03", "2026-02-10", "2026-02-17")) {
                events.add(event(i, day, 10 + random.nextGaussian()));
            }
            events.add(event(i, "2026-03-09", 10 + effect + random.nextGaussian()));
            clubs.add("u" + i + ",2026-03-20 00:00:00,c" + i % 2);
        }
        write("users.csv", users);
        write("exposures.csv", exposures);
        write("events.csv", events);
        write("clubs.csv", clubs);
        write("covey.yml", List.of("""
                name: abroad
                version: 1
                timezone: UTC
                files: {users: users.csv, exposures: exposures.csv, events: events.csv, clubs: clubs.csv}"""));
        write("models/core.yml", List.of(MODELS));
        write(
                "metrics/m.yml",
                List.of("metrics: [{name: spend, type: mean, model: events, agg: sum, expr: amount, goal: increase}]"));
    }

    private static final String MODELS = """
            models:
              - name: users
                columns:
                  - {name: user_id, entity: {name: user, type: primary}}
                  - {name: country, dimension: {type: categorical, as_of: entry}}
                  - {name: signed_up, dimension: {type: time}, granularity: day}
              - name: exposures
                agg_time_dimension: exposed_at
                columns:
                  - {name: user_id, entity: {name: user, type: foreign}}
                  - {name: exposed_at, dimension: {type: time}, granularity: second}
              - name: events
                agg_time_dimension: at
                columns:
                  - {name: user_id, entity: {name: user, type: foreign}}
                  - {name: at, dimension: {type: time}, granularity: second}
                  - {name: amount}
              - name: clubs
                agg_time_dimension: at
                columns:
                  - {name: user_id, entity: {name: user, type: foreign}}
                  - {name: at, dimension: {type: time}, granularity: second}
                  - {name: club}
            dimensions:
              - {name: tenure, entity: user, expr: "date_diff('day', signed_up, entry_at)", bins: [0, 28]}
              - {name: club, entity: user, model: clubs, column: club, as_of: now}
            """;

    private static String event(int user, String day, double amount) {
        return "u" + user + "," + day + " 12:00:00," + String.format(Locale.ROOT, "%.6f", amount);
    }

    private void study(String population, String rest) throws IOException {
        write("studies/abroad.yml", List.of("""
                kind: experiment
                name: abroad
                unit: user
                %s
                period: {start: 2026-03-01, end: 2026-03-15}
                treatment:
                  exposures: {model: exposures}
                  arms: {control: {share: 0.5, role: control}, treatment: {share: 0.5}}
                metrics: {primary: [spend]}
                %s
                """.formatted(
                        population.isEmpty() ? "" : "population: {filter: \"" + population + "\"}", rest)));
    }

    private void write(String name, List<String> lines) throws IOException {
        new StudyFolder(folder).write(name, lines);
    }

    private Workspace at(String instant) {
        return Workspace.open(
                folder,
                new Surroundings(
                        Map.of(), InstantSource.fixed(Instant.parse(instant)), folder, Optional.empty(), "test"));
    }

    private StudyResult result() {
        try (Workspace workspace = at("2026-04-01T00:00:00Z")) {
            return run(workspace, "abroad");
        }
    }

    private static final String MONITORED = "monitoring: {method: fixed}";

    @Test
    void unitsOutsideAreLeftOutCountedAndSaid() throws IOException {
        study("country IN ('DE', 'SE') AND tenure >= 28", MONITORED);
        StudyResult result = result();

        assertThat(effect(result, "main", "spend").value()).isCloseTo(1, within(0.25));
        assertThat(diagnostic(result, "sample_ratio").severity()).isEqualTo(Severity.PASS);
        // rows of an arm that nobody declared are of units outside alone
        assertThat(diagnostic(result, "unknown_arms").severity()).isEqualTo(Severity.PASS);
        assertThat(result.study().arms().stream().mapToLong(ArmInfo::units).sum())
                .isEqualTo(600);
        assertThat(result.provenance().dropped()).contains(new Dropped("units", 300, "outside the study's population"));
        assertThat(result.provenance().settings())
                .anyMatch(s -> s.name().equals("population.filter")
                        && s.value().equals("country IN ('DE', 'SE') AND tenure >= 28")
                        && s.origin().equals("studies/abroad.yml:4"));
        // the stored data say it again
        try (Workspace workspace = at("2026-04-01T00:00:00Z")) {
            assertThat(workspace.show("abroad", 0.9).provenance().dropped())
                    .contains(new Dropped("units", 300, "outside the study's population"));
        }

        // everybody: the third country breaks both
        study("", MONITORED);
        StudyResult everybody = result();
        assertThat(effect(everybody, "main", "spend").value()).isNegative();
        assertThat(diagnostic(everybody, "sample_ratio").severity()).isEqualTo(Severity.INVALIDATES);
        assertThat(diagnostic(everybody, "unknown_arms").severity()).isNotEqualTo(Severity.PASS);
        assertThat(everybody.provenance().settings()).noneMatch(s -> s.name().startsWith("population"));
    }

    @Test
    void planAndReplayAreOfThePopulationAndItIsRegistered() throws IOException {
        study("country = 'DE'", MONITORED);
        try (Workspace workspace = at("2026-02-26T09:00:00Z")) {
            PlanReport plan = workspace.design("abroad", Optional.empty(), 20, Progress.NONE);
            assertThat(plan.result().study().arms().stream()
                            .mapToLong(ArmInfo::units)
                            .sum())
                    .isEqualTo(300);
            assertThat(plan.result().outcomes())
                    .filteredOn(o -> o.estimand().name().equals("coverage"))
                    .singleElement()
                    .isInstanceOfSatisfying(
                            Estimate.class, e -> assertThat(e.n()).isEqualTo(300));
        }
        assertThat(diagnostic(result(), "plan").severity()).isEqualTo(Severity.PASS);
        assertThat(result().diagnostics())
                .filteredOn(d -> d.check().equals("plan"))
                .noneMatch(d -> d.message().contains("population"));

        study("country IN ('DE', 'SE')", MONITORED);
        assertThat(result().diagnostics())
                .filteredOn(d -> d.check().equals("plan"))
                .anyMatch(d ->
                        d.message().contains("population.filter was 'country = 'DE'', is 'country IN ('DE', 'SE')'"));
        study("", MONITORED);
        assertThat(result().diagnostics())
                .filteredOn(d -> d.check().equals("plan"))
                .anyMatch(d -> d.message().contains("population.filter was 'country = 'DE'', is absent"));
    }

    private void refused(String population, String rest, String message) throws IOException {
        study(population, rest);
        assertThatThrownBy(this::result)
                .isInstanceOf(CoveyException.class)
                .hasMessageContaining("studies/abroad.yml:")
                .hasMessageContaining(message);
    }

    @Test
    void whatIsNotKnownBeforeEntryIsRefusedByName() throws IOException {
        refused("contry = 'DE'", "", "unknown dimension 'contry' of unit 'user'");
        refused("club = 'c1'", "", "'club' cannot say who is in the study: it is declared as_of: now");
        refused("1 = 1", "", "names no dimension of 'user'");
        refused("lower('country') = 'de'", "", "names no dimension of 'user'");
        refused(
                "country = 'DE'",
                "design: {type: switchback, randomize: {unit: user, every: 4h}}",
                "a switchback has no population of its own");
    }
}
