package covey.study;

import static covey.study.BuiltHistory.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.result.NotEstimable;
import covey.result.StudyResult;
import covey.study.BuiltHistory.Purchase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Quantiles are planned from what the history was after as many weeks, against halves of it drawn over and over. */
@Tag("slow")
class QuantilePlanTest {
    private static final int DRAWS = 1_500;

    /**
     * Three Monte-Carlo standard errors of a standard deviation, .055, and what the width of one interval says of a density:
     * of 700 units it is off by a tenth.
     */
    private static final double ERROR = 0.15;

    private static final String METRICS = """
            metrics:
              - {name: price, type: quantile, model: events, expr: amount, quantile: 0.5, over: event, goal: increase}
              - {name: spend, type: quantile, model: events, expr: amount, quantile: 0.5, over: unit, goal: increase}
            """;

    @TempDir
    Path folder;

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(43);

    @Test
    void everyWeekPromisesTheSpreadOverItsHalves() throws IOException {
        BuiltHistory history = new BuiltHistory(folder, 42);
        history.metrics(METRICS);
        double whole = 0;
        for (int weeks : new int[] {6, 1}) {
            StudyResult plan = history.plan(List.of("price", "spend"), weeks, "type: user_randomized");
            kept(plan, "price", halves(history, weeks, u -> u, QuantilePlanTest::amounts));
            kept(plan, "spend", halves(history, weeks, u -> u, QuantilePlanTest::total));
            if (weeks == 6) {
                whole = row(plan, "price", "std_error")
                        * Math.sqrt((double) history.until(6).size()
                                / history.until(1).size());
            } else {
                // one state of the whole history for the first week too
                assertThat(whole).isLessThan(0.9 * row(plan, "price", "std_error"));
            }
        }
    }

    @Test
    void clustersPromiseTheSpreadOverHalvesOfThem() throws IOException {
        BuiltHistory history = new BuiltHistory(folder, 42);
        history.metrics(METRICS);
        String design = "type: cluster_randomized, randomize: {unit: city}";
        StudyResult plan = history.plan(List.of("price", "spend"), 3, design);
        assertThat(row(plan, "price", "clusters")).isEqualTo(60);
        double realised = kept(plan, "price", halves(history, 3, BuiltHistory::city, QuantilePlanTest::amounts));
        kept(plan, "spend", halves(history, 3, BuiltHistory::city, QuantilePlanTest::total));
        // as if units had been drawn
        assertThat(row(history.plan(List.of("price"), 3, "type: user_randomized"), "price", "std_error"))
                .isLessThan(0.8 * realised);
        StudyResult pairs = history.plan(List.of("price"), 3, "type: matched_pairs, randomize: {pair: pair_id}");
        assertThat(pairs.outcomes())
                .filteredOn(NotEstimable.class::isInstance)
                .anyMatch(o -> ((NotEstimable) o).message().contains("between pairs is not read from a history"));
    }

    /** Halves of every stratum: what strata explain is not in the error. */
    @Test
    void strataPromiseTheSpreadOverHalvesInsideThem() throws IOException {
        BuiltHistory history = new BuiltHistory(folder, 42);
        history.metrics(METRICS);
        StudyResult plan =
                history.plan(List.of("price", "spend"), 3, "type: stratified, randomize: {stratify: [tier]}");
        List<List<double[]>> even =
                values(history, 3, u -> u, QuantilePlanTest::amounts, u -> BuiltHistory.city(u) % 2 == 0);
        List<List<double[]>> odd =
                values(history, 3, u -> u, QuantilePlanTest::amounts, u -> BuiltHistory.city(u) % 2 == 1);
        kept(plan, "price", r -> {
            List<List<double[]>> arms = List.of(new ArrayList<>(), new ArrayList<>());
            half(even, arms, r);
            half(odd, arms, r);
            return median(arms.getFirst()) - median(arms.getLast());
        });
    }

    private double kept(StudyResult plan, String metric, Function<RandomGenerator, Double> draw) {
        double realised = BuiltHistory.spread(DRAWS, random, draw);
        assertThat(row(plan, metric, "std_error") / realised).as(metric).isCloseTo(1, within(ERROR));
        return realised;
    }

    private Function<RandomGenerator, Double> halves(
            BuiltHistory history, int weeks, IntUnaryOperator drawn, Function<List<Purchase>, double[]> columns) {
        List<List<double[]>> groups = values(history, weeks, drawn, columns, _ -> true);
        return r -> {
            List<List<double[]>> arms = List.of(new ArrayList<>(), new ArrayList<>());
            half(groups, arms, r);
            return median(arms.getFirst()) - median(arms.getLast());
        };
    }

    private static List<List<double[]>> values(
            BuiltHistory history,
            int weeks,
            IntUnaryOperator drawn,
            Function<List<Purchase>, double[]> columns,
            java.util.function.IntPredicate wanted) {
        TreeMap<Integer, List<double[]>> groups = new TreeMap<>();
        history.until(weeks).forEach((user, own) -> {
            if (wanted.test(user)) {
                groups.computeIfAbsent(drawn.applyAsInt(user), _ -> new ArrayList<>())
                        .add(columns.apply(own));
            }
        });
        return List.copyOf(groups.values());
    }

    /** Half of the groups to each arm. */
    private static void half(List<List<double[]>> groups, List<List<double[]>> arms, RandomGenerator random) {
        int left = groups.size() / 2;
        for (int i = 0; i < groups.size(); i++) {
            boolean first = random.nextInt(groups.size() - i) < left;
            left -= first ? 1 : 0;
            arms.get(first ? 0 : 1).addAll(groups.get(i));
        }
    }

    private static double[] amounts(List<Purchase> own) {
        return own.stream().mapToDouble(Purchase::amount).toArray();
    }

    private static double[] total(List<Purchase> own) {
        return new double[] {own.stream().mapToDouble(Purchase::amount).sum()};
    }

    private static double median(List<double[]> values) {
        double[] all = values.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
        return all[(all.length + 1) / 2 - 1];
    }
}
