package covey.ranking.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import covey.ranking.metric.list.IntraListDiversity;
import covey.ranking.metric.list.RankedItems;
import covey.stats.rankcorrelation.CommonItems;
import covey.stats.rankcorrelation.RankBiasedOverlap;
import covey.stats.sampledrank.CandidateSample;
import covey.stats.sampledrank.CandidateSample.Scheme;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The reference cases of rankings and recommendations that stand beside the checkout, in {@code ../shared} or {@code COVEY_SHARED},
 * each by the name that a study would write; without them this reports itself as not run, and the golden cases beside
 * it still hold. Every case of the file is either compared here or named with the place that compares it.
 */
class RecommenderReferenceTest {
    /** Beginnings of ids that are no rankings: where they are compared, or what is to come first. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "clus_", "PartitionReferenceTest and InternalIndicesGoldenTest",
            "holm", "PValueAdjustmentGoldenTest",
            "bh", "PValueAdjustmentGoldenTest",
            "auc_ties", "ScoreGoldenTest",
            "normalized_entropy", "ScoreGoldenTest",
            "ope_", "no off-policy evaluation yet",
            "slate_", "no off-policy evaluation yet",
            "cont_", "no off-policy evaluation yet",
            "obd_", "no off-policy evaluation yet");

    private static final Map<String, String> LATER =
            Map.of("tdi_wins", "no interleaving yet", "prob_interleave_softmax", "no interleaving yet");

    private static Path shared() {
        String named = System.getenv("COVEY_SHARED");
        Path root = named == null ? Path.of("../../shared") : Path.of(named);
        assumeTrue(Files.isDirectory(root.resolve("reference")), "no reference cases at " + root);
        return root;
    }

    @TestFactory
    Stream<DynamicTest> cases() {
        JsonNode all = JsonMapper.shared()
                .readTree(shared().resolve("reference/recsys.json").toFile());
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode one : all.get("cases")) {
            String id = one.get("id").asString();
            if (ELSEWHERE.keySet().stream().noneMatch(id::startsWith) && !LATER.containsKey(id)) {
                JsonNode inputs = one.has("inputs_ref")
                        ? all.get("inputs").get(one.get("inputs_ref").asString())
                        : one.get("inputs");
                tests.add(DynamicTest.dynamicTest(id, () -> compare(id, inputs, one)));
            }
        }
        assertThat(tests).hasSizeGreaterThanOrEqualTo(50);
        return tests.stream();
    }

    private static void compare(String id, JsonNode inputs, JsonNode one) throws IOException {
        JsonNode expected = one.get("expected");
        double tolerance = one.get("tolerance").asDouble();
        if (id.equals("lenskit_java_ndcg")) {
            lensKit(tolerance);
        } else if (id.startsWith("sampled_hit")) {
            near(id, sampledHit(inputs), expected.asDouble(), tolerance);
        } else if (id.startsWith("rectools_intersection")) {
            intersection(inputs, expected, tolerance);
        } else if (id.startsWith("rectools_ild")) {
            hamming(inputs, expected, tolerance);
        } else if (expected.isObject() && perUser(expected)) {
            Map<String, Double> actual = usersOf(id, inputs);
            (expected.has("per_user") ? expected.get("per_user") : expected)
                    .propertyStream()
                    .forEach(e -> near(
                            id + " " + e.getKey(),
                            actual.get(e.getKey()),
                            e.getValue().asDouble(),
                            tolerance));
            if (expected.has("mean")) {
                double mean =
                        actual.values().stream().mapToDouble(v -> v).average().orElseThrow();
                near(id + " mean", mean, expected.get("mean").asDouble(), tolerance);
            }
        } else if (expected.isObject()) {
            expected.propertyStream()
                    .forEach(e -> near(
                            id + " " + e.getKey(),
                            value(id, e.getKey(), inputs),
                            e.getValue().asDouble(),
                            tolerance));
        } else {
            near(id, value(id, "", inputs), expected.asDouble(), tolerance);
        }
    }

    private static boolean perUser(JsonNode expected) {
        return expected.has("per_user") || !(expected.has("min") || expected.has("@1"));
    }

    private static void near(String what, double actual, double expected, double tolerance) {
        assertThat(actual).as(what).isCloseTo(expected, within(tolerance));
    }

    /** Single numbers, by the name of the metric that has the case's convention. */
    private static double value(String id, String key, JsonNode inputs) {
        if (id.startsWith("ranx_") || id.startsWith("irm_")) {
            return runs(inputs).stream()
                    .mapToDouble(r -> r.value(otherLibrary(id)))
                    .average()
                    .orElseThrow();
        }
        if (id.startsWith("msrec_n") || id.startsWith("msrec_p") || id.startsWith("msrec_r")) {
            return microsoft(inputs, id.substring("msrec_".length()));
        }
        return switch (id.replaceAll("@\\d+$", "")) {
            case "ndcg_variant_linear", "ndcg_variant_binary" -> graded(inputs).value(gained(id));
            case "ndcg_tie_range" ->
                scored(inputs, "rel").value("nDCG(ties=" + (key.equals("min") ? "worst)" : "best)"));
            case "avg_precision_sklearn" -> scored(inputs, "y").value("AP_step");
            case "evidently_ndcg_zero_rel_user" -> withRelevant(inputs, "nDCG" + key);
            case "evidently_novelty" -> users(inputs).value("novelty(unseen=left_out)@3");
            case "evidently_arp" -> users(inputs).value("arp(unseen=left_out)@3");
            case "evidently_gini" -> users(inputs).value("gini(items=shown)@3");
            case "evidently_personalization" -> users(inputs).value("personalization@4");
            case "evidently_cov" -> users(inputs).value("catalogue_coverage" + id.substring(id.indexOf('@')));
            case "msrec_catalog_coverage" -> users(inputs).value("catalogue_coverage");
            case "msrec_diversity_cooccurrence" -> users(inputs).value("intra_list_diversity(by=cooccurrence)");
            case "msrec_serendipity" -> users(inputs).value("serendipity(by=cooccurrence)");
            case "steck_ckl_missing_genre" -> calibrated().value("calibration_kl");
            case "gini_longtail", "gini_single" -> exposed(inputs).value("gini");
            case "entropy_mixed", "entropy_longtail" -> exposed(inputs).value("entropy");
            case "rbo_ext_equal_len" -> overlap(inputs);
            default -> throw new IllegalArgumentException(id + " is compared nowhere");
        };
    }

