package covey.stats.golden;

import covey.stats.DegenerateDataException;
import covey.stats.partition.BCubed;
import covey.stats.partition.ContingencyTable;
import covey.stats.partition.ElementCentricSimilarity;
import covey.stats.partition.ExtendedBCubed;
import covey.stats.partition.InversePurity;
import covey.stats.partition.PartitionMeasure;
import covey.stats.partition.Purity;
import covey.stats.partition.SplitJoinDistance;
import covey.stats.partition.Unassigned;
import covey.stats.partition.change.ClusterMatching;
import covey.stats.partition.inference.PermutationNull;
import covey.stats.partition.information.AdjustedMutualInformation;
import covey.stats.partition.information.Completeness;
import covey.stats.partition.information.ExpectedMutualInformation;
import covey.stats.partition.information.Homogeneity;
import covey.stats.partition.information.MutualInformation;
import covey.stats.partition.information.NormalizedMutualInformation;
import covey.stats.partition.information.Normalizer;
import covey.stats.partition.information.VMeasure;
import covey.stats.partition.information.VariationOfInformation;
import covey.stats.partition.information.VariationOfInformation.Unit;
import covey.stats.partition.pair.AdjustedRandIndex;
import covey.stats.partition.pair.FowlkesMallows;
import covey.stats.partition.pair.PairConfusion;
import covey.stats.partition.pair.PairJaccard;
import covey.stats.partition.pair.RandIndex;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class PartitionGoldenTest {

    private static final Map<String, PartitionMeasure> MEASURES = measures();

    private static Map<String, PartitionMeasure> measures() {
        Map<String, PartitionMeasure> all = new LinkedHashMap<>(Map.of(
                "rand", new RandIndex(),
                "adjustedRand", new AdjustedRandIndex(),
                "fowlkesMallows", new FowlkesMallows(),
                "pairJaccard", new PairJaccard(),
                "mutualInformation", new MutualInformation(),
                "homogeneity", new Homogeneity(),
                "completeness", new Completeness(),
                "vMeasure", new VMeasure(1),
                "vMeasureHalf", new VMeasure(0.5)));
        all.putAll(Map.of(
                "bcubedPrecision", new BCubed.Precision(),
                "bcubedRecall", new BCubed.Recall(),
                "bcubedF1", new BCubed.F(1),
                "bcubedF2", new BCubed.F(2),
                "purity", new Purity(),
                "inversePurity", new InversePurity(),
                "splitJoin", new SplitJoinDistance(),
                "elementCentric", new ElementCentricSimilarity()));
        all.putAll(Map.of(
                "viNats", new VariationOfInformation(Unit.NATS),
                "viBits", new VariationOfInformation(Unit.BITS),
                "viJoint", new VariationOfInformation(Unit.SHARE_OF_JOINT)));
        for (Normalizer normalizer : Normalizer.values()) {
            String name = normalizer.name().toLowerCase(Locale.ROOT);
            all.put("nmi-" + name, new NormalizedMutualInformation(normalizer));
            all.put("ami-" + name, new AdjustedMutualInformation(normalizer));
        }
        return all;
    }

    static Stream<GoldenCase> cases() {
        return GoldenFolder.cases("partition");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void agreesWithTheReference(GoldenCase golden) {
        JsonNode inputs = golden.inputs();
        switch (golden.method()) {
            case "measures" -> golden.check(values(table(inputs)));
            case "null" -> golden.check(nulls(table(inputs)));
            case "matching" -> {
                ClusterMatching matching = ClusterMatching.of(table(inputs));
                golden.check(Map.of("stayed", matching.stayed(), "movedShare", matching.movedShare()));
            }
            case "extended B-cubed" -> {
                ExtendedBCubed overlapping =
                        ExtendedBCubed.of(sets(inputs.get("classes")), sets(inputs.get("clusters")));
                golden.check(Map.of("precision", overlapping.precision(), "recall", overlapping.recall()));
            }
            default -> throw new IllegalArgumentException(golden.method());
        }
    }

    /** What has no value, by an exception, is missing from the map and fails only when a number is expected. */
    private static Map<String, Object> values(ContingencyTable table) {
        Map<String, Object> values = new HashMap<>();
        MEASURES.forEach((name, measure) -> {
            try {
                values.put(name, measure.of(table));
            } catch (DegenerateDataException | IllegalArgumentException none) {
                values.remove(name);
            }
        });
        if (table.unweighted()) {
            PairConfusion pairs = PairConfusion.of(table);
            values.put("orderedPairs", new double[] {
                2.0 * pairs.both(), 2.0 * pairs.firstOnly(), 2.0 * pairs.secondOnly(), 2.0 * pairs.neither()
            });
            values.put("expectedMutualInformation", ExpectedMutualInformation.of(table));
        }
        return values;
    }

    private static Map<String, Object> nulls(ContingencyTable table) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(4);
        List<String> names = List.copyOf(MEASURES.keySet());
        List<PermutationNull> nulls = PermutationNull.of(List.copyOf(MEASURES.values()), table, 4000, random);
        Map<String, Object> values = new HashMap<>();
        for (int k = 0; k < names.size(); k++) {
            String prefix = nulls.get(k).permutations() == 0 ? "" : "drawn-";
            values.put(prefix + names.get(k), nulls.get(k).mean());
        }
        return values;
    }

    private static ContingencyTable table(JsonNode inputs) {
        int[] first = labels(inputs.get("first"));
        int[] second = labels(inputs.get("second"));
        Unassigned rule = Unassigned.valueOf(inputs.path("unassigned").asString("EXCLUDED"));
        return inputs.has("weights")
                ? ContingencyTable.weighted(first, second, GoldenCase.numbers(inputs.get("weights")), rule)
                : ContingencyTable.of(first, second, rule);
    }

    private static int[][] sets(JsonNode node) {
        return node.valueStream().map(PartitionGoldenTest::labels).toArray(int[][]::new);
    }

    private static int[] labels(JsonNode node) {
        return Arrays.stream(GoldenCase.numbers(node)).mapToInt(x -> (int) x).toArray();
    }
}
