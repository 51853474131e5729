package covey.study;

import static covey.study.BuiltHistory.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.result.Diagnostic;
import covey.result.StudyResult;
import covey.study.BuiltHistory.Purchase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pairs of units are planned by those that are complete, against as many coins as show their spread. */
@Tag("slow")
class PairPlanTest {
    private static final int DRAWS = 2_000;

    /** Three Monte-Carlo standard errors of a standard deviation. */
    private static final double ERROR = 3 / Math.sqrt(2.0 * DRAWS);

    private static final String METRICS = """
            metrics:
              - {name: purchases, type: mean, model: events, agg: count, goal: increase}
              - {name: first_week, type: mean, model: events, agg: sum, expr: amount, window: {from: 0d, to: 7d}, goal: increase}
              - name: per_purchase
                type: ratio
                numerator: {model: events, agg: sum, expr: amount}
                denominator: {model: events, agg: count}
                goal: increase
            """;

    @TempDir
    Path folder;

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(41);

    @Test
    void theErrorPromisedIsTheSpreadOverCoinsOfTheCompletePairs() throws IOException {
        BuiltHistory history = new BuiltHistory(folder, 40);
        history.metrics(METRICS);
        SortedMap<Integer, List<Purchase>> all = history.until(BuiltHistory.WEEKS);
        String design = "type: matched_pairs, randomize: {pair: pair_id}";
        for (int weeks : new int[] {1, 3}) {
            SortedMap<Integer, List<Purchase>> entered = history.until(weeks);
            List<double[][]> soFar = pairs(entered, PairPlanTest::totals);
            List<double[][]> windows = pairs(entered, (user, _) -> window(all.get(user)));
            StudyResult plan = history.plan(List.of("purchases", "per_purchase", "first_week"), weeks, design);
            kept(plan, "purchases", soFar, PairPlanTest::counts);
            kept(plan, "per_purchase", soFar, PairPlanTest::ratio);
            kept(plan, "first_week", windows, PairPlanTest::counts);

            int complete = soFar.size();
            assertThat(row(plan, "purchases", "pairs")).isEqualTo(complete);
            assertThat(row(plan, "purchases", "waiting_units")).isEqualTo(entered.size() - 2.0 * complete);
            assertThat(plan.study().arms().getFirst().units()).isEqualTo(complete);
            assertThat(plan.diagnostics())
                    .extracting(Diagnostic::message)
                    .anyMatch(m -> m.contains("week by week " + soFar(history, 1) + ", " + soFar(history, 2)));
            // as if every unit that has entered were in a pair
            assertThat(Math.sqrt(2.0 * complete / entered.size())).isLessThan(1 - ERROR);
        }
    }

    private static int soFar(BuiltHistory history, int weeks) {
        return pairs(history.until(weeks), PairPlanTest::totals).size();
    }

    private void kept(StudyResult plan, String metric, List<double[][]> pairs, ToDoubleFunction<double[]> value) {
        double realised = BuiltHistory.spread(DRAWS, random, r -> difference(pairs, r, value));
        assertThat(row(plan, metric, "std_error") / realised).as(metric).isCloseTo(1, within(ERROR));
    }

    /** Complete pairs, each member with its columns. */
    private static List<double[][]> pairs(
            SortedMap<Integer, List<Purchase>> entered, BiFunction<Integer, List<Purchase>, double[]> columns) {
        List<double[][]> pairs = new ArrayList<>();
        entered.forEach((user, own) -> {
            List<Purchase> partner = user % 2 == 0 ? entered.get(user + 1) : null;
            if (partner != null) {
                pairs.add(new double[][] {columns.apply(user, own), columns.apply(user + 1, partner)});
            }
        });
        return pairs;
    }

    private static double[] totals(int user, List<Purchase> own) {
        return new double[] {
            own.size(), own.stream().mapToDouble(Purchase::amount).sum(), 1
        };
    }

    private static double[] window(List<Purchase> own) {
        double first = own.getFirst().day();
        double paid = own.stream()
                .filter(p -> p.day() < first + 7)
                .mapToDouble(Purchase::amount)
                .sum();
        return new double[] {paid, 0, 1};
    }

    private static double counts(double... sums) {
        return sums[0] / sums[2];
    }

    private static double ratio(double... sums) {
        return sums[1] / sums[0];
    }

    private static double difference(List<double[][]> pairs, RandomGenerator random, ToDoubleFunction<double[]> value) {
        double[][] arms = new double[2][3];
        for (double[][] pair : pairs) {
            int heads = random.nextBoolean() ? 1 : 0;
            for (int member = 0; member < 2; member++) {
                for (int c = 0; c < 3; c++) {
                    arms[member ^ heads][c] += pair[member][c];
                }
            }
        }
        return value.applyAsDouble(arms[1]) - value.applyAsDouble(arms[0]);
    }
}
