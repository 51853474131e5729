package covey.assign.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.assign.hash.Murmur3;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every published case of every platform, equal; single-precision ones within the figure printed. */
class GoldenBucketingTest {
    private static final List<String> TOPICS = List.of(
            "eppo-assignment",
            "eppo-md5-shard",
            "flagsmith-percentage",
            "fnv1a32",
            "growthbook-bucket-ranges",
            "growthbook-choose-variation",
            "growthbook-equal-weights",
            "growthbook-hash",
            "growthbook-in-namespace",
            "growthbook-run",
            "launchdarkly-bucket",
            "murmur3-x86-32",
            "planout-hash",
            "planout-uniform-choice",
            "planout-weighted-choice",
            "unleash-normalized",
            "unleash-variant");

    static Stream<JsonNode> cases() throws IOException {
        List<JsonNode> cases = new ArrayList<>();
        for (String topic : TOPICS) {
            try (InputStream stream =
                    GoldenBucketingTest.class.getResourceAsStream("/golden/replay/" + topic + ".json")) {
                JsonNode all = JsonMapper.shared().readTree(stream);
                assertThat(all.isEmpty()).as(topic).isFalse();
                all.forEach(cases::add);
            }
        }
        return cases.stream();
    }

    @Test
    void noCaseIsLeftOut() throws IOException {
        assertThat(cases()).hasSizeGreaterThanOrEqualTo(104);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void reproduces(JsonNode one) {
        String id = one.get("id").asString();
        JsonNode in = one.get("inputs");
        JsonNode expected = one.get("expected");
        double tolerance = one.get("tolerance").asDouble();
        switch (one.get("method").asString()) {
            case "growthbook-hash" -> number(id, hash(in).of(text(in, "value")), expected, tolerance);
            case "fnv1a32" -> number(id, Fnv1a32.hash(text(in, "text"), units(in)), expected, tolerance);
            case "growthbook-equal-weights" ->
                assertThat(GrowthBookHash.equalWeights(in.asInt()))
                        .hasSize(expected.size())
                        .allMatch(w -> Math.abs(w - 1.0 / in.asInt()) <= tolerance);
            case "growthbook-bucket-ranges" ->
                ranges(
                        GrowthBookHash.ranges(
                                in.get("num_variations").asInt(),
                                in.get("coverage").asDouble(),
                                doubles(in.get("weights"))),
                        expected,
                        tolerance);
            case "growthbook-choose-variation" ->
                assertThat(BucketRange.indexOf(in.get("n").asDouble(), ranges(in.get("ranges"))))
                        .as(id)
                        .isEqualTo(expected.asInt());
            case "growthbook-in-namespace" ->
                assertThat(namespace(in.get("namespace")).admits(text(in, "user_id"), Fnv1a32.Units.UTF_16))
                        .as(id)
                        .isEqualTo(expected.asBoolean());
            case "growthbook-run" -> growthBookRun(id, in, expected);
            case "unleash-normalized" ->
                number(
                        id,
                        UnleashVariants.normalized(
                                text(in, "group"),
                                text(in, "identifier"),
                                in.get("normalizer").asInt(),
                                in.get("seed").asInt()),
                        expected,
                        tolerance);
            default -> others(id, one, in, expected, tolerance);
        }
    }

    private static void others(String id, JsonNode one, JsonNode in, JsonNode expected, double tolerance) {
        switch (one.get("method").asString()) {
            case "unleash-variant" -> {
                List<WeightedArm> arms = stream(in.get("weights"))
                        .map(w -> new WeightedArm(w.get(0).asString(), w.get(1).asDouble()))
                        .toList();
                arm(id, new UnleashVariants(text(in, "feature"), arms).arm(text(in, "user_id")), expected);
            }
            case "murmur3-x86-32" -> {
                byte[] bytes = new byte[in.get("bytes").size()];
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = (byte) in.get("bytes").get(i).asInt();
                }
                int hash = Murmur3.hash(bytes, (int) in.get("seed").asLong());
                number(id, Integer.toUnsignedLong(hash), expected, tolerance);
            }
            case "launchdarkly-bucket" -> {
                boolean seeded = !in.get("seed").isNull();
                String prefix = seeded ? in.get("seed").asString() : text(in, "key") + "." + text(in, "salt");
                number(id, LaunchDarklyRollout.bucket(prefix, text(in, "context")), expected, tolerance);
            }
            case "planout-hash" -> {
                String text = text(in, "text");
                assertThat(PlanOutChoice.hash(text))
                        .isEqualTo(expected.get("hash").asLong());
                number(id, PlanOutChoice.uniform(text), expected.get("uniform"), tolerance);
                number(id, PlanOutChoice.integer(text, 0, 99), expected.get("random_integer_0_99"), tolerance);
            }
            case "planout-uniform-choice", "planout-weighted-choice" -> planOut(id, in, expected);
            case "eppo-md5-shard" ->
                number(
                        id,
                        EppoAllocation.shard(
                                text(in, "salt"),
                                text(in, "subject"),
                                in.get("total").asInt()),
                        expected,
                        tolerance);
            case "eppo-assignment" -> eppo(id, in, expected);
            case "flagsmith-percentage" ->
                number(
                        id,
                        FlagsmithPercentage.of(
                                stream(in.get("ids")).map(JsonNode::asString).toList()),
                        expected,
                        tolerance);
            default -> throw new IllegalStateException("nobody reads " + id);
        }
    }

