package covey.stats.golden;

import covey.stats.Alternative;
import covey.stats.compare.MeanDifference;
import covey.stats.sequential.Futility;
import covey.stats.sequential.GroupSequentialBounds;
import covey.stats.sequential.GroupSequentialDesign;
import covey.stats.sequential.SpendingFunction;
import covey.stats.sequential.SpendingFunction.HwangShihDeCani;
import covey.stats.sequential.SpendingFunction.KimDeMets;
import covey.stats.sequential.SpendingFunction.LanDeMetsOBrienFleming;
import covey.stats.sequential.SpendingFunction.LanDeMetsPocock;
import covey.stats.sequential.WangTsiatis;
import java.util.Arrays;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class GroupSequentialGoldenTest {

    static Stream<GoldenCase> cases() {
        return Stream.concat(GoldenFolder.cases("groupsequential"), GoldenFolder.cases("spending"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void agreesWithTheReference(GoldenCase golden) {
        golden.check(compute(golden.method(), golden.inputs()));
    }

    private static Map<String, ?> compute(String method, JsonNode inputs) {
        return switch (method) {
            case "spending" -> spending(GoldenCase.numbers(inputs.get("t")));
            case "spending bounds" -> Map.of("zb", efficacy(spendingBounds(inputs)));
            case "classical constant" ->
                Map.of(
                        "C",
                        new WangTsiatis(inputs.get("delta").asDouble())
                                .constant(
                                        inputs.get("alpha").asDouble(),
                                        sides(inputs),
                                        equal(inputs.get("K").asInt())));
            case "classical bounds" ->
                Map.of(
                        "z",
                        efficacy(new WangTsiatis(inputs.get("delta").asDouble())
                                .bounds(
                                        inputs.get("alpha").asDouble(),
                                        sides(inputs),
                                        equal(inputs.get("K").asInt()))));
            case "naive looks" -> naive(inputs);
            case "inflation" -> inflation(inputs.get("rows"));
            case "expected information" -> Map.of("en", expected(inputs.get("rows"), 0, 0.5, 1, 1.5));
            case "interval at a look" -> spotify(inputs);
            case "futility" -> futility(inputs);
            case "off the plan" -> offThePlan(inputs);
            default -> throw new IllegalArgumentException(method);
        };
    }

    /** Error by one clock, dependence by an information that ends below, at or above the plan. */
    private static Map<String, ?> offThePlan(JsonNode inputs) {
        GroupSequentialBounds bounds = GroupSequentialDesign.of(
                        inputs.get("alpha").asDouble(), Alternative.GREATER, function(inputs.get("spending")))
                .bounds(
                        GoldenCase.numbers(inputs.get("information")),
                        GoldenCase.numbers(inputs.get("clock")),
                        GroupSequentialDesign.Last.FINAL);
        return Map.of("zb", efficacy(bounds), "spent", bounds.looks().getLast().spent());
    }

    private static Map<String, ?> futility(JsonNode inputs) {
        double[] t = GoldenCase.numbers(inputs.get("t"));
        double beta = inputs.get("beta").asDouble();
        var efficacy = GroupSequentialDesign.of(
                inputs.get("alpha").asDouble(), Alternative.GREATER, function(inputs.get("efficacy")));
        var kind = inputs.get("binding").asBoolean() ? Futility.Kind.BINDING : Futility.Kind.NON_BINDING;
        var shape = new Futility(beta, function(inputs.get("futility")), 3, kind);
        double drift = GroupSequentialDesign.driftWithFutility(efficacy, shape, t);
        var bounds =
                efficacy.with(new Futility(beta, shape.spending(), drift, kind)).finalBounds(t);
        return Map.of(
                "upper",
                efficacy(bounds),
                "lower",
                bounds.looks().stream()
                        .mapToDouble(GroupSequentialBounds.Look::futility)
                        .toArray(),
                "inflation",
                bounds.inflation(1 - beta));
    }

    private static Map<String, ?> spending(double[] t) {
        return Map.of(
                "ldof", spent(new LanDeMetsOBrienFleming(), t),
                "ldpocock", spent(new LanDeMetsPocock(), t),
                "power_rho2", spent(new KimDeMets(2), t),
                "power_rho3", spent(new KimDeMets(3), t),
                "hsd_gamma_m4", spent(new HwangShihDeCani(-4), t));
    }

    private static double[] spent(SpendingFunction function, double[] t) {
        return Arrays.stream(t).map(x -> function.spent(0.025, x)).toArray();
    }

    private static GroupSequentialBounds spendingBounds(JsonNode inputs) {
        var design = GroupSequentialDesign.of(
                inputs.get("alpha").asDouble(), sides(inputs), function(inputs.get("spending")));
        double[] t = GoldenCase.numbers(inputs.get("t"));
        return inputs.get("final").asBoolean() ? design.finalBounds(t) : design.bounds(t);
    }

    static SpendingFunction function(JsonNode spending) {
        double parameter = spending.path("parameter").asDouble(0);
        return switch (spending.get("name").asString()) {
            case "obrien_fleming" -> new LanDeMetsOBrienFleming();
            case "pocock" -> new LanDeMetsPocock();
            case "hwang_shih_decani" -> new HwangShihDeCani(parameter);
            case "kim_demets" -> new KimDeMets(parameter);
            default -> throw new IllegalArgumentException(spending.toString());
        };
    }

    private static Map<String, ?> naive(JsonNode inputs) {
        double z = inputs.get("z").asDouble();
        double[] both = Arrays.stream(GoldenCase.numbers(inputs.get("K")))
                .map(k -> {
                    double[] critical = new double[(int) k];
                    Arrays.fill(critical, z);
                    return GroupSequentialBounds.ofCritical(Alternative.TWO_SIDED, 0.05, equal((int) k), critical)
                            .crossing(0)
                            .rejection();
                })
                .toArray();
        return Map.of(
                "two_sided",
                both,
                "one_side",
                Arrays.stream(both).map(p -> p / 2).toArray());
    }

    private static Map<String, ?> inflation(JsonNode rows) {
        return Map.of(
                "max_n_pct",
                each(
                        rows,
                        row -> 100
                                * design(row).inflation(row.get(row.size() - 1).asDouble())),
                "expected_n_under_null_pct",
                expected(rows, 0));
    }

    /** Expected information in per cent of the fixed test's, at multiples of the effect that is planned for. */
    private static double[] expected(JsonNode rows, double... multiples) {
        return StreamSupport.stream(rows.spliterator(), false)
                .flatMapToDouble(row -> Arrays.stream(multiples).map(m -> {
                    double power = row.get(2).asDouble();
                    GroupSequentialBounds bounds = design(row);
                    double drift = bounds.driftForPower(power);
                    return 100
                            * bounds.inflation(power)
                            * bounds.crossing(m * drift).expectedFraction();
                }))
                .toArray();
    }

    private static double[] each(JsonNode rows, ToDoubleFunction<JsonNode> value) {
        return StreamSupport.stream(rows.spliterator(), false)
                .mapToDouble(value)
                .toArray();
    }

    private static GroupSequentialBounds design(JsonNode row) {
        double[] t = equal(row.get(1).asInt());
        String name = row.get(0).asString();
        return switch (name) {
            case "OF" -> WangTsiatis.obrienFleming().bounds(0.05, Alternative.TWO_SIDED, t);
            case "Pocock" -> WangTsiatis.pocock().bounds(0.05, Alternative.TWO_SIDED, t);
            default ->
                GroupSequentialDesign.of(
                                0.05,
                                Alternative.TWO_SIDED,
                                new KimDeMets(Double.parseDouble(name.substring(name.indexOf('=') + 1))))
                        .bounds(t);
        };
    }

    private static Map<String, ?> spotify(JsonNode inputs) {
        JsonNode rows = inputs.get("rows");
        var contrast = MeanDifference.contrast(
                        ReferenceInputs.spotify(rows.get(0)), ReferenceInputs.spotify(rows.get(1)), 0)
                .asNormal();
        double n =
                rows.get(0).get("count").asDouble() + rows.get(1).get("count").asDouble();
        boolean one = !inputs.get("nim").isNull();
        var look = GroupSequentialDesign.of(
                        1 - inputs.get("interval").asDouble(),
                        one ? Alternative.GREATER : Alternative.TWO_SIDED,
                        new KimDeMets(2))
                .bounds(n / inputs.get("final_expected_sample_size").asDouble());
        double half = look.looks().getFirst().efficacy() * contrast.standardError();
        return Map.of(
                "difference",
                contrast.difference(),
                "lower",
                contrast.difference() - half,
                "upper",
                one ? Double.POSITIVE_INFINITY : contrast.difference() + half);
    }

    private static double[] efficacy(GroupSequentialBounds bounds) {
        return bounds.looks().stream()
                .mapToDouble(GroupSequentialBounds.Look::efficacy)
                .toArray();
    }

    private static Alternative sides(JsonNode inputs) {
        return inputs.get("sides").asInt() == 2 ? Alternative.TWO_SIDED : Alternative.GREATER;
    }

    static double[] equal(int looks) {
        return IntStream.rangeClosed(1, looks)
                .mapToDouble(k -> (double) k / looks)
                .toArray();
    }
}
