package covey.study;

import static covey.study.StudyFolder.diagnostic;
import static covey.study.StudyFolder.effect;
import static covey.study.StudyFolder.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.result.Diagnostic;
import covey.result.Estimate;
import covey.result.NotEstimable;
import covey.result.Scale;
import covey.result.Severity;
import covey.result.StudyResult;
import covey.study.plan.PlanReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * Studies of every design from file to result, on a made-up population: 60 cities of two tiers, 25 users each, spending 10
 * and a city's own deviation (sd 1), a treatment worth 0.5.
 */
class DesignsTest {
    private static final int CITIES = 60;
    private static final int USERS = 25;
    private static final double EFFECT = 0.5;

    @TempDir
    Path folder;

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(20260301);
    private boolean last;
    private final List<String> users = new ArrayList<>(List.of("user_id,city,tier,pair_id"));
    private final List<String> exposures = new ArrayList<>(List.of("experiment,user_id,arm,exposed_at"));
    private final List<String> events = new ArrayList<>(List.of("user_id,at,amount"));

    @BeforeEach
    void write() throws IOException {
        for (int city = 0; city < CITIES; city++) {
            double own = random.nextGaussian();
            double tier = city % 2 == 0 ? 0 : 4;
            boolean treated = city / 2 % 2 == 0;
            for (int i = 0; i < USERS; i++) {
                user(city, i, 10 + tier + own, treated);
            }
        }
        write("users.csv", users);
        write("exposures.csv", exposures);
        write("events.csv", events);
        write(
                "covey.yml",
                List.of(
                        "name: designs",
                        "version: 1",
                        "timezone: UTC",
                        "files:",
                        "  {users: users.csv, exposures: exposures.csv, events: events.csv, shops: shops.csv, sales: sales.csv}"));
        write("models/core.yml", List.of(MODELS));
        write("metrics/m.yml", List.of(METRICS));
        study("clusters", "clusters", "{type: cluster_randomized, randomize: {unit: city, stratify: [tier]}}");
        study("alone", "clusters", "{type: user_randomized}");
        study("strata", "units", "{type: stratified, randomize: {stratify: [tier]}}");
        study("pairs", "pairs", "{type: matched_pairs, randomize: {pair: pair_id}}");
        twoSided();
    }

    private static final String MODELS = """
            models:
              - name: users
                columns:
                  - {name: user_id, entity: {name: user, type: primary}}
                  - {name: city, dimension: {type: categorical, as_of: entry}}
                  - {name: tier, dimension: {type: categorical, as_of: entry}}
                  - {name: pair_id, dimension: {type: categorical, as_of: entry}}
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
              - name: shops
                agg_time_dimension: exposed_at
                columns:
                  - {name: experiment, dimension: {type: categorical}}
                  - {name: shop_id, entity: {name: shop, type: foreign}}
                  - {name: arm, dimension: {type: categorical}}
                  - {name: exposed_at, dimension: {type: time}, granularity: second}
              - name: sales
                agg_time_dimension: at
                columns:
                  - {name: user_id, entity: {name: user, type: foreign}}
                  - {name: shop_id, entity: {name: shop, type: foreign}}
                  - {name: at, dimension: {type: time}, granularity: second}
                  - {name: amount}
            """;

    private static final String METRICS = """
            metrics:
              - {name: spend, type: mean, model: events, agg: sum, expr: amount, goal: increase}
              - name: per_event
                type: ratio
                numerator: {model: events, agg: sum, expr: amount}
                denominator: {model: events, agg: count}
                goal: increase
              - {name: median_spend, type: quantile, model: events, expr: amount, quantile: 0.5, over: unit}
              - {name: median_event, type: quantile, model: events, expr: amount, quantile: 0.5, over: event}
              - {name: bought, type: mean, model: sales, agg: sum, expr: amount, goal: increase}
              - name: price
                type: ratio
                numerator: {model: sales, agg: sum, expr: amount}
                denominator: {model: sales, agg: count}
                goal: increase
            """;

