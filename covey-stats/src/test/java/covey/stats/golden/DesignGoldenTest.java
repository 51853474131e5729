package covey.stats.golden;

import covey.stats.Alternative;
import covey.stats.compare.Contrast;
import covey.stats.design.Side;
import covey.stats.design.factorial.CellWeights;
import covey.stats.design.factorial.FactorialCell;
import covey.stats.design.factorial.FactorialEffects;
import covey.stats.design.pair.ClusterPair;
import covey.stats.design.pair.ClusterPairs;
import covey.stats.design.pair.MatchedPairs;
import covey.stats.design.pair.PairWeights;
import covey.stats.design.randomization.Assignments;
import covey.stats.design.randomization.RandomizationTest;
import covey.stats.design.randomization.Rerandomization;
import covey.stats.design.rollout.StagedRollout;
import covey.stats.moment.Column;
import covey.stats.moment.Moments;
import covey.stats.test.TestResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class DesignGoldenTest {

    static Stream<GoldenCase> pairs() {
        return GoldenFolder.cases("pairs");
    }

    static Stream<GoldenCase> factorial() {
        return GoldenFolder.cases("factorial");
    }

    static Stream<GoldenCase> rollout() {
        return GoldenFolder.cases("rollout");
    }

    static Stream<GoldenCase> rerandomization() {
        return GoldenFolder.cases("rerandomization");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void pairsAgree(GoldenCase golden) {
        JsonNode inputs = golden.inputs();
        if (golden.method().startsWith("cluster")) {
            clusterPairsAgree(golden);
            return;
        }
        Moments rows = Moments.ofColumns(
                GoldenCase.numbers(inputs.get("control")),
                GoldenCase.numbers(inputs.get("controlDenominator")),
                GoldenCase.numbers(inputs.get("treatment")),
                GoldenCase.numbers(inputs.get("treatmentDenominator")));
        Contrast contrast = golden.method().equals("paired")
                ? MatchedPairs.contrast(rows, Column.of(0), Column.of(2))
                : MatchedPairs.contrast(rows, Column.ratio(0, 1), Column.ratio(2, 3));
        Map<String, Double> actual = numbers(contrast);
        actual.put("pValue", contrast.pValue());
        golden.check(actual);
    }

    private static void clusterPairsAgree(GoldenCase golden) {
        String[] method = golden.method().split(" ", -1);
        Column y = method[0].endsWith("ratio") ? Column.ratio(0, 1) : Column.of(0);
        PairWeights weights = PairWeights.valueOf(method[1]);
        List<ClusterPair> pairs = IntStream.range(0, 9)
                .mapToObj(k -> new ClusterPair(member(golden.inputs(), k, 0), member(golden.inputs(), k, 1)))
                .toList();
        Map<String, Double> actual = numbers(ClusterPairs.contrast(pairs, y, weights));
        RandomizationTest.Draws unused = new RandomizationTest.Draws(1, RandomGenerator.of("L64X128MixRandom"));
        actual.put(
                "randomizationP",
                ClusterPairs.test(pairs, y, weights, Alternative.TWO_SIDED, unused)
                        .pValue());
        golden.check(actual);
    }

    private static Moments member(JsonNode inputs, int pair, int arm) {
        double[] pairs = GoldenCase.numbers(inputs.get("pair"));
        double[] arms = GoldenCase.numbers(inputs.get("arm"));
        double[] y = GoldenCase.numbers(inputs.get("y"));
        double[] d = GoldenCase.numbers(inputs.get("d"));
        return Moments.ofRows(IntStream.range(0, y.length)
                .filter(i -> pairs[i] == pair && arms[i] == arm)
                .mapToObj(i -> new double[] {y[i], d[i]})
                .toArray(double[][]::new));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("factorial")
    void factorialAgrees(GoldenCase golden) {
        List<FactorialCell> cells = new ArrayList<>();
        golden.inputs()
                .get("cells")
                .forEach(cell -> cells.add(new FactorialCell(
                        List.of(
                                cell.get("levels").get(0).asInt(),
                                cell.get("levels").get(1).asInt()),
                        Moments.ofColumns(GoldenCase.numbers(cell.get("y"))))));
        FactorialEffects effects = FactorialEffects.of(cells, Column.of(0), 2, 3);
        Contrast marginal = effects.main(0, 1, CellWeights.MARGINAL);
        golden.check(Map.of(
                "mainA", array(effects.main(0, 1, CellWeights.EQUAL)),
                "mainB2", array(effects.main(1, 2, CellWeights.EQUAL)),
                "interactionA1B2", array(effects.interaction(0, 1, 1, 2)),
                "mainTestB", array(effects.mainTest(1)),
                "interactionTest", array(effects.interactionTest()),
                "marginalA", new double[] {marginal.difference(), marginal.statistic(), marginal.df()}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rollout")
    void rolloutAgrees(GoldenCase golden) {
        double[] shares = GoldenCase.numbers(golden.inputs().get("shares"));
        List<Column> stages =
                IntStream.range(0, shares.length).mapToObj(Column::of).toList();
        StagedRollout rollout = StagedRollout.of(table(golden.inputs().get("y")), stages, shares);
        Contrast check = rollout.orderCheck(2);
        golden.check(Map.of(
                "order1", array(rollout.totalEffect(1)),
                "order2", array(rollout.totalEffect(2)),
                "order4", array(rollout.totalEffect(4)),
                "weights2", StagedRollout.weights(2, shares),
                "check2", new double[] {check.difference(), check.variance()}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rerandomization")
    void rerandomizationAgrees(GoldenCase golden) {
        double[][] x = rows(golden.inputs().get("x"));
        double[] arm = GoldenCase.numbers(golden.inputs().get("arm"));
        Side[] sides = IntStream.range(0, arm.length)
                .mapToObj(i -> arm[i] == 1 ? Side.TREATMENT : Side.CONTROL)
                .toArray(Side[]::new);
        JsonNode strata = golden.inputs().get("stratum");
        Assignments design = strata == null
                ? Assignments.complete(sides)
                : Assignments.stratified(
                        sides,
                        Arrays.stream(GoldenCase.numbers(strata))
                                .mapToInt(s -> (int) s)
                                .toArray());
        Rerandomization criterion =
                Rerandomization.of(x, design, golden.inputs().get("acceptance").asDouble());
        golden.check(Map.of(
                "distance", criterion.distance(sides),
                "threshold", criterion.threshold(),
                "varianceFactor",
                        criterion.varianceFactor(
                                golden.inputs().get("explained").asDouble())));
    }

    private static Moments table(JsonNode rows) {
        return Moments.ofRows(rows(rows));
    }

    private static double[][] rows(JsonNode rows) {
        List<double[]> table = new ArrayList<>();
        rows.forEach(row -> table.add(GoldenCase.numbers(row)));
        return table.toArray(double[][]::new);
    }

    private static Map<String, Double> numbers(Contrast contrast) {
        return new HashMap<>(Map.of(
                "difference", contrast.difference(),
                "variance", contrast.variance(),
                "df", contrast.df(),
                "baseline", contrast.baseline(),
                "baselineVariance", contrast.baselineVariance(),
                "covariance", contrast.covariance()));
    }

    private static double[] array(Contrast c) {
        return new double[] {c.difference(), c.variance(), c.df(), c.baseline(), c.baselineVariance(), c.covariance()};
    }

    private static double[] array(TestResult test) {
        return new double[] {test.statistic(), test.df(), test.pValue()};
    }
}