    /** ranx and ir-measures write names that are understood as they are, but for their exponential gain. */
    private static String otherLibrary(String id) {
        String name = id.substring(id.indexOf('_') + 1);
        return name.replace("ndcg_burges", "nDCG(gain=exponential)").replace("dcg_burges", "DCG(gain=exponential)");
    }

    private static String gained(String id) {
        String at = id.substring(id.indexOf('@'));
        return id.contains("binary") ? "nDCG(gain=binary)" + at : "nDCG" + at;
    }

    private static Map<String, Double> usersOf(String id, JsonNode inputs) {
        return switch (id) {
            case "rectools_map@3_dividebyk=True" -> ranked(inputs, "AP_k@3");
            case "rectools_map@1_dividebyk=False" -> ranked(inputs, "AP@1");
            case "rectools_pauc@3" -> ranked(inputs, "pAUC@3");
            case "rectools_miuf@1" -> users(inputs).perUser("novelty@1");
            case "rectools_serendipity@1" -> users(inputs).perUser("serendipity(by=popularity)@1");
            case "rectools_arp@3_norm=False" -> users(inputs).perUser("arp@3");
            case "rectools_arp@1_norm=False" -> users(inputs).perUser("arp@1");
            case "msrec_user_serendipity" -> users(inputs).perUser("serendipity(by=cooccurrence)");
            default -> throw new IllegalArgumentException(id + " is compared nowhere");
        };
    }

