package covey.stats.golden;

import covey.stats.compare.Contrast;
import covey.stats.design.Side;
import covey.stats.design.cluster.Cluster;
import covey.stats.design.cluster.ClusterDifference;
import covey.stats.design.cluster.ClusterFit;
import covey.stats.design.cluster.ClusterRandomization;
import covey.stats.design.cluster.ClusterRobust;
import covey.stats.design.cluster.IntraclassCorrelation;
import covey.stats.design.cluster.Slopes;
import covey.stats.design.randomization.RandomizationTest;
import covey.stats.interval.Bounds;
import covey.stats.moment.Column;
import covey.stats.moment.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class ClusterGoldenTest {

    static Stream<GoldenCase> cases() {
        return GoldenFolder.cases("cluster");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void agreesWithTheReference(GoldenCase golden) {
        JsonNode inputs = golden.inputs();
        List<Cluster> clusters = clusters(inputs);
        Column y = inputs.has("d") ? Column.ratio(0, 2) : Column.of(0);
        String slopes = inputs.get("slopes").asString();
        List<Column> covariates = slopes.equals("none") ? List.of() : List.of(Column.of(1));
        ClusterDifference method = ClusterDifference.of(y)
                .adjustedFor(covariates, slopes.equals("per-arm") ? Slopes.PER_ARM : Slopes.COMMON);
        ClusterFit fit = method.fit(clusters);
        List<Contrast> byType = Stream.of(ClusterRobust.values())
                .map(type -> method.with(type).fit(clusters).contrast())
                .toList();
        ClusterRandomization test = ClusterRandomization.of(
                clusters, y, covariates, new RandomizationTest.Draws(1, RandomGenerator.of("L64X128MixRandom")));
        Bounds inverted = test.interval(0.95).orElseThrow();
        golden.check(Map.ofEntries(
                Map.entry("difference", fit.contrast().difference()),
                Map.entry(
                        "variance",
                        byType.stream().mapToDouble(Contrast::variance).toArray()),
                Map.entry("df", byType.stream().mapToDouble(Contrast::df).toArray()),
                Map.entry("effectiveClusters", fit.effectiveClusters()),
                Map.entry("baseline", fit.contrast().baseline()),
                Map.entry("baselineVariance", fit.contrast().baselineVariance()),
                Map.entry("covariance", fit.contrast().covariance()),
                Map.entry("randomizationP", test.outcome().pValue()),
                Map.entry("randomizationEstimate", test.estimate()),
                Map.entry("randomizationInterval", new double[] {inverted.lower(), inverted.upper()}),
                Map.entry("assignments", test.samples()),
                Map.entry(
                        "intraclassCorrelation",
                        IntraclassCorrelation.of(
                                clusters.stream().map(Cluster::units).toList(), y))));
    }

    static List<Cluster> clusters(JsonNode inputs) {
        double[] label = GoldenCase.numbers(inputs.get("cluster"));
        double[][] columns = {values(inputs, "y"), values(inputs, "x"), values(inputs, "d")};
        double[] arm = values(inputs, "arm");
        double[] stratum = values(inputs, "stratum");
        List<Cluster> clusters = new ArrayList<>();
        for (int from = 0; from < label.length; ) {
            int to = from;
            while (to < label.length && label[to] == label[from]) {
                to++;
            }
            double[][] rows = new double[to - from][3];
            for (int i = from; i < to; i++) {
                for (int c = 0; c < 3; c++) {
                    rows[i - from][c] = columns[c][i];
                }
            }
            clusters.add(new Cluster(
                    Moments.ofRows(rows), arm[from] == 1 ? Side.TREATMENT : Side.CONTROL, (int) stratum[from]));
            from = to;
        }
        return clusters;
    }

    private static double[] values(JsonNode inputs, String name) {
        return inputs.has(name)
                ? GoldenCase.numbers(inputs.get(name))
                : new double[inputs.get("cluster").size()];
    }
}
