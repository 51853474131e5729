package covey.stats.golden;

import covey.stats.design.cluster.ClusterDifference;
import covey.stats.design.cluster.Slopes;
import covey.stats.design.cluster.WildClusterBootstrap;
import covey.stats.design.cluster.WildWeights;
import covey.stats.design.randomization.RandomizationTest;
import covey.stats.interval.Bounds;
import covey.stats.moment.Column;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WildClusterGoldenTest {

    static Stream<GoldenCase> cases() {
        return GoldenFolder.cases("wildcluster");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void agreesWithTheReference(GoldenCase golden) {
        List<Column> covariates = golden.inputs().get("covariate").asBoolean() ? List.of(Column.of(1)) : List.of();
        double level = golden.inputs().get("level").asDouble();
        WildClusterBootstrap bootstrap = ClusterDifference.of(Column.of(0))
                .adjustedFor(covariates, Slopes.COMMON)
                .bootstrap(
                        ClusterGoldenTest.clusters(golden.inputs()),
                        WildWeights.valueOf(golden.inputs().get("weights").asString()),
                        new RandomizationTest.Draws(1, RandomGenerator.of("L64X128MixRandom")));
        Bounds bounds = bootstrap.interval(level).orElseThrow();
        golden.check(Map.of(
                "estimate", bootstrap.estimate(),
                "standardError", bootstrap.standardError(),
                "pZero", bootstrap.pValue(0),
                "pHalf", bootstrap.pValue(0.5),
                "interval", new double[] {bounds.lower(), bounds.upper()},
                "samples", bootstrap.samples(),
                "critical", bootstrap.critical(level)));
    }
}