    private static List<JudgedRun> runs(JsonNode inputs) {
        List<JudgedRun> runs = new ArrayList<>();
        inputs.get("qrels").propertyStream().forEach(query -> {
            JudgedRun run = new JudgedRun();
            query.getValue()
                    .propertyStream()
                    .forEach(e -> run.judge(e.getKey(), e.getValue().asDouble()));
            inputs.get("run")
                    .get(query.getKey())
                    .propertyStream()
                    .forEach(e -> run.score(e.getKey(), e.getValue().asDouble()));
            runs.add(run);
        });
        return runs;
    }

    private static Map<String, Double> ranked(JsonNode inputs, String metric) {
        Map<String, JudgedRun> runs = new TreeMap<>();
        JsonNode truth = inputs.has("interactions") ? inputs.get("interactions") : inputs.get("interactions_user_item");
        truth.forEach(
                row -> runs.computeIfAbsent(text(row, 0), _ -> new JudgedRun()).judge(text(row, 1), 1));
        (inputs.has("reco") ? inputs.get("reco") : inputs.get("reco_user_item_rank")).forEach(row -> {
            JudgedRun run = runs.get(text(row, 0));
            if (run != null) {
                run.rank(text(row, 1), row.get(2).asInt());
            }
        });
        Map<String, Double> values = new TreeMap<>();
        runs.forEach((user, run) -> values.put(user, run.value(metric)));
        return values;
    }

    /** Relevant or not; the natural logarithm that the library takes falls out of nDCG. */
    private static double microsoft(JsonNode inputs, String metric) {
        Map<String, JudgedRun> runs = new TreeMap<>();
        inputs.get("true_user_item")
                .forEach(row ->
                        runs.computeIfAbsent(text(row, 0), _ -> new JudgedRun()).judge(text(row, 1), 1));
        inputs.get("pred_user_item_score")
                .forEach(row ->
                        runs.get(text(row, 0)).score(text(row, 1), row.get(2).asDouble()));
        return runs.values().stream()
                .mapToDouble(r -> r.value(metric))
                .average()
                .orElseThrow();
    }

    private static JudgedRun graded(JsonNode inputs) {
        JudgedRun run = new JudgedRun();
        for (int i = 0; i < inputs.get("ranked_rel").size(); i++) {
            run.judge("i" + i, inputs.get("ranked_rel").get(i).asDouble());
            run.rank("i" + i, i + 1);
        }
        for (int i = 0; i < inputs.get("unretrieved_rel").size(); i++) {
            run.judge("missing" + i, inputs.get("unretrieved_rel").get(i).asDouble());
        }
        return run;
    }

    private static JudgedRun scored(JsonNode inputs, String grades) {
        String scores = inputs.has("scores") ? "scores" : "score";
        JudgedRun run = new JudgedRun();
        for (int i = 0; i < inputs.get(grades).size(); i++) {
            run.judge("i" + i, inputs.get(grades).get(i).asDouble());
            run.score("i" + i, inputs.get(scores).get(i).asDouble());
        }
        return run;
    }

    /** {@code analysis.population: with_relevant}: a user without a relevant item is in no mean. */
    private static double withRelevant(JsonNode inputs, String metric) {
        return inputs.propertyStream()
                .filter(user -> user.getValue().valueStream().anyMatch(g -> g.asInt() > 0))
                .mapToDouble(user -> {
                    JudgedRun run = new JudgedRun();
                    for (int i = 0; i < user.getValue().size(); i++) {
                        run.judge("i" + i, user.getValue().get(i).asDouble());
                        run.rank("i" + i, i + 1);
                    }
                    return run.value(metric);
                })
                .average()
                .orElseThrow();
    }

