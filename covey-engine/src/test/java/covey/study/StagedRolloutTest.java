package covey.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.data.LookHistory;
import covey.result.Coverage;
import covey.result.Diagnostic;
import covey.result.Estimate;
import covey.result.NotEstimable;
import covey.result.Reason;
import covey.result.Severity;
import covey.result.StudyResult;
import covey.study.look.LookLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Communities whose members copy each other, and a treatment that reaches ever more of them: what a member does rises with
 * the own treatment by 1 and with the share treated in the community by 2, so that treating everyone adds 3 a day.
 */
class StagedRolloutTest {
    private static final int COMMUNITIES = 300;
    private static final double[] SHARES = {0, 0.25, 0.5};

    @TempDir
    Path folder;

    @BeforeEach
    void project() throws IOException {
        for (String name : new String[] {"models", "metrics", "studies", "data"}) {
            Files.createDirectories(folder.resolve(name));
        }
        Files.writeString(
                folder.resolve("covey.yml"),
                "name: rollout\nversion: 1\ntimezone: UTC\nfiles: {communities: data/communities.csv, exposures:"
                        + " data/exposures.csv, visits: data/visits.csv}\n");
        Files.writeString(folder.resolve("models/core.yml"), """
            models:
              - name: communities
                columns:
                  - {name: community_id, entity: {name: community, type: primary}}
                  - {name: town, dimension: {type: categorical, as_of: entry}}
              - name: exposures
                agg_time_dimension: exposed_at
                columns:
                  - {name: community_id, entity: {name: community, type: foreign}}
                  - {name: exposed_at, dimension: {type: time}, granularity: second}
              - name: visits
                agg_time_dimension: seen_at
                columns:
                  - {name: community_id, entity: {name: community, type: foreign}}
                  - {name: seen_at, dimension: {type: time}, granularity: second}
            """);
        Files.writeString(folder.resolve("metrics/m.yml"), """
            metrics:
              - {name: minutes, type: mean, model: visits, agg: sum, expr: minutes, goal: increase}
            """);
        study("{type: staged_rollout, order: 1, stages: [{at: 2026-03-01, share: 0}, {at: 2026-03-08, share: 0.25},"
                + " {at: 2026-03-15, share: 0.5}]}");
        data();
    }

    private void study(String design) throws IOException {
        Files.writeString(folder.resolve("studies/s.yml"), """
            kind: experiment
            name: everywhere
            unit: community
            period: {start: 2026-03-01, end: 2026-03-22}
            treatment:
              exposures: {model: exposures}
              arms: {before: {share: 0.5, role: control}, after: {share: 0.5}}
            metrics: {primary: [minutes]}
            design: %s
            """.formatted(design));
    }

