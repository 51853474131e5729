package covey.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.result.Estimate;
import covey.result.StudyResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Four weeks in which 900 users bought from 80 shops, before both sides are randomised. */
class TwoSidedPlanTest {
    @TempDir
    Path folder;

    @BeforeEach
    void project() throws IOException {
        StudyFolder project = new StudyFolder(folder);
        project.write(
                "covey.yml",
                List.of(
                        "name: market",
                        "version: 1",
                        "timezone: UTC",
                        "files: {exposures: exposures.csv, shops: shops.csv, sales: sales.csv}"));
        project.write("exposures.csv", List.of("user_id,arm,exposed_at"));
        project.write("shops.csv", List.of("shop_id,arm,exposed_at"));
        project.write("models/core.yml", List.of("""
            models:
              - name: exposures
                agg_time_dimension: exposed_at
                columns:
                  - {name: user_id, entity: {name: user, type: foreign}}
                  - {name: exposed_at, dimension: {type: time}, granularity: second}
              - name: shops
                agg_time_dimension: exposed_at
                columns:
                  - {name: shop_id, entity: {name: shop, type: foreign}}
                  - {name: exposed_at, dimension: {type: time}, granularity: second}
              - name: sales
                agg_time_dimension: at
                columns:
                  - {name: user_id, entity: {name: user, type: foreign}}
                  - {name: shop_id, entity: {name: shop, type: foreign}}
                  - {name: at, dimension: {type: time}, granularity: second}
            """));
        project.write("metrics/m.yml", List.of("""
            metrics:
              - {name: bought, type: mean, model: sales, agg: sum, expr: amount, goal: increase}
              - {name: sold, type: mean, model: sales, agg: sum, expr: amount, goal: increase}
            """));
        study(
                "market",
                "primary: [{metric: bought, mde: {relative: 0.1}}, {metric: sold, unit: shop, mde: {relative: 0.1}}]",
                "{type: two_sided, power: 0.9, randomize: [{unit: user, share: 0.5}, {unit: shop, share: 0.25,"
                        + " exposures: shops}]}");
        study("users", "primary: [{metric: bought, mde: {relative: 0.1}}]", "{type: user_randomized, power: 0.9}");
        sales(project);
    }

    private void study(String name, String metrics, String design) throws IOException {
        new StudyFolder(folder).write("studies/" + name + ".yml", List.of("""
            kind: experiment
            name: %s
            unit: user
            period: {start: 2026-03-01, end: 2026-03-15}
            treatment:
              exposures: {model: exposures}
              arms: {control: {share: 0.5, role: control}, treatment: {share: 0.5}}
            metrics: {%s}
            design: %s
            monitoring: {method: fixed}
            analysis: {adjustment: none}
            """.formatted(name, metrics, design)));
    }

    private static void sales(StudyFolder project) throws IOException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(8);
        LocalDateTime start = LocalDateTime.parse("2026-02-01T00:00:00");
        List<String> rows = new ArrayList<>(List.of("user_id,shop_id,at,amount"));
        for (int user = 0; user < 900; user++) {
            for (int i = 0; i < 6; i++) {
                rows.add("u%d,s%d,%s,%d"
                        .formatted(
                                user,
                                random.nextInt(80),
                                start.plusSeconds(random.nextInt(28 * 86_400)),
                                1 + random.nextInt(20)));
            }
        }
        project.write("sales.csv", rows);
    }

    private StudyResult planned(String study) {
        Surroundings surroundings = new Surroundings(
                Map.of(), InstantSource.fixed(Instant.parse("2026-03-01T00:00:00Z")), folder, Optional.empty(), "test");
        try (Workspace workspace = Workspace.open(folder, surroundings)) {
            StudyResult plan =
                    workspace.design(study, Optional.empty(), 0, Progress.NONE).result();
            assertThat(workspace
                            .explain(study + "/bought@plan", Optional.empty(), Optional.empty())
                            .steps())
                    .isNotEmpty();
            return plan;
        }
    }

    @Test
    void eachSideIsPlannedByItsOwnUnits() {
        StudyResult market = planned("market");
        StudyResult users = planned("users");
        assertThat(number(market, "bought", "std_error").value())
                .isCloseTo(number(users, "bought", "std_error").value(), within(1e-12));
        Estimate shops = number(market, "sold", "std_error");
        assertThat(shops.n()).isEqualTo(80);
        // a quarter of 80 shops treated: 1/20 + 1/60 of the variance of a shop
        assertThat(shops.value() * shops.value() / (1.0 / 20 + 1.0 / 60))
                .isCloseTo(Math.pow(number(market, "sold", "standard_deviation").value(), 2), within(1e-6));
        assertThat(market.outcomes())
                .anySatisfy(o -> assertThat(o.estimand().at()).isEqualTo(Map.of("side", "shop")));
        assertThat(market.diagnostics()).anySatisfy(d -> assertThat(d.check()).isEqualTo("shop_plan_history"));
    }

    @Test
    void bothSidesShareTheErrorOfTheirFamily() {
        StudyResult market = planned("market");
        assertThat(number(market, "bought", "mde").value())
                .isGreaterThan(number(planned("users"), "bought", "mde").value());
        assertThat(market.diagnostics())
                .anySatisfy(d -> assertThat(d.message()).contains("over 2 hypotheses, planned at α = 0.025"));
    }

    private static Estimate number(StudyResult plan, String metric, String name) {
        return plan.outcomes().stream()
                .filter(o -> o.estimand().metric().equals(metric)
                        && o.estimand().name().equals(name)
                        && !o.estimand().scale().name().equals("RELATIVE_DIFFERENCE")
                        && o.estimand().at().isEmpty())
                .map(o -> (Estimate) o)
                .findFirst()
                .orElseThrow(() -> new AssertionError(metric + " " + name));
    }
}