    private static Users users(JsonNode inputs) {
        Users users = new Users();
        if (inputs.has("catalog")) {
            inputs.get("catalog").forEach(item -> users.item(item.asString()));
        }
        if (inputs.has("train")) {
            inputs.get("train").forEach(row -> users.had(text(row, 0), text(row, 1)));
        }
        List<String> relevant = new ArrayList<>();
        if (inputs.has("test")) {
            inputs.get("test").forEach(row -> relevant.add(text(row, 0) + "/" + text(row, 1)));
        }
        JsonNode reco = inputs.get("reco");
        for (int i = 0; i < reco.size(); i++) {
            JsonNode row = reco.get(i);
            double grade = inputs.has("relevance")
                    ? inputs.get("relevance").get(i).asDouble()
                    : relevant.contains(text(row, 0) + "/" + text(row, 1)) ? 1 : 0;
            users.list(text(row, 0), text(row, 1), grade);
        }
        return users;
    }

    private static Users calibrated() {
        Users users = new Users();
        for (int i = 0; i < 10; i++) {
            users.category("h" + i, i < 7 ? 0 : 1);
            users.had("u", "h" + i);
        }
        users.category("shown", 0);
        users.list("u", "shown", 0);
        return users;
    }

    /** So many lists of one item. */
    private static Users exposed(JsonNode inputs) {
        Users users = new Users();
        int lists = 0;
        for (int i = 0; i < inputs.get("exposure_counts").size(); i++) {
            users.item("i" + i);
            for (int t = 0; t < inputs.get("exposure_counts").get(i).asInt(); t++) {
                users.list("u" + lists++, "i" + i, 0);
            }
        }
        return users;
    }

    private static int[] ids(Stream<JsonNode> items) {
        return items.mapToInt(i -> i.asString().charAt(0)).toArray();
    }

    private static double overlap(JsonNode inputs) {
        return RankBiasedOverlap.of(
                        ids(inputs.get("a").valueStream()),
                        ids(inputs.get("b").valueStream()),
                        inputs.get("p").asDouble())
                .extrapolated();
    }

    private static double sampledHit(JsonNode inputs) {
        int m = inputs.get("m_negatives").asInt();
        int k = inputs.get("k").asInt();
        double[] hit =
                IntStream.rangeClosed(1, m + 1).mapToDouble(r -> r <= k ? 1 : 0).toArray();
        return new CandidateSample(inputs.get("n_items").asInt(), m, Scheme.WITH_REPLACEMENT)
                .expectation(hit, inputs.get("true_rank").asInt());
    }