    /** One user in three experiments whose effects do not add: each has events of its own kind in its own fortnight. */
    private void user(int city, int i, double level, boolean cityTreated) {
        String id = "u" + city + "_" + i;
        users.add(id + ",city" + city + ",tier" + city % 2 + ",p" + city + "_" + i / 2);
        boolean flip = random.nextBoolean();
        expose("clusters", id, cityTreated, "03", level);
        expose("units", id, random.nextBoolean(), "04", level);
        // two neighbours of a city are a pair: the second gets what the first did not
        boolean pairTreated = i % 2 == 0 ? flip : !last;
        last = pairTreated;
        expose("pairs", id, pairTreated, "05", level);
    }

    private void expose(String experiment, String id, boolean treated, String month, double level) {
        exposures.add(
                experiment + "," + id + "," + (treated ? "treatment" : "control") + ",2026-" + month + "-02 00:00:00");
        double amount = level + (treated ? EFFECT : 0) + random.nextGaussian();
        events.add(id + ",2026-" + month + "-03 00:00:00," + String.format(Locale.ROOT, "%.6f", amount));
    }

    /** Users buy from shops; shops are randomised too, and a treated shop sells one more to everyone. */
    private void twoSided() throws IOException {
        List<String> shops = new ArrayList<>(List.of("experiment,shop_id,arm,exposed_at"));
        List<String> sales = new ArrayList<>(List.of("user_id,shop_id,at,amount"));
        boolean[] treated = new boolean[200];
        for (int shop = 0; shop < treated.length; shop++) {
            treated[shop] = random.nextBoolean();
            shops.add("market,s" + shop + "," + (treated[shop] ? "treatment" : "control") + ",2026-06-02 00:00:00");
        }
        for (int i = 1; i < users.size(); i++) {
            String user = users.get(i).substring(0, users.get(i).indexOf(','));
            boolean own = random.nextBoolean();
            exposures.add("market," + user + "," + (own ? "treatment" : "control") + ",2026-06-02 00:00:00");
            int shop = random.nextInt(treated.length);
            double amount = 5 + (own ? 2 : 0) + (treated[shop] ? 1 : 0) + random.nextGaussian();
            sales.add(user + ",s" + shop + ",2026-06-03 00:00:00," + String.format(Locale.ROOT, "%.6f", amount));
        }
        write("exposures.csv", exposures);
        write("shops.csv", shops);
        write("sales.csv", sales);
        write("studies/market.yml", List.of(MARKET));
    }

    private static final String MARKET = """
            kind: experiment
            name: market
            unit: user
            period: {start: 2026-06-01, end: 2026-06-15}
            treatment:
              exposures: {model: exposures, filter: "experiment = 'market'"}
              arms: {control: {share: 0.5, role: control}, treatment: {share: 0.5}}
            metrics: {primary: [bought], secondary: [{metric: price, unit: shop}]}
            design: {type: two_sided, randomize: [{unit: user, share: 0.5}, {unit: shop, share: 0.5, exposures: shops}]}
            analysis: {adjustment: none}
            """;

    private void study(String name, String experiment, String design) throws IOException {
        String month = Map.of("clusters", "03", "units", "04", "pairs", "05").get(experiment);
        write("studies/" + name + ".yml", List.of("""
                kind: experiment
                name: %s
                unit: user
                period: {start: 2026-%s-01, end: 2026-%s-15}
                treatment:
                  exposures: {model: exposures, filter: "experiment = '%s'"}
                  arms: {control: {share: 0.5, role: control}, treatment: {share: 0.5}}
                metrics: {primary: [spend], secondary: [per_event]}
                design: %s
                analysis: {adjustment: none}
                """.formatted(name, month, month, experiment, design)));
    }

    private void write(String name, List<String> lines) throws IOException {
        new StudyFolder(folder).write(name, lines);
    }

    private Workspace workspace() {
        return new StudyFolder(folder).open();
    }

    @Test
    void everyDesignIsRunShownAndExplained() {
        try (Workspace workspace = workspace()) {
            assertThat(workspace.validateAgainstWarehouse()).isEmpty();
            for (String study : List.of("clusters", "strata", "pairs")) {
                StudyResult result = run(workspace, study);
                Estimate effect = effect(result, "main", "spend");
                assertThat(effect.value())
                        .as(study)
                        .isCloseTo(EFFECT, within(3.5 * effect.standardError().orElseThrow()));
                assertThat(effect.n()).as(study).isBetween(1400L, 1500L);
                assertThat(result.diagnostics()).extracting(Diagnostic::check).contains("interference");
                // one event a user: the ratio per event is the mean per user
                assertThat(effect(result, "main", "per_event").value()).isCloseTo(effect.value(), within(1e-9));
                // from the stored moments, without the warehouse
                StudyResult wider = workspace.show(study, 0.9);
                assertThat(effect(wider, "main", "spend").value()).isCloseTo(effect.value(), within(1e-12));
                assertThat(String.valueOf(workspace.explain(study + "/spend", Optional.empty(), Optional.empty())))
                        .contains("D = ")
                        .contains("Assumptions");
            }
        }
    }

