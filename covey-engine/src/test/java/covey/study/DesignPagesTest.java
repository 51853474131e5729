package covey.study;

import static org.assertj.core.api.Assertions.assertThat;

import covey.report.block.Block;
import covey.report.scorecard.Scorecard;
import covey.report.section.OtherNumbersSection;
import covey.report.text.Colour;
import covey.report.text.TextScorecard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reader of a design's result is told about what was counted and on what scale each number is. */
class DesignPagesTest {
    private static final int USERS = 480;

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20260401);
        List<String> users = new ArrayList<>(List.of("user_id,city,pair_id"));
        List<String> exposures = new ArrayList<>(List.of("experiment,user_id,arm,exposed_at"));
        List<String> sales = new ArrayList<>(List.of("user_id,shop_id,region,at,amount"));
        List<String> shops = new ArrayList<>(List.of("experiment,shop_id,arm,exposed_at"));
        List<String> schedule = new ArrayList<>(List.of("region,arm,starts_at"));
        String day = ",2026-03-02 00:00:00";
        for (int i = 0; i < USERS; i++) {
            users.add("u" + i + ",city" + i / 20 + ",p" + i / 2);
            exposures.add("pairs,u" + i + (i % 2 == 0 ? ",control" : ",treatment") + day);
            exposures.add("clusters,u" + i + (i / 20 % 2 == 0 ? ",control" : ",treatment") + day);
            exposures.add("factorial,u" + i + "," + (i % 2 == 0 ? "control" : "dwell")
                    + (i / 2 % 2 == 0 ? "_old" : "_new") + day);
            sales.add(String.format(Locale.ROOT, "u%d,s0,r0,2026-02-20 00:00:00,%.4f", i, 5 + random.nextGaussian()));
            for (int sale = 0; sale < 4; sale++) {
                sales.add(String.format(
                        Locale.ROOT,
                        "u%d,s%d,r%d,2026-03-%02d %02d:00:00,%.4f",
                        i,
                        random.nextInt(60),
                        random.nextInt(4),
                        3 + random.nextInt(10),
                        random.nextInt(24),
                        5 + random.nextGaussian() + i % 2));
            }
        }
        for (int i = 0; i < 60; i++) {
            shops.add("pairs,s" + i + (i % 3 == 0 ? ",treatment" : ",control") + day);
        }
        for (int w = 0; w < 4 * 13 * 6; w++) {
            schedule.add(String.format(
                    Locale.ROOT,
                    "r%d,%s,2026-03-%02d %02d:00:00",
                    w % 4,
                    random.nextBoolean() ? "control" : "treatment",
                    1 + w / 24,
                    4 * (w / 4 % 6)));
        }
        StudyFolder files = new StudyFolder(folder);
        files.write("users.csv", users);
        files.write("exposures.csv", exposures);
        files.write("sales.csv", sales);
        files.write("shops.csv", shops);
        files.write("schedule.csv", schedule);
        files.write(
                "covey.yml",
                List.of(
                        "name: pages",
                        "version: 1",
                        "timezone: UTC",
                        "files: {users: users.csv,"
                                + " exposures: exposures.csv, sales: sales.csv, shops: shops.csv, schedule: schedule.csv}"));
        files.write("models/core.yml", List.of(MODELS));
        files.write("metrics/core.yml", List.of(METRICS));
    }

    private static final String MODELS = """
            models:
              - name: users
                columns:
                  - {name: user_id, entity: {name: user, type: primary}}
                  - {name: city, dimension: {type: categorical, as_of: entry}}
                  - {name: pair_id, dimension: {type: categorical, as_of: entry}}
              - name: exposures
                agg_time_dimension: exposed_at
                columns:
                  - {name: experiment, dimension: {type: categorical}}
                  - {name: user_id, entity: {name: user, type: foreign}}
                  - {name: arm, dimension: {type: categorical}}
                  - {name: exposed_at, dimension: {type: time}, granularity: second}
              - name: shops
                agg_time_dimension: exposed_at
                columns:
                  - {name: experiment, dimension: {type: categorical}}
                  - {name: shop_id, entity: {name: shop, type: foreign}}
                  - {name: arm, dimension: {type: categorical}}
                  - {name: exposed_at, dimension: {type: time}, granularity: second}
              - name: schedule
                agg_time_dimension: starts_at
                columns:
                  - {name: region, entity: {name: region, type: foreign}}
                  - {name: arm, dimension: {type: categorical}}
                  - {name: starts_at, dimension: {type: time}, granularity: second}
              - name: sales
                agg_time_dimension: at
                columns:
                  - {name: user_id, entity: {name: user, type: foreign}}
                  - {name: shop_id, entity: {name: shop, type: foreign}}
                  - {name: region, entity: {name: region, type: foreign}}
                  - {name: at, dimension: {type: time}, granularity: second}
            """;

    private static final String METRICS = """
            metrics:
              - name: price
                type: ratio
                numerator: {model: sales, agg: sum, expr: amount}
                denominator: {model: sales, agg: count}
                goal: increase
                label: Price
                unit: euros per sale
              - {name: spend, type: mean, model: sales, agg: sum, expr: amount, goal: increase, label: Spend, unit: euros}
            """;

    private static final String TWO = "{control: {share: 0.5, role: control}, treatment: {share: 0.5}}";

    private String shown(String unit, String exposures, String arms, String metrics, String design) throws IOException {
        study(unit, exposures, arms, metrics, design);
        try (Workspace workspace = new StudyFolder(folder).open()) {
            return TextScorecard.render(StudyFolder.run(workspace, "s"), Colour.PLAIN);
        }
    }

    private void study(String unit, String exposures, String arms, String metrics, String design) throws IOException {
        new StudyFolder(folder).write("studies/s.yml", List.of("""
                kind: experiment
                name: s
                unit: %s
                period: {start: 2026-03-01, end: 2026-03-14}
                treatment:
                  exposures: {model: %s}
                  arms: %s
                metrics: %s
                design: %s
                """.formatted(unit, exposures, arms, metrics, design)));
    }

    private static String of(String experiment) {
        return "exposures, filter: \"experiment = '" + experiment + "'\"";
    }

    @Test
    void clustersAreCountedBesideTheirUnits() throws IOException {
        String text = shown(
                "user",
                of("clusters"),
                TWO,
                "{primary: [price, spend]}",
                "{type: cluster_randomized, randomize: {unit: city}}");
        assertThat(text)
                .containsPattern("Clusters of city +control 12, treatment 12")
                .contains("480 users")
                .contains("Direction open in both comparisons on Price and Spend");
        // the test has a p-value to show, and an effect that is no percentage
        assertThat(text)
                .containsPattern("randomisation test +[+−]0\\.\\d+ +– +0\\.\\d+")
                .contains("euros per sale");
    }

    @Test
    void pairsAreCountedAndTheirTestSaysWhatItIsOf() throws IOException {
        String text = shown(
                "user",
                of("pairs"),
                TWO,
                "{primary: [spend]}",
                "{type: matched_pairs, randomize: {pair: pair_id}}\nanalysis: {covariates: [{metric: spend, lookback: 14d}]}");
        assertThat(text)
                .containsPattern("Complete pairs +240\n")
                .contains("480 users")
                .containsPattern("randomisation test +[+−]\\d\\.\\d+")
                .contains("of the unadjusted difference");
    }

    @Test
    void theOtherSideHasItsOwnCounts() throws IOException {
        String text = shown(
                "user",
                of("pairs"),
                TWO,
                "{primary: [spend], secondary: [{metric: price, unit: shop}]}",
                "{type: two_sided, randomize: [{unit: user, share: 0.5}, {unit: shop, share: 0.5, exposures: shops}]}");
        assertThat(text)
                .containsPattern("Shops +control 40, treatment 20")
                .contains("Shop · Sample ratio")
                .contains("60 shops")
                .contains("480 users");
    }

    @Test
    void windowsOfASwitchbackAreCalledSo() throws IOException {
        String text = shown(
                "region",
                "schedule",
                TWO,
                "{primary: [price]}",
                "{type: switchback, randomize: {unit: region, every: 4h}, carry_over: 1}");
        assertThat(text)
                .containsPattern("\\d+ region windows\\s")
                .contains("if effects end with their window")
                .contains("if effects last 2 windows more")
                .containsPattern("distributed lag: effects of.* [+−]\\d\\.\\d+ ");
    }

    /** A plan counts windows, and what is switched in them is still a region. */
    @Test
    void aPlanDrawsRegions() throws IOException {
        study(
                "region",
                "schedule",
                TWO,
                "{primary: [price]}",
                "{type: switchback, randomize: {unit: region, every: 4h}, carry_over: 1, history: {start: 2026-02-27}}");
        Path study = folder.resolve("studies/s.yml");
        Files.writeString(
                study,
                Files.readString(study)
                        .replace("start: 2026-03-01, end: 2026-03-14", "start: 2026-03-14, end: 2026-03-28"));
        try (Workspace workspace = new StudyFolder(folder).open()) {
            assertThat(TextScorecard.render(
                            workspace
                                    .design("s", Optional.empty(), 0, Progress.NONE)
                                    .result(),
                            Colour.PLAIN))
                    .contains("Every region, a row, is drawn anew")
                    .contains("region 1")
                    .contains("Length of windows");
        }
    }

    @Test
    void interactionsComeBeforeTheCombinations() throws IOException {
        study(
                "user",
                of("factorial"),
                "{control_old: {share: 0.25, role: control}, control_new: {share: 0.25}, dwell_old: {share: 0.25},"
                        + " dwell_new: {share: 0.25}}",
                "{primary: [price]}",
                "{type: factorial, factors: {ranker: [control, dwell], layout: [old, new]}}");
        try (Workspace workspace = new StudyFolder(folder).open()) {
            List<Block> blocks = new OtherNumbersSection().blocks(Scorecard.of(StudyFolder.run(workspace, "s")));
            Block.Table table = (Block.Table) blocks.getLast();
            assertThat(table.rows().getFirst().get(1).lines())
                    .containsExactly("interaction, ranker=dwell × layout=new");
            assertThat(table.rows().getFirst().getFirst().lines()).containsExactly("Price");
            assertThat(table.rows().getFirst().get(2).lines().getFirst()).matches("[+−].*");
            assertThat(table.rows().getFirst().get(4).lines().getFirst()).isNotEqualTo("–");
            assertThat(blocks)
                    .anyMatch(b -> b instanceof Block.Paragraph p && p.text().contains("interaction"));
        }
    }
}