    /** Ranks are as given, so that ties keep more than k items; who has no item within k has no value. */
    private static void intersection(JsonNode inputs, JsonNode expected, double tolerance) {
        Map<String, Double> actual = new TreeMap<>();
        Map<String, NavigableMap<Integer, List<Integer>>> reco = byRank(inputs.get("reco"));
        Map<String, NavigableMap<Integer, List<Integer>>> reference = byRank(inputs.get("ref_reco"));
        reco.forEach((user, items) -> {
            int[] own = upTo(items, inputs.get("k").asInt());
            int[] other = upTo(reference.get(user), inputs.get("ref_k").asInt());
            if (own.length > 0) {
                actual.put(user, (double) CommonItems.of(own, other).size() / own.length);
            }
        });
        assertThat(actual.keySet())
                .isEqualTo(new TreeMap<>(Map.copyOf(expected.propertyStream()
                                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue))))
                        .keySet());
        actual.forEach((user, value) -> near(user, value, expected.get(user).asDouble(), tolerance));
    }

    private static Map<String, NavigableMap<Integer, List<Integer>>> byRank(JsonNode rows) {
        Map<String, NavigableMap<Integer, List<Integer>>> lists = new TreeMap<>();
        rows.forEach(row -> lists.computeIfAbsent(text(row, 0), _ -> new TreeMap<>())
                .computeIfAbsent(row.get(2).asInt(), _ -> new ArrayList<>())
                .add(row.get(1).asInt()));
        return lists;
    }

    private static int[] upTo(NavigableMap<Integer, List<Integer>> items, int rank) {
        return items.headMap(rank, true).values().stream()
                .flatMap(List::stream)
                .mapToInt(i -> i)
                .toArray();
    }

    /** An item without features makes no pair; a list without a pair has no value here, and is 0 to RecTools when it has one item. */
    private static void hamming(JsonNode inputs, JsonNode expected, double tolerance) {
        Map<String, JsonNode> features = new TreeMap<>();
        inputs.get("features").propertyStream().forEach(e -> features.put(e.getKey(), e.getValue()));
        List<String> ids = new ArrayList<>();
        Map<String, RankedItems> lists = new TreeMap<>();
        inputs.get("reco").forEach(row -> {
            if (!ids.contains(text(row, 1))) {
                ids.add(text(row, 1));
            }
            lists.computeIfAbsent(text(row, 0), _ -> new RankedItems()).rank(ids.indexOf(text(row, 1)), 0);
        });
        int k = inputs.get("k").asInt();
        lists.forEach((user, list) -> {
            double value = IntraListDiversity.diversity(
                    list, (a, b) -> 1 - distance(features.get(ids.get(a)), features.get(ids.get(b))), k);
            JsonNode wanted = expected.get(user);
            if (wanted.isNull() || list.within(k) < 2) {
                assertThat(value).as(user).isNaN();
            } else {
                near(user, value, wanted.asDouble(), tolerance);
            }
        });
    }

    private static double distance(JsonNode one, JsonNode other) {
        if (one == null || other == null) {
            return Double.NaN;
        }
        return IntStream.range(0, one.size())
                .filter(i -> one.get(i).asInt() != other.get(i).asInt())
                .count();
    }

    private static String text(JsonNode row, int column) {
        return row.get(column).asString();
    }

    /** nDCG and reciprocal rank of eight algorithms' lists, row by row. */
    private static void lensKit(double tolerance) throws IOException {
        Path folder = shared().resolve("data/lenskit_java");
        Map<String, Map<String, Double>> truth = new TreeMap<>();
        Files.readAllLines(folder.resolve("topn-java-truth.csv")).stream()
                .skip(1)
                .forEach(line -> {
                    String[] row = line.split(",", -1);
                    truth.computeIfAbsent(row[0], _ -> new TreeMap<>()).put(row[1], Double.parseDouble(row[2]));
                });
        Map<String, JudgedRun> runs = new TreeMap<>();
        try (BufferedReader rows = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(folder.resolve("topn-java-recs.csv.gz"))),
                StandardCharsets.UTF_8))) {
            rows.lines().skip(1).forEach(line -> {
                String[] row = line.split(",", -1);
                runs.computeIfAbsent(row[0] + "," + row[1], _ -> judged(truth.getOrDefault(row[1], Map.of())))
                        .rank(row[3], (int) Double.parseDouble(row[2]));
            });
        }
        List<String> expected = Files.readAllLines(folder.resolve("topn-java-metrics.csv"));
        assertThat(expected).hasSize(101);
        for (String line : expected.subList(1, expected.size())) {
            String[] row = line.split(",", -1);
            JudgedRun run = Optional.ofNullable(runs.get(row[0] + "," + row[1]))
                    .orElseGet(() -> judged(truth.getOrDefault(row[1], Map.of())));
            near(line, run.value("nDCG(discount=jarvelin)"), Double.parseDouble(row[2]), tolerance);
            near(line, run.value("RR(rel=0)"), Double.parseDouble(row[3]), tolerance);
        }
    }

    private static JudgedRun judged(Map<String, Double> grades) {
        JudgedRun run = new JudgedRun();
        grades.forEach(run::judge);
        return run;
    }
}