    /** Every community spends 10 minutes a day, 3 more at share 1; a community is treated as a whole. */
    private void data() throws IOException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(2);
        StringBuilder communities = new StringBuilder("community_id,town\n");
        StringBuilder exposures = new StringBuilder("community_id,arm,exposed_at\n");
        StringBuilder visits = new StringBuilder("community_id,seen_at,minutes\n");
        for (int c = 0; c < COMMUNITIES; c++) {
            communities.append("c").append(c).append(",t").append(c / 10).append('\n');
            double level = 10 + random.nextGaussian();
            double turn = (c + 0.5) / COMMUNITIES; // treated once the share reaches it
            for (int t = 0; t < SHARES.length; t++) {
                boolean treated = turn < SHARES[t];
                if (treated && (t == 0 || turn >= SHARES[t - 1])) {
                    exposures.append("c%d,after,2026-03-%02d 00:00:00%n".formatted(c, 1 + 7 * t));
                }
                // neighbours of any community copy it: the share in the whole population counts
                double minutes = level + (treated ? 1 : 0) + 2 * SHARES[t];
                for (int day = 0; day < 7; day++) {
                    visits.append("c%d,2026-03-%02d 12:00:00,%.6f%n"
                            .formatted(c, 1 + 7 * t + day, minutes + random.nextGaussian()));
                }
            }
        }
        Files.writeString(folder.resolve("data/communities.csv"), communities);
        Files.writeString(folder.resolve("data/exposures.csv"), exposures);
        Files.writeString(folder.resolve("data/visits.csv"), visits);
    }

    private Workspace workspace() {
        return Workspace.open(
                folder,
                new Surroundings(
                        Map.of("HOME", folder.toString()),
                        InstantSource.fixed(Instant.parse("2026-06-01T12:00:00Z")),
                        folder,
                        Optional.empty(),
                        "test"));
    }

    @Test
    void theTotalEffectIsReadOffThePopulation() {
        try (Workspace workspace = workspace()) {
            assertThat(workspace.validateAgainstWarehouse()).isEmpty();
            StudyResult result =
                    workspace.run("everywhere", Optional.empty(), Progress.NONE).result();
            assertThat(result.invalidated()).isFalse();
            Estimate total = estimate(result, "main");
            assertThat(total.interval().orElseThrow().contains(3)).isTrue();
            assertThat(total.value()).isCloseTo(3, within(0.5));
            assertThat(estimate(result, "order_2").value()).isCloseTo(3, within(2.0));
            assertThat(total.n()).isEqualTo(COMMUNITIES);
            double before = level(result, "before");
            assertThat(level(result, "after") - before).isCloseTo(total.value(), within(1e-12));
            assertThat(relative(result)).isCloseTo(total.value() / before, within(1e-12));
            assertThat(result.study().arms().get(1).units()).isEqualTo(COMMUNITIES / 2);
            assertThat(workspace.show("everywhere")).isEqualTo(result);
            assertThat(workspace.show("everywhere", 0.8).diagnostics()).hasSameSizeAs(result.diagnostics());
            assertThat(workspace
                            .explain("everywhere/minutes", Optional.empty(), Optional.empty())
                            .steps())
                    .anySatisfy(s -> assertThat(s.body()).contains("share 0.25"));
        }
    }

    /** A stage is read when it is over; what is seen again between two ends is no other look. */
    @Test
    void looksAreMadeAtTheEndsOfStages() {
        try (Workspace workspace = workspace()) {
            StudyResult first = run(workspace, "2026-03-10T00:00:00Z");
            assertThat(first.outcomes())
                    .filteredOn(o -> o.estimand().analysis().equals("main"))
                    .filteredOn(o -> o instanceof NotEstimable n && n.reason() == Reason.IMMATURE)
                    .isNotEmpty();
            StudyResult second = run(workspace, "2026-03-15T00:00:00Z");
            assertThat(estimate(second, "main").value()).isCloseTo(3, within(1.5));
            assertThat(estimate(second, "main").interval().orElseThrow().coverage())
                    .isEqualTo(Coverage.REPEATED);
            assertThat(second.diagnostics()).anySatisfy(d -> {
                assertThat(d.check()).isEqualTo("stages");
                assertThat(d.message()).startsWith("2 of 3 stages");
            });
            assertThat(second.diagnostics()).anySatisfy(d -> {
                assertThat(d.check()).isEqualTo("looks");
                assertThat(d.message())
                        .contains("stage by stage", "taken as unknown")
                        .doesNotContain("not planned");
            });
            run(workspace, "2026-03-18T00:00:00Z");
            StudyResult last = run(workspace, "2026-03-22T00:00:00Z");
            assertThat(last.diagnostics())
                    .filteredOn(d -> d.check().equals("monitoring"))
                    .singleElement()
                    .satisfies(d ->
                            assertThat(d.values()).containsEntry("look", "2").containsEntry("last", "FINAL"));
            assertThat(new LookLedger(folder.resolve("results").resolve("everywhere"))
                            .read()
                            .looks())
                    .extracting(LookHistory.Look::asOf)
                    .containsExactly("2026-03-15T00:00:00Z", "2026-03-22T00:00:00Z");
        }
    }

    private static StudyResult run(Workspace workspace, String asOf) {
        return workspace
                .run("everywhere", Optional.of(Instant.parse(asOf)), Progress.NONE)
                .result();
    }

    /** Levels are per day, and say so. */
    @Test
    void theUnitNamesTheDay() {
        try (Workspace workspace = workspace()) {
            StudyResult result =
                    workspace.run("everywhere", Optional.empty(), Progress.NONE).result();
            assertThat(estimate(result, "main").estimand().unit()).isEqualTo("minutes per community and day");
            assertThat(result.study().metrics().getFirst().unit()).isEqualTo("minutes per community and day");
        }
    }

    @Test
    void armsThatNobodyDeclaredAreNamed() throws IOException {
        Path exposures = folder.resolve("data/exposures.csv");
        Files.writeString(exposures, Files.readString(exposures).replace(",after,", ",t,"));
        try (Workspace workspace = workspace()) {
            StudyResult result =
                    workspace.run("everywhere", Optional.empty(), Progress.NONE).result();
            assertThat(result.invalidated()).isTrue();
            assertThat(result.diagnostics())
                    .filteredOn(d -> d.check().equals("unknown_arms"))
                    .singleElement()
                    .satisfies(d -> assertThat(d.message()).containsPattern("'t(rue)?' \\(150 rows\\)"));
        }
    }

    @Test
    void aScheduleThatWasNotKeptInvalidates() throws IOException {
        study("{type: staged_rollout, stages: [{at: 2026-03-01, share: 0}, {at: 2026-03-08, share: 0.4},"
                + " {at: 2026-03-15, share: 0.5}]}");
        try (Workspace workspace = workspace()) {
            StudyResult result =
                    workspace.run("everywhere", Optional.empty(), Progress.NONE).result();
            Diagnostic ratio = result.diagnostics().stream()
                    .filter(d -> d.check().equals("sample_ratio"))
                    .findFirst()
                    .orElseThrow();
            assertThat(ratio.severity()).isEqualTo(Severity.INVALIDATES);
            assertThat(ratio.message()).contains("75 of 120");
        }
    }

    @Test
    void sharesThatFallBackAreRefused() throws IOException {
        study("{type: staged_rollout, stages: [{at: 2026-03-01, share: 0.5}, {at: 2026-03-08, share: 0.25}]}");
        try (Workspace workspace = workspace()) {
            assertThatThrownBy(() -> workspace.run("everywhere", Optional.empty(), Progress.NONE))
                    .isInstanceOf(CoveyException.class)
                    .hasMessageContaining("do not rise");
        }
    }

    /** The same stages a month later: what was rolled out in March would be history, were it not for the drift. */
    @Test
    void thePlanPromisesTheErrorOfTheRunAndSeesTheDrift() throws IOException {
        StudyResult run;
        try (Workspace workspace = workspace()) {
            run = workspace.run("everywhere", Optional.empty(), Progress.NONE).result();
        }
        String study = Files.readString(folder.resolve("studies/s.yml"));
        Files.writeString(
                folder.resolve("studies/s.yml"),
                study.replace("start: 2026-03-01, end: 2026-03-22", "start: 2026-03-22, end: 2026-04-12")
                        .replace("at: 2026-03-01", "at: 2026-03-22")
                        .replace("at: 2026-03-08", "at: 2026-03-29")
                        .replace("at: 2026-03-15", "at: 2026-04-05")
                        .replace("[minutes]", "[{metric: minutes, mde: {absolute: 1}}]"));
        try (Workspace workspace = workspace()) {
            StudyResult plan = workspace
                    .design("everywhere", Optional.empty(), 0, Progress.NONE)
                    .result();
            Estimate promised = row(plan, "std_error");
            assertThat(promised.value())
                    .isCloseTo(estimate(run, "main").standardError().orElseThrow(), within(1e-12));
            assertThat(row(plan, "mde").value() / promised.value()).isBetween(2.79, 2.83);
            assertThat(row(plan, "power").value()).isBetween(0.0, 1.0);
            assertThat(plan.diagnostics()).anySatisfy(d -> {
                assertThat(d.check()).isEqualTo("plan_drift");
                assertThat(d.severity()).isEqualTo(Severity.WARNING);
            });
            assertThat(workspace
                            .explain("everywhere/minutes@plan", Optional.empty(), Optional.empty())
                            .steps())
                    .anySatisfy(s -> assertThat(s.body()).contains("w'Sw/n"));
        }
    }

    /** Towns of ten communities, whose level moves together from week to week. */
    @Test
    void townsThatAreTreatedAsWholesHaveTheErrorBetweenTowns() throws IOException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(9);
        StringBuilder visits = new StringBuilder(Files.readString(folder.resolve("data/visits.csv")));
        for (int c = 0; c < COMMUNITIES; c += 10) {
            for (int t = 0; t < SHARES.length; t++) {
                double shock = random.nextGaussian();
                for (int own = c; own < c + 10; own++) {
                    visits.append("c%d,2026-03-%02d 13:00:00,%.6f%n".formatted(own, 1 + 7 * t, 7 * shock));
                }
            }
        }
        Files.writeString(folder.resolve("data/visits.csv"), visits);
        String stages = "type: staged_rollout, stages: [{at: 2026-03-01, share: 0}, {at: 2026-03-08, share: 0.25},"
                + " {at: 2026-03-15, share: 0.5}]";
        StudyResult alone;
        try (Workspace workspace = workspace()) {
            alone = workspace.run("everywhere", Optional.empty(), Progress.NONE).result();
        }
        study("{" + stages + ", randomize: {unit: town}}");
        try (Workspace workspace = workspace()) {
            assertThat(workspace.validateAgainstWarehouse()).isEmpty();
            StudyResult towns =
                    workspace.run("everywhere", Optional.empty(), Progress.NONE).result();
            Estimate total = estimate(towns, "main");
            assertThat(total.value()).isCloseTo(estimate(alone, "main").value(), within(1e-9));
            // ten communities of one town are hardly worth more than one
            assertThat(total.standardError().orElseThrow())
                    .isGreaterThan(2 * estimate(alone, "main").standardError().orElseThrow());
            assertThat(towns.diagnostics())
                    .filteredOn(d -> d.check().equals("sample_ratio"))
                    .singleElement()
                    .satisfies(d -> assertThat(d.message()).startsWith("treated clusters of town"));
            assertThat(towns.diagnostics())
                    .filteredOn(d -> d.check().equals("interference"))
                    .singleElement()
                    .satisfies(d -> assertThat(d.message()).contains("between clusters of town"));
        }
        assertThat(alone.diagnostics())
                .filteredOn(d -> d.check().equals("interference"))
                .singleElement()
                .satisfies(d -> assertThat(d.message()).contains("takes communitys for independent"));
    }

    private static Estimate row(StudyResult plan, String name) {
        return plan.outcomes().stream()
                .filter(o -> o.estimand().analysis().equals("plan")
                        && o.estimand().name().equals(name)
                        && !o.estimand().scale().name().equals("RELATIVE_DIFFERENCE")
                        && o.estimand().at().isEmpty())
                .map(o -> (Estimate) o)
                .findFirst()
                .orElseThrow(() -> new AssertionError(name));
    }

    private static double level(StudyResult result, String arm) {
        return value(result, "LEVEL", arm);
    }

    private static double relative(StudyResult result) {
        return value(result, "RELATIVE_DIFFERENCE", "after");
    }

    private static double value(StudyResult result, String scale, String arm) {
        return result.outcomes().stream()
                .filter(o -> o.estimand().analysis().equals("main")
                        && o.estimand().scale().name().equals(scale)
                        && o.estimand().arm().equals(arm))
                .map(o -> ((Estimate) o).value())
                .findFirst()
                .orElseThrow();
    }

    private static Estimate estimate(StudyResult result, String analysis) {
        return result.outcomes().stream()
                .filter(o -> o.estimand().analysis().equals(analysis)
                        && o.estimand().name().equals("ate")
                        && o.estimand().scale().name().equals("DIFFERENCE"))
                .map(o -> (Estimate) o)
                .findFirst()
                .orElseThrow();
    }
}