    private static void growthBookRun(String id, JsonNode in, JsonNode expected) {
        JsonNode experiment = in.get("experiment");
        List<String> arms =
                stream(experiment.get("variations")).map(JsonNode::asString).toList();
        GrowthBookHash hash = new GrowthBookHash(text(experiment, "key"), 1, Fnv1a32.Units.UTF_16);
        List<BucketRange> ranges = experiment.has("ranges")
                ? ranges(experiment.get("ranges"))
                : GrowthBookHash.ranges(
                        arms.size(),
                        experiment.has("coverage") ? experiment.get("coverage").asDouble() : 1,
                        experiment.has("weights") ? doubles(experiment.get("weights")) : List.of());
        List<GrowthBookExperiment.Filter> filters = experiment.has("filters")
                ? stream(experiment.get("filters"))
                        .map(f -> new GrowthBookExperiment.Filter(
                                new GrowthBookHash(text(f, "seed"), 2, Fnv1a32.Units.UTF_16), ranges(f.get("ranges"))))
                        .toList()
                : List.of();
        var bucketing = new GrowthBookExperiment(
                hash,
                arms,
                ranges,
                filters,
                Optional.ofNullable(experiment.get("namespace")).map(GoldenBucketingTest::namespace),
                experiment.has("force") ? OptionalInt.of(experiment.get("force").asInt()) : OptionalInt.empty());
        Optional<String> arm = bucketing.arm(in.at("/context/attributes/id").asString());
        assertThat(arm.isPresent())
                .as(id)
                .isEqualTo(expected.get("in_experiment").asBoolean());
        // outside the experiment GrowthBook serves the first variation
        assertThat(arm.orElse(arms.get(0)))
                .as(id)
                .isEqualTo(expected.get("value").asString());
    }

    private static void planOut(String id, JsonNode in, JsonNode expected) {
        List<String> choices = stream(in.get("choices")).map(JsonNode::asString).toList();
        List<WeightedArm> arms = new ArrayList<>();
        for (int i = 0; i < choices.size(); i++) {
            arms.add(new WeightedArm(
                    choices.get(i), in.has("weights") ? in.get("weights").get(i).asDouble() : 1));
        }
        var operator = in.has("weights") ? PlanOutChoice.Operator.WEIGHTED : PlanOutChoice.Operator.UNIFORM;
        String prefix = text(in, "experiment_salt") + "." + text(in, "salt");
        arm(id, new PlanOutChoice(prefix, arms, operator).arm(text(in, "unit")), expected);
    }

    private static void eppo(String id, JsonNode in, JsonNode expected) {
        List<EppoAllocation.Split> splits = stream(in.get("splits"))
                .map(s -> new EppoAllocation.Split(
                        text(s, "variationKey"),
                        stream(s.get("shards")).map(GoldenBucketingTest::shard).toList()))
                .toList();
        int total = in.get("total_shards").asInt();
        arm(id, new EppoAllocation(total, splits).arm(text(in, "subject")), expected.get("variation"));
        expected.get("shards")
                .properties()
                .forEach(shard -> assertThat(EppoAllocation.shard(shard.getKey(), text(in, "subject"), total))
                        .isEqualTo(shard.getValue().asLong()));
    }

    private static EppoAllocation.Shard shard(JsonNode node) {
        return new EppoAllocation.Shard(
                text(node, "salt"),
                stream(node.get("ranges"))
                        .map(r -> new EppoAllocation.ShardRange(
                                r.get("start").asInt(), r.get("end").asInt()))
                        .toList());
    }

    private static GrowthBookHash hash(JsonNode in) {
        return new GrowthBookHash(text(in, "seed"), in.get("version").asInt(), units(in));
    }

    private static Fnv1a32.Units units(JsonNode in) {
        boolean bytes = in.has("units") && text(in, "units").startsWith("UTF-8");
        return bytes ? Fnv1a32.Units.UTF_8 : Fnv1a32.Units.UTF_16;
    }

    private static GrowthBookExperiment.Namespace namespace(JsonNode node) {
        return new GrowthBookExperiment.Namespace(
                node.get(0).asString(),
                new BucketRange(node.get(1).asDouble(), node.get(2).asDouble()));
    }

    private static void number(String id, long computed, JsonNode expected, double tolerance) {
        assertThat(tolerance).as(id).isZero();
        assertThat(computed).as(id).isEqualTo(expected.asLong());
    }

    private static void number(String id, double computed, JsonNode expected, double tolerance) {
        assertThat(computed).as(id).isCloseTo(expected.asDouble(), within(tolerance));
    }

    private static void arm(String id, Optional<String> computed, JsonNode expected) {
        assertThat(computed).as(id).isEqualTo(expected.isNull() ? Optional.empty() : Optional.of(expected.asString()));
    }

    private static void ranges(List<BucketRange> computed, JsonNode expected, double tolerance) {
        assertThat(computed).hasSize(expected.size());
        List<BucketRange> ranges = ranges(expected);
        for (int i = 0; i < computed.size(); i++) {
            assertThat(computed.get(i).start()).isCloseTo(ranges.get(i).start(), within(tolerance));
            assertThat(computed.get(i).end()).isCloseTo(ranges.get(i).end(), within(tolerance));
        }
    }

    private static List<BucketRange> ranges(JsonNode node) {
        return stream(node)
                .map(r -> new BucketRange(r.get(0).asDouble(), r.get(1).asDouble()))
                .toList();
    }

    private static List<Double> doubles(JsonNode node) {
        return stream(node).map(JsonNode::asDouble).toList();
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static String text(JsonNode node, String key) {
        return node.get(key).asString();
    }
}
