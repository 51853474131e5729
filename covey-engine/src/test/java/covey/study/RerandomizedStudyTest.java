package covey.study;

import static covey.study.StudyFolder.diagnostic;
import static covey.study.StudyFolder.effect;
import static covey.study.StudyFolder.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.experiment.draw.RerandomizedDraw;
import covey.result.Diagnostic;
import covey.result.Estimate;
import covey.result.Severity;
import covey.result.StudyResult;
import covey.study.plan.DrawnAssignment;
import covey.study.plan.Hashes;
import covey.study.plan.PlanReport;
import covey.study.plan.RedrawnTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A re-randomised study from its file to its result: 240 users in 24 cities with a lasting level (sd 2 within, 1 between
 * cities) and an age, the arms drawn in February, spending in March level + 0.01 age + 0.5 in treatment + noise of sd 0.5.
 */
class RerandomizedStudyTest {
    private static final int USERS = 240;
    private static final int CITIES = 24;
    private static final double EFFECT = 0.5;
    private static final String BALANCED = "rerandomize: {covariates: [spend, age], accept: 0.02}";

    @TempDir
    Path folder;

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(20260401);
    private final double[] levels = new double[USERS];
    private final int[] ages = new int[USERS];
    private final List<String> events = new ArrayList<>(List.of("user_id,at,amount"));

    @BeforeEach
    void write() throws IOException {
        List<String> users = new ArrayList<>(List.of("user_id,city,age"));
        double[] cities = random.doubles(CITIES).map(_ -> random.nextGaussian()).toArray();
        for (int i = 0; i < USERS; i++) {
            ages[i] = 18 + random.nextInt(60);
            levels[i] = 10 + cities[i % CITIES] + 2 * random.nextGaussian();
            users.add("u" + i + ",city" + i % CITIES + "," + ages[i]);
            for (String day : List.of("2026-02-02", "2026-02-10", "2026-02-24")) {
                event(i, day, levels[i] + 0.5 * random.nextGaussian());
            }
        }
        write("users.csv", users);
        write("events.csv", events);
        write("exposures.csv", List.of("experiment,user_id,arm,exposed_at", "none,u0,control,2026-01-01 00:00:00"));
        write(
                "covey.yml",
                List.of(
                        "name: drawn",
                        "version: 1",
                        "timezone: UTC",
                        "files: {users: users.csv, exposures: exposures.csv, events: events.csv}"));
        write("models/core.yml", List.of(MODELS));
        write("metrics/m.yml", List.of(METRICS));
    }

    private static final String MODELS = """
            models:
              - name: users
                columns:
                  - {name: user_id, entity: {name: user, type: primary}}
                  - {name: city, dimension: {type: categorical, as_of: entry}}
                  - {name: age, dimension: {type: numeric, as_of: entry}}
              - name: exposures
                agg_time_dimension: exposed_at
                columns:
                  - {name: experiment, dimension: {type: categorical}}
                  - {name: user_id, entity: {name: user, type: foreign}}
                  - {name: arm, dimension: {type: categorical}}
                  - {name: exposed_at, dimension: {type: time}, granularity: second}
              - name: events
                agg_time_dimension: at
                columns:
                  - {name: user_id, entity: {name: user, type: foreign}}
                  - {name: at, dimension: {type: time}, granularity: second}
                  - {name: amount}
            """;

    private static final String METRICS = """
            metrics:
              - {name: spend, type: mean, model: events, agg: sum, expr: amount, goal: increase}
              - {name: back, type: retention, model: events, window: {from: 7d, to: 14d}, goal: increase}
              - {name: typical, type: quantile, model: events, agg: sum, expr: amount, quantile: 0.5, over: unit, goal: increase}
            """;

    private void event(int user, String day, double amount) {
        events.add("u" + user + "," + day + " 12:00:00," + String.format(Locale.ROOT, "%.6f", amount));
    }

