package covey.stats.golden;

import covey.stats.partition.Unassigned;
import covey.stats.partition.internal.CalinskiHarabasz;
import covey.stats.partition.internal.DaviesBouldin;
import covey.stats.partition.internal.DenseFeatures;
import covey.stats.partition.internal.Distance;
import covey.stats.partition.internal.Features;
import covey.stats.partition.internal.Silhouette;
import covey.stats.partition.internal.SimplifiedSilhouette;
import covey.stats.partition.internal.SparseFeatures;
import covey.stats.partition.internal.StandardDistance;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InternalIndicesGoldenTest {

    static Stream<GoldenCase> cases() {
        return GoldenFolder.cases("internalindices");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void agreesWithTheReference(GoldenCase golden) {
        double[][] rows =
                golden.inputs().get("x").valueStream().map(GoldenCase::numbers).toArray(double[][]::new);
        int[] labels = Arrays.stream(GoldenCase.numbers(golden.inputs().get("labels")))
                .mapToInt(x -> (int) x)
                .toArray();
        golden.check(values(DenseFeatures.of(rows), rows, labels));
        golden.check(values(sparse(rows), rows, labels));
    }

    private static Map<String, Object> values(Features features, double[][] rows, int[] labels) {
        Distance manhattan = (all, first, second) -> IntStream.range(0, all.dimensions())
                .mapToDouble(d -> Math.abs(rows[first][d] - rows[second][d]))
                .sum();
        Unassigned rule = Unassigned.EXCLUDED;
        Map<String, Object> values = new HashMap<>();
        Silhouette euclidean = Silhouette.of(features, labels, rule, StandardDistance.EUCLIDEAN);
        values.put("silhouette", euclidean.mean());
        values.put("silhouettePerElement", euclidean.perElement());
        values.put(
                "silhouetteCosine",
                Silhouette.of(features, labels, rule, StandardDistance.COSINE).mean());
        values.put(
                "silhouetteManhattan",
                Silhouette.of(features, labels, rule, manhattan).mean());
        values.put("simplifiedSilhouette", SimplifiedSilhouette.of(features, labels, rule));
        values.put("daviesBouldin", DaviesBouldin.of(features, labels, rule));
        values.put("calinskiHarabasz", CalinskiHarabasz.of(features, labels, rule));
        return values;
    }

    private static SparseFeatures sparse(double[][] rows) {
        int[] start = new int[rows.length + 1];
        int[] feature = new int[rows.length * rows[0].length];
        double[] value = new double[feature.length];
        int at = 0;
        for (int e = 0; e < rows.length; e++) {
            for (int d = 0; d < rows[e].length; d++) {
                if (rows[e][d] != 0) {
                    feature[at] = d;
                    value[at++] = rows[e][d];
                }
            }
            start[e + 1] = at;
        }
        return SparseFeatures.of(start, Arrays.copyOf(feature, at), Arrays.copyOf(value, at), rows[0].length);
    }
}