    private void planned(String name, String design) throws IOException {
        write("studies/" + name + ".yml", List.of("""
                kind: experiment
                name: %s
                unit: user
                period: {start: 2026-06-16, end: 2026-06-30}
                treatment:
                  exposures: {model: exposures}
                  arms: {control: {share: 0.5, role: control}, treatment: {share: 0.5}}
                metrics: {primary: [{metric: spend, mde: {absolute: 0.5}}]}
                design: {history: {start: 2026-04-28}, %s}
                analysis: {adjustment: none}
                monitoring: {method: fixed}
                """.formatted(name, design)));
    }

    private static double row(StudyResult plan, String name) {
        return plan.outcomes().stream()
                .filter(o -> o.estimand().name().equals(name)
                        && o.estimand().metric().equals("spend")
                        && o.estimand().at().isEmpty()
                        && o.estimand().scale() != Scale.RELATIVE_DIFFERENCE)
                .filter(Estimate.class::isInstance)
                .mapToDouble(o -> ((Estimate) o).value())
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " in " + plan.diagnostics()));
    }

    private static StudyResult plan(Workspace workspace, String study) {
        StudyResult plan =
                workspace.design(study, Optional.empty(), 0, Progress.NONE).result();
        assertThat(workspace
                        .explain(study + "/spend@plan", Optional.empty(), Optional.empty())
                        .steps())
                .extracting(Step::title)
                .contains("Sufficient statistics", "Formula");
        return plan;
    }

    /** Planned from users of May, of whom half were treated, and compared with what other months really gave. */
    @Test
    void whatEveryDesignPromisesIsWhatItsRunGives() throws IOException {
        planned("plan_alone", "type: user_randomized");
        planned("plan_clusters", "type: cluster_randomized, randomize: {unit: city, stratify: [tier]}");
        planned("plan_strata", "type: stratified, randomize: {stratify: [tier]}");
        planned("plan_pairs", "type: matched_pairs, randomize: {pair: pair_id}");
        planned("plan_few", "type: cluster_randomized, randomize: {unit: tier}");
        try (Workspace workspace = workspace()) {
            // one of each pair of that history was treated: 0.25 more than the variance 2 of a difference
            Map<String, Double> within = Map.of("clusters", 0.2, "strata", 0.05, "pairs", 0.1);
            within.forEach((design, allowed) -> {
                double realised = effect(run(workspace, design), "main", "spend")
                        .standardError()
                        .orElseThrow();
                assertThat(row(plan(workspace, "plan_" + design), "std_error") / realised)
                        .as(design)
                        .isBetween(1 - allowed, 1 + allowed);
            });
            StudyResult alone = plan(workspace, "plan_alone");
            StudyResult clusters = plan(workspace, "plan_clusters");
            StudyResult strata = plan(workspace, "plan_strata");
            StudyResult pairs = plan(workspace, "plan_pairs");
            assertThat(row(clusters, "clusters")).isEqualTo(CITIES);
            assertThat(row(clusters, "design_effect")).isGreaterThan(10);
            assertThat(row(clusters, "std_error")).isGreaterThan(1.5 * row(alone, "std_error"));
            assertThat(row(clusters, "required_clusters")).isGreaterThan(CITIES);
            // tiers of 10 and 14, sd sqrt(2) inside: 4 of 6 of the variance
            assertThat(row(strata, "explained_by_strata")).isBetween(0.55, 0.75);
            assertThat(row(strata, "required_units")).isLessThan(0.5 * row(alone, "required_units"));
            assertThat(row(pairs, "pairs")).isEqualTo(CITIES * (USERS / 2));
            assertThat(row(pairs, "pair_correlation")).isBetween(0.75, 0.9);
            StudyResult few = workspace
                    .design("plan_few", Optional.empty(), 0, Progress.NONE)
                    .result();
            assertThat(few.outcomes().stream()
                            .filter(NotEstimable.class::isInstance)
                            .map(o -> ((NotEstimable) o).message()))
                    .anyMatch(m -> m.contains("2 clusters of tier allow 2 assignments")
                            && m.contains("no outcome of this experiment"));
        }
    }

    /** Taking the plan away hides nothing, whatever is left of it. */
    @Test
    void aPlanThatWasTakenAwayIsMissed() throws IOException {
        try (Workspace workspace = workspace()) {
            PlanReport plan = workspace.design("strata", Optional.empty(), 0, Progress.NONE);
            assertThat(said(run(workspace, "strata"))).noneMatch(m -> m.contains("removed"));
            Files.delete(plan.file());

            StudyResult copied = run(workspace, "strata");
            assertThat(copied.diagnostics())
                    .filteredOn(d -> d.message().contains("the pre-registration was removed"))
                    .singleElement()
                    .satisfies(d -> {
                        assertThat(d.severity()).isEqualTo(Severity.WARNING);
                        assertThat(d.message()).contains("results/strata/plan.yml is gone");
                        assertThat(d.advice())
                                .matches("copy results/strata/plans/[^/]+/plan.yml back to results/strata/plan.yml,.*");
                    });
            // what departs from it is still listed
            assertThat(said(copied))
                    .anyMatch(m -> m.contains("plan " + plan.hash().substring(0, 12)));
            // and planning again after the start puts no other in its place
            PlanReport again = workspace.design("strata", Optional.empty(), 0, Progress.NONE);
            assertThat(again.kept()).isFalse();
            assertThat(again.hash()).isEqualTo(plan.hash());
            assertThat(plan.file()).doesNotExist();

            Files.delete(folder.resolve("results/strata/plan"));
            Files.move(folder.resolve("results/strata/plans"), folder.resolve("elsewhere"));
            assertThat(said(run(workspace, "strata")))
                    .anyMatch(m -> m.contains("the pre-registration was removed")
                            && m.contains("the earlier result results/strata/")
                            && m.contains("compared with nothing"));
        }
    }

    private static List<String> said(StudyResult result) {
        return result.diagnostics().stream()
                .filter(d -> d.check().equals("plan"))
                .map(Diagnostic::message)
                .toList();
    }

    private static List<Estimate> replayed(Workspace workspace, String study) {
        StudyResult plan =
                workspace.design(study, Optional.empty(), 100, Progress.NONE).result();
        return plan.outcomes().stream()
                .filter(o -> o.estimand().analysis().equals("aa"))
                .peek(o -> assertThat(o).as(study).isInstanceOf(Estimate.class))
                .map(Estimate.class::cast)
                .toList();
    }

    /** A history of May and June in which nothing differed by the arms that are drawn. */
    @Test
    void everyDesignIsReplayedOnItsHistory() throws IOException {
        planned("plan_clusters", "type: cluster_randomized, randomize: {unit: city, stratify: [tier]}");
        planned("plan_strata", "type: stratified, randomize: {stratify: [tier]}");
        planned("plan_blocks", "type: blocked, randomize: {stratify: [tier, city]}");
        planned("plan_pairs", "type: matched_pairs, randomize: {pair: pair_id}");
        planned("plan_market", "type: two_sided, randomize: [{unit: user, share: 0.5}, {unit: shop, share: 0.25}]");
        planned("plan_medians", "type: user_randomized");
        Path medians = folder.resolve("studies/plan_medians.yml");
        Files.writeString(
                medians,
                Files.readString(medians)
                        .replace(
                                "primary: [{metric: spend, mde: {absolute: 0.5}}]",
                                "primary: [median_spend, median_event]"));
        Path market = folder.resolve("studies/plan_market.yml");
        Files.writeString(
                market,
                Files.readString(market)
                        .replace(
                                "primary: [{metric: spend, mde: {absolute: 0.5}}]",
                                "primary: [bought, {metric: price, unit: shop}]"));
        Map<String, List<Long>> units = Map.of(
                "plan_clusters", List.of(1500L),
                "plan_strata", List.of(1500L),
                "plan_blocks", List.of(1500L),
                "plan_pairs", List.of(1440L),
                "plan_market", List.of(1500L, 200L),
                "plan_medians", List.of(1500L, 1500L));
        // a period as long as the way back to the events of May, since a replay is of the last stretch of its length
        for (String study : units.keySet()) {
            Path file = folder.resolve("studies/" + study + ".yml");
            Files.writeString(
                    file,
                    Files.readString(file)
                            .replace("start: 2026-06-16, end: 2026-06-30", "start: 2026-06-18, end: 2026-08-07"));
        }
        try (Workspace workspace = workspace()) {
            units.forEach((study, counts) -> {
                List<Estimate> found = replayed(workspace, study);
                assertThat(found).as(study).extracting(Estimate::n).isEqualTo(counts);
                // 100 splits: the 99.9 % range of .95
                assertThat(found)
                        .as(study)
                        .allSatisfy(e -> assertThat(e.value()).isBetween(0.86, 1.0));
                assertThat(found)
                        .as(study)
                        .allSatisfy(e ->
                                e.test().ifPresent(t -> assertThat(t.pValue()).isGreaterThan(0.001)));
                assertThat(found)
                        .as(study)
                        .allSatisfy(e -> assertThat(e.test().isEmpty()).isEqualTo(study.equals("plan_medians")));
            });
        }
    }

    @Test
    void takingUnitsOfAClusterForIndependentUnderstatesTheError() {
        try (Workspace workspace = workspace()) {
            StudyResult clusters = run(workspace, "clusters");
            StudyResult alone = run(workspace, "alone");
            double robust = effect(clusters, "main", "spend").standardError().orElseThrow();
            double naive = effect(alone, "main", "spend").standardError().orElseThrow();
            // within a tier sd 1 between cities and 1 within them: 25 users are worth hardly more than one city
            assertThat(robust / naive).isGreaterThan(1.4);
            Diagnostic effective = diagnostic(clusters, "effective_clusters");
            assertThat(effective.severity()).isEqualTo(Severity.PASS);
            assertThat(diagnostic(clusters, "sample_ratio").message()).contains("60 clusters of city");
            Estimate randomised = effect(clusters, "randomization_test", "spend");
            assertThat(randomised.test().orElseThrow().name()).isEqualTo("randomisation test, 9999 assignments drawn");
        }
    }

    @Test
    void pairsAndStrataAreMorePreciseThanWhatIgnoresThem() {
        try (Workspace workspace = workspace()) {
            StudyResult pairs = run(workspace, "pairs");
            // the 25th user of a city has no partner
            assertThat(diagnostic(pairs, "groups").message()).contains("60 pairs of 780 lack an arm");
            // sqrt(2 / 720): only the noise within cities is left
            assertThat(effect(pairs, "main", "spend").standardError().orElseThrow())
                    .isCloseTo(0.0527, within(0.005));
            StudyResult strata = run(workspace, "strata");
            assertThat(effect(strata, "main", "spend").standardError().orElseThrow())
                    .isLessThan(0.65
                            * effect(strata, "unstratified", "spend")
                                    .standardError()
                                    .orElseThrow());
        }
    }

    @Test
    void bothSidesOfAMarketAreMeasured() {
        try (Workspace workspace = workspace()) {
            StudyResult result = run(workspace, "market");
            Estimate users = effect(result, "main", "bought");
            assertThat(users.value())
                    .isCloseTo(2, within(3.5 * users.standardError().orElseThrow()));
            assertThat(users.n()).isEqualTo(CITIES * USERS);
            Estimate shops = effect(result, "main", "price");
            assertThat(shops.value())
                    .isCloseTo(1, within(3.5 * shops.standardError().orElseThrow()));
            assertThat(shops.n()).isEqualTo(200);
            assertThat(diagnostic(result, "shop_sample_ratio").message()).startsWith("Per shop: ");
            assertThat(result.provenance().queries()).extracting(q -> q.name()).contains("units", "shop_units");
            // from the stored data of both sides
            assertThat(effect(workspace.show("market", 0.9), "main", "price").value())
                    .isCloseTo(shops.value(), within(1e-12));
            assertThat(String.valueOf(workspace.explain("market/price", Optional.empty(), Optional.empty())))
                    .contains("R = mean(y) / mean(d)");
        }
    }
}