    private void study(String name, String type, String randomize, String rest) throws IOException {
        write("studies/" + name + ".yml", List.of("""
                kind: experiment
                name: %s
                unit: user
                period: {start: 2026-03-01, end: 2026-03-15}
                treatment:
                  exposures: {model: exposures, filter: "experiment = '%s'"}
                  arms: {control: {share: 0.5, role: control}, treatment: {share: 0.5}}
                metrics: {primary: [spend]}
                design: {type: %s, salt: %s_1, randomize: {%s}}
                monitoring: {method: fixed}
                %s
                """.formatted(name, name, type, name, randomize, rest)));
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

    private PlanReport design(String study) {
        try (Workspace workspace = at("2026-02-26T09:00:00Z")) {
            return workspace.design(study, Optional.empty(), 0, Progress.NONE);
        }
    }

    private Map<String, String> assignment(String study) throws IOException {
        Map<String, String> arms = new LinkedHashMap<>();
        try (Stream<String> lines = Files.lines(folder.resolve("results/" + study + "/assignment.csv"))) {
            lines.skip(1).map(l -> l.split(",")).forEach(f -> arms.put(f[0], f[1]));
        }
        return arms;
    }

    /** Everybody sees the arm drawn for the user, or for the city, and spends. */
    private void happen(String study, Map<String, String> arms, boolean byCity) throws IOException {
        List<String> exposures = new ArrayList<>(List.of("experiment,user_id,arm,exposed_at"));
        for (int i = 0; i < USERS; i++) {
            String arm = arms.get(byCity ? "city" + i % CITIES : "u" + i);
            exposures.add(study + ",u" + i + "," + arm + ",2026-03-01 00:00:00");
            double effect = arm.equals("treatment") ? EFFECT : 0;
            event(i, "2026-03-02", levels[i] + 0.01 * ages[i] + effect + 0.5 * random.nextGaussian());
        }
        write("exposures.csv", exposures);
        write("events.csv", events);
    }

    private StudyResult result(String study) {
        try (Workspace workspace = at("2026-04-01T00:00:00Z")) {
            return run(workspace, study);
        }
    }

    @Test
    void armsAreDrawnBalancedRegisteredAndComparedWithWhatUnitsSaw() throws IOException {
        study("feed", "user_randomized", BALANCED, "");
        PlanReport plan = design("feed");
        assertThat(plan.kept()).isTrue();

        Map<String, String> arms = assignment("feed");
        assertThat(arms).hasSize(USERS);
        assertThat(arms.values().stream().filter("treatment"::equals)).hasSize(USERS / 2);
        Diagnostic drawn = diagnostic(plan.result(), RerandomizedDraw.CHECK);
        // the chi-squared quantile of .02 on two covariates is -2 ln .98
        assertThat(Double.parseDouble(drawn.values().get("threshold"))).isCloseTo(0.0404, within(1e-4));
        assertThat(Double.parseDouble(drawn.values().get("distance"))).isLessThan(0.0404);
        // a difference of at most 1.96 · sqrt(4/240) of a sd by chance, at most sqrt(.0404 · 4/240) = .026 here
        assertThat(Math.abs(gap(arms, ages))).isLessThan(0.03 * 17.5);
        String file = Files.readString(folder.resolve("results/feed/assignment.csv"));
        assertThat(Files.readString(plan.file()))
                .contains("  sha256.assignment.csv: \"" + Hashes.sha256(file) + "\"")
                .contains("sha256.covariates.csv");
        // spend of the 14 days before the draw: the event of 24 February alone
        String amount = events.get(3).substring(events.get(3).lastIndexOf(',') + 1);
        assertThat(Files.readAllLines(folder.resolve("results/feed/covariates.csv")))
                .startsWith(
                        "user,spend 14d before entry,age", "u0," + Double.parseDouble(amount) + "," + (double) ages[0]);
        // the same salt and history give the same arms
        design("feed");
        assertThat(assignment("feed")).isEqualTo(arms);

        happen("feed", arms, false);
        StudyResult result = result("feed");
        Diagnostic compared = diagnostic(result, DrawnAssignment.CHECK);
        assertThat(compared.severity()).isEqualTo(Severity.PASS);
        assertThat(compared.message()).startsWith("all 240 users saw the arm that was drawn for them");
        assertThat(result.diagnostics())
                .filteredOn(d -> d.check().equals("plan"))
                .noneMatch(d -> d.message().contains("sha256"));
        Estimate effect = effect(result, "main", "spend");
        double error = effect.standardError().orElseThrow();
        assertThat(effect.value()).isCloseTo(EFFECT, within(3.5 * error));
        // the plain error is that of all assignments: sd 2.3 where .6 is left
        assertThat(effect(result, "unadjusted", "spend").standardError().orElseThrow())
                .isGreaterThan(2.5 * error);
        Estimate redrawn = effect(result, RedrawnTest.ANALYSIS, "spend");
        assertThat(redrawn.value()).isEqualTo(effect.value());
        assertThat(redrawn.interval()).isEmpty();
        assertThat(redrawn.test().orElseThrow().name())
                .isEqualTo("randomisation test, 999 assignments that would have been accepted, drawn");
        // twice one in a thousand, where the effect is five errors from zero
        assertThat(redrawn.test().orElseThrow().pValue()).isEqualTo(0.002);
        try (Workspace workspace = at("2026-04-01T00:00:00Z")) {
            StudyResult shown = workspace.show("feed", 0.9);
            assertThat(diagnostic(shown, DrawnAssignment.CHECK).severity()).isEqualTo(Severity.PASS);
            assertThat(effect(shown, RedrawnTest.ANALYSIS, "spend")).isEqualTo(redrawn);
        }
    }

    private static double gap(Map<String, String> arms, int[] values) {
        double[] sums = new double[2];
        arms.forEach(
                (unit, arm) -> sums[arm.equals("treatment") ? 1 : 0] += values[Integer.parseInt(unit.substring(1))]);
        return (sums[1] - sums[0]) / (USERS / 2.0);
    }

    @Test
    void unitsInAnotherArmThanDrawnAndEditedFilesAreTold() throws IOException {
        study("feed", "user_randomized", BALANCED, "");
        design("feed");
        Map<String, String> arms = assignment("feed");
        Map<String, String> served = new LinkedHashMap<>(arms);
        for (int i = 0; i < 12; i++) {
            served.put("u" + i, arms.get("u" + i).equals("control") ? "treatment" : "control");
        }
        happen("feed", served, false);
        Diagnostic compared = diagnostic(result("feed"), DrawnAssignment.CHECK);
        assertThat(compared.severity()).isEqualTo(Severity.INVALIDATES);
        assertThat(compared.message()).startsWith("12 users of 240 (5 %) did not see what was drawn for them");
        assertThat(compared.sql()).contains("AS unit, arm");

        Path file = folder.resolve("results/feed/assignment.csv");
        Files.writeString(file, Files.readString(file).replaceFirst("control", "treatment"));
        compared = diagnostic(result("feed"), DrawnAssignment.CHECK);
        assertThat(compared.severity()).isEqualTo(Severity.WARNING);
        assertThat(compared.message()).contains("was edited");
        assertThat(result("feed").outcomes())
                .noneMatch(o -> o.estimand().analysis().equals(RedrawnTest.ANALYSIS));
        Files.delete(file);
        assertThat(diagnostic(result("feed"), DrawnAssignment.CHECK).message()).contains("is gone");
    }

    @Test
    void strataAndClustersAreDrawnTogetherToo() throws IOException {
        study("cities", "cluster_randomized", "unit: city, rerandomize: {covariates: [spend], accept: 0.1}", "");
        study("strata", "stratified", "stratify: [city], " + BALANCED, "");
        design("cities");
        design("strata");
        Map<String, String> cities = assignment("cities");
        assertThat(cities).hasSize(CITIES).containsKey("city3");
        assertThat(cities.values().stream().filter("treatment"::equals)).hasSize(CITIES / 2);
        Map<String, String> strata = assignment("strata");
        for (int city = 0; city < CITIES; city++) {
            int number = city;
            assertThat(strata.entrySet().stream()
                            .filter(e -> Integer.parseInt(e.getKey().substring(1)) % CITIES == number)
                            .filter(e -> e.getValue().equals("treatment")))
                    .hasSize(USERS / CITIES / 2);
        }
        List<String> before = List.copyOf(events);
        happen("cities", cities, true);
        StudyResult result = result("cities");
        assertThat(diagnostic(result, DrawnAssignment.CHECK).message())
                .startsWith("all 240 users saw the arm that was drawn for them");
        assertThat(effect(result, RedrawnTest.ANALYSIS, "spend")
                        .test()
                        .orElseThrow()
                        .name())
                .contains("999 assignments that would have been accepted");
        assertThat(Files.readAllLines(folder.resolve("results/strata/covariates.csv")))
                .startsWith("user,spend 14d before entry,age,stratum")
                .element(1)
                .asString()
                .endsWith(",city0");
        events.clear();
        events.addAll(before);
        happen("strata", strata, false);
        Estimate inside = effect(result("strata"), RedrawnTest.ANALYSIS, "spend");
        assertThat(inside.test().orElseThrow().pValue()).isEqualTo(0.002);
    }

    private void refused(String type, String randomize, String rest, String message) throws IOException {
        study("bad", type, randomize, rest);
        assertThatThrownBy(() -> design("bad"))
                .isInstanceOf(CoveyException.class)
                .hasMessageContaining("studies/bad.yml:")
                .hasMessageContaining(message);
    }

    @Test
    void whatMakesNoSenseIsRefused() throws IOException {
        String users = "user_randomized";
        refused(users, "rerandomize: {covariates: [spend], accept: 0}", "", "accept is 0.0, not in (0, 1]");
        refused(users, "rerandomize: {covariates: [spend], accept: 1.5}", "", "accept is 1.5, not in (0, 1]");
        refused(users, "rerandomize: {covariates: [spend], draws: 0}", "", "draws is 0.0, no whole number");
        refused(users, "rerandomize: {accept: 0.1}", "", "does not say on what arms are balanced");
        refused(users, "rerandomize: {covariates: [sped]}", "", "'sped' is not declared");
        refused(users, "rerandomize: {covariates: [city]}", "", "'city' is not a number");
        refused(users, "rerandomize: {covariates: [back]}", "", "'back' is a retention, counted after entry");
        refused(users, "rerandomize: {covariates: [spend, spend]}", "", "twice");
        refused("switchback", "every: 4h, rerandomize: {covariates: [spend]}", "", "the design is switchback");
        refused(
                users,
                BALANCED,
                "analysis: {adjustment: none}",
                "its interval is that of all assignments and too wide");
        refused(users, BALANCED, "analysis: {covariates: [{metric: spend}]}", "leaves out age");
        refused(
                users,
                "rerandomize: {covariates: [spend, {metric: spend, lookback: 15d}, {metric: spend, lookback: 16d}]}",
                "",
                "constant or collinear");
        refused(
                users,
                "rerandomize: {covariates: [spend, age], accept: 1.0e-6, draws: 3}",
                "",
                "none of 3 assignments");
        refused(
                "cluster_randomized",
                "unit: city, rerandomize: {covariates: [spend], accept: 1.0e-6}",
                "",
                "too few to be re-randomised: 24 clusters of city");
        assertThat(folder.resolve("results/bad/plan.yml")).doesNotExist();
    }

    @Test
    void noHashGivesTheArmsBack() throws IOException {
        study("feed", "user_randomized", BALANCED, "");
        try (Workspace workspace = at("2026-02-26T09:00:00Z")) {
            assertThatThrownBy(() -> workspace.assignments().declared("feed"))
                    .hasMessageContaining("drawn together by re-randomisation: no hash of an id gives them back");
        }
    }
}
