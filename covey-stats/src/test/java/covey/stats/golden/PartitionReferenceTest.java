package covey.stats.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import covey.stats.partition.BCubed;
import covey.stats.partition.ContingencyTable;
import covey.stats.partition.ElementCentricSimilarity;
import covey.stats.partition.PartitionMeasure;
import covey.stats.partition.Purity;
import covey.stats.partition.SplitJoinDistance;
import covey.stats.partition.Unassigned;
import covey.stats.partition.information.AdjustedMutualInformation;
import covey.stats.partition.information.Completeness;
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
import covey.stats.partition.pair.RandIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The reference cases for two clusterings that stand beside the checkout, in {@code ../shared} or {@code COVEY_SHARED},
 * with the graphs some of them take their labels from; without them this reports itself as not run.
 */
class PartitionReferenceTest {

    private static Path shared() {
        String named = System.getenv("COVEY_SHARED");
        Path root = named == null
                ? Objects.requireNonNull(Path.of("").toAbsolutePath().getParent())
                        .resolveSibling("shared")
                : Path.of(named);
        assumeTrue(Files.isDirectory(root.resolve("reference")), "no reference cases at " + root);
        return root;
    }

    @Test
    void communitiesAgree() throws IOException {
        Path root = shared();
        List<String> compared = new ArrayList<>();
        for (JsonNode reference : JsonMapper.shared()
                .readTree(root.resolve("reference/communities.json").toFile())
                .get("cases")) {
            JsonNode inputs = reference.path("inputs");
            boolean written = inputs.has("a") && inputs.has("b");
            if (!written && !inputs.has("truth")) {
                continue; // a measure of a graph
            }
            int[] truth = written
                    ? labels(inputs.get("a"))
                    : column(root, inputs.get("truth").asString());
            int[] judged = written
                    ? labels(inputs.get("b"))
                    : column(root, inputs.get("partition").asString());
            compare(reference, reference.get("measure").asString(), truth, judged);
            compared.add(reference.get("id").asString());
        }
        assertThat(compared).hasSize(33);
    }

    @Test
    void clusteringsOfTheRecommenderCasesAgree() {
        JsonNode all = JsonMapper.shared()
                .readTree(shared().resolve("reference/recsys.json").toFile());
        JsonNode inputs = all.get("inputs").get("clus");
        int compared = 0;
        for (JsonNode reference : all.get("cases")) {
            if (reference.path("inputs_ref").asString("").equals("clus")) {
                compare(
                        reference,
                        reference.get("metric").asString().replace("clustering/", ""),
                        labels(inputs.get("truth")),
                        labels(inputs.get("pred")));
                compared++;
            }
        }
        assertThat(compared).isEqualTo(7);
    }

    private static void compare(JsonNode reference, String name, int[] truth, int[] judged) {
        ContingencyTable table = ContingencyTable.of(truth, judged, Unassigned.EXCLUDED);
        double tolerance = reference.get("tolerance").asDouble();
        JsonNode expected = reference.get("expected");
        if (name.startsWith("pair confusion")) {
            PairConfusion pairs = PairConfusion.of(table);
            assertThat(List.of(2 * pairs.neither(), 2 * pairs.secondOnly(), 2 * pairs.firstOnly(), 2 * pairs.both()))
                    .containsExactly(
                            expected.get(0).get(0).asLong(),
                            expected.get(0).get(1).asLong(),
                            expected.get(1).get(0).asLong(),
                            expected.get(1).get(1).asLong());
        } else if (name.startsWith("B-cubed")) {
            assertThat(new BCubed.Precision().of(table))
                    .isCloseTo(expected.get("p").asDouble(), within(tolerance));
            assertThat(new BCubed.Recall().of(table))
                    .isCloseTo(expected.get("r").asDouble(), within(tolerance));
            assertThat(new BCubed.F(1).of(table)).isCloseTo(expected.get("f1").asDouble(), within(tolerance));
        } else {
            assertThat(measure(name).of(table))
                    .as(reference.get("id").asString())
                    .isCloseTo(expected.asDouble(), within(tolerance));
        }
    }

    private static PartitionMeasure measure(String name) {
        return switch (name) {
            case "ARI", "ari" -> new AdjustedRandIndex();
            case "AMI/arithmetic", "ami", "ami_arithmetic" -> new AdjustedMutualInformation(Normalizer.ARITHMETIC);
            case "AMI/max" -> new AdjustedMutualInformation(Normalizer.MAX);
            case "nmi", "NMI arithmetic (corrected conferences, label column 3)" ->
                new NormalizedMutualInformation(Normalizer.ARITHMETIC);
            case "NMI/arithmetic", "NMI/geometric", "NMI/max", "NMI/min" ->
                new NormalizedMutualInformation(
                        Normalizer.valueOf(name.substring(4).toUpperCase(Locale.ROOT)));
            case "Rand index" -> new RandIndex();
            case "mutual information (nats)", "mi_nats" -> new MutualInformation();
            case "homogeneity", "homogeneity (a=truth)" -> new Homogeneity();
            case "completeness", "completeness (a=truth)" -> new Completeness();
            case "vmeasure", "V-measure beta=1" -> new VMeasure(1);
            case "V-measure beta=0.5" -> new VMeasure(0.5);
            case "Fowlkes-Mallows", "fowlkes_mallows" -> new FowlkesMallows();
            case "vi_nats", "variation of information (nats)" -> new VariationOfInformation(Unit.NATS);
            case "split-join distance (van Dongen)" -> new SplitJoinDistance();
            case "purity of b w.r.t. truth a" -> new Purity();
            case "element-centric similarity (disjoint partitions)" -> new ElementCentricSimilarity();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static int[] labels(JsonNode node) {
        return Arrays.stream(GoldenCase.numbers(node)).mapToInt(x -> (int) x).toArray();
    }

    /** Labels of nodes 0, 1, … in a table of tabs; {@code file#3} takes the third column in place of the second. */
    private static int[] column(Path root, String named) throws IOException {
        String[] parts = named.split("#", -1);
        int column = parts.length > 1 ? Integer.parseInt(parts[1]) - 1 : 1;
        return Files.readAllLines(root.resolve("data/graphs").resolve(parts[0])).stream()
                .mapToInt(line -> Integer.parseInt(line.split("\t", -1)[column]))
                .toArray();
    }
}
