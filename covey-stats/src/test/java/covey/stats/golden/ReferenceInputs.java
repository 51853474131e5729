package covey.stats.golden;

import covey.stats.moment.BinomialCount;
import covey.stats.moment.Moments;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;

/** Reads the arm summaries of the reference engines. */
final class ReferenceInputs {

    private ReferenceInputs() {}

    /** Moments of a gbstats arm: y; y and covariate; or numerator and denominator. */
    static Moments moments(JsonNode arm) {
        String type = arm.get("type").asString();
        return switch (type) {
            case "SampleMeanStatistic" ->
                Moments.ofSums(arm.get("n").asLong(), new double[] {sum(arm)}, new double[][] {{squares(arm)}});
            case "RegressionAdjustedStatistic" ->
                pair(arm, "post_statistic", "pre_statistic", "post_pre_sum_of_products");
            case "RatioStatistic" -> pair(arm, "m_statistic", "d_statistic", "m_d_sum_of_products");
            default -> throw new IllegalArgumentException(type);
        };
    }

    static BinomialCount count(JsonNode arm) {
        return new BinomialCount((long) sum(arm), arm.get("n").asLong());
    }

    static BinomialCount pair(JsonNode successesAndTrials) {
        return new BinomialCount(
                successesAndTrials.get(0).asLong(), successesAndTrials.get(1).asLong());
    }

    /** Moments of a spotify/confidence row. */
    static Moments spotify(JsonNode row) {
        return Moments.ofSums(row.get("count").asLong(), new double[] {sum(row)}, new double[][] {
            {row.get("sum_of_squares").asDouble()}
        });
    }

    /** Moments of the named columns over the units of one arm. */
    static Moments columns(JsonNode inputs, int arm, String... names) {
        double[] arms = GoldenCase.numbers(inputs.get("arm"));
        double[][] columns = new double[names.length][];
        int n = (int) Arrays.stream(arms).filter(a -> a == arm).count();
        for (int c = 0; c < names.length; c++) {
            double[] all = GoldenCase.numbers(inputs.get(names[c]));
            columns[c] = new double[n];
            int at = 0;
            for (int i = 0; i < all.length; i++) {
                if (arms[i] == arm) {
                    columns[c][at++] = all[i];
                }
            }
        }
        return Moments.ofColumns(columns);
    }

    private static Moments pair(JsonNode arm, String first, String second, String products) {
        JsonNode a = arm.get(first);
        JsonNode b = arm.get(second);
        double product = arm.get(products).asDouble();
        return Moments.ofSums(arm.get("n").asLong(), new double[] {sum(a), sum(b)}, new double[][] {
            {squares(a), product}, {product, squares(b)}
        });
    }

    private static double sum(JsonNode node) {
        return node.get("sum").asDouble();
    }

    private static double squares(JsonNode node) {
        return node.get("sum_squares").asDouble();
    }
}
