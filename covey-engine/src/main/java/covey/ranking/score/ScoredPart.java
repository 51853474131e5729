package covey.ranking.score;

import covey.data.RankingData.Codes;
import covey.data.RankingData.Scored;
import covey.stats.score.ScoredRows;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The scored rows of some units. */
final class ScoredPart {
    private record Asked(int system, OptionalDouble relevant) {}

    private final String segment;
    private final int units;
    private final int[] unitOf;
    private final double[] labels;
    private final List<double[]> scores;
    // their order by score is found once
    private final Map<Asked, ScoredRows> rows = new HashMap<>();

    private ScoredPart(String segment, int units, int[] unitOf, double[] labels, List<double[]> scores) {
        this.segment = segment;
        this.units = units;
        this.unitOf = unitOf;
        this.labels = labels;
        this.scores = scores;
    }

    /** All rows. */
    static ScoredPart all(Scored scored) {
        return of(scored, "", _ -> true);
    }

    /** The rows by the values of every dimension, each copied when it is asked for. */
    static Stream<ScoredPart> segments(Scored scored) {
        return scored.slices().stream()
                .flatMap(codes -> segments(scored, codes))
                .filter(p -> p.units > 0);
    }

    private static Stream<ScoredPart> segments(Scored scored, Codes codes) {
        return IntStream.range(0, codes.values().size())
                .boxed()
                .sorted(Comparator.comparing(codes.values()::get))
                .map(v -> of(
                        scored,
                        codes.name() + "=" + codes.values().get(v),
                        unit -> codes.codes().at(unit) == v));
    }

    private static ScoredPart of(Scored scored, String segment, IntPredicate wanted) {
        int all = scored.labels().size();
        int n = (int) IntStream.range(0, all)
                .filter(i -> wanted.test(scored.units().at(i)))
                .count();
        int[] unitOf = new int[n];
        double[] labels = new double[n];
        List<double[]> scores = scored.scores().stream().map(_ -> new double[n]).toList();
        int units = 0;
        int last = -1;
        int row = 0;
        for (int i = 0; i < all; i++) {
            int unit = scored.units().at(i);
            if (wanted.test(unit)) {
                units += unit == last ? 0 : 1;
                last = unit;
                unitOf[row] = units - 1;
                labels[row] = scored.labels().at(i);
                for (int s = 0; s < scores.size(); s++) {
                    scores.get(s)[row] = scored.scores().get(s).at(i);
                }
                row++;
            }
        }
        return new ScoredPart(segment, units, unitOf, labels, scores);
    }

    /** {@code dimension=value}; empty for all units. */
    String segment() {
        return segment;
    }

    int units() {
        return units;
    }

    int size() {
        return labels.length;
    }

    /** Smallest and largest label. */
    double[] range() {
        return extremes(labels);
    }

    /** Whether every label is 0 or 1. */
    boolean classes() {
        return Arrays.stream(labels).allMatch(y -> y == 0 || y == 1);
    }

    /** Scores of a system that are no probabilities. */
    long improbable(int system) {
        return Arrays.stream(scores.get(system))
                .filter(s -> !(s >= 0 && s <= 1))
                .count();
    }

    /** Smallest and largest score of a system. */
    double[] range(int system) {
        return extremes(scores.get(system));
    }

    private static double[] extremes(double[] values) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        return new double[] {low, high};
    }

    /** Rows of one system; labels of a value and more are 1, the others 0, where a value is given. */
    ScoredRows rows(int system, OptionalDouble relevant) {
        return rows.computeIfAbsent(
                new Asked(system, relevant), _ -> ScoredRows.over(labels(relevant), scores.get(system), unitOf));
    }

    private double[] labels(OptionalDouble relevant) {
        return relevant.isEmpty()
                ? labels
                : Arrays.stream(labels)
                        .map(y -> y >= relevant.getAsDouble() ? 1 : 0)
                        .toArray();
    }
}
