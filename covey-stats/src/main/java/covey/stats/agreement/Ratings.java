package covey.stats.agreement;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How often each item received each label. Which rater gave it does not matter here, and items may have any number of
 * ratings; an item with fewer than two says nothing of agreement and is left out. Items with the same ratings are kept
 * once, as a pattern.
 */
public final class Ratings {
    private final double[] labels;
    private final int[][] patterns;
    private final int[] times;

    private Ratings(double[] labels, int[][] patterns, int[] times) {
        this.labels = labels;
        this.patterns = patterns;
        this.times = times;
    }

    /**
     * Ratings by item.
     *
     * @param items for each item the finite labels it received, in any order
     * @throws DegenerateDataException when fewer than two items have two ratings or more
     */
    public static Ratings of(List<double[]> items) {
        List<double[]> paired = items.stream().filter(r -> r.length > 1).toList();
        if (paired.size() < 2) {
            throw new DegenerateDataException(
                    Reason.TOO_FEW_UNITS,
                    "agreement needs 2 items or more with two ratings or more, not " + paired.size());
        }
        double[] labels = paired.stream()
                .flatMapToDouble(Arrays::stream)
                .map(v -> v + 0.0)
                .sorted()
                .distinct()
                .toArray();
        if (Arrays.stream(labels).anyMatch(v -> !Double.isFinite(v))) {
            throw new IllegalArgumentException("a rating is not finite");
        }
        Map<List<Integer>, Integer> patterns = new LinkedHashMap<>();
        for (double[] item : paired) {
            Integer[] counts = new Integer[labels.length];
            Arrays.fill(counts, 0);
            for (double rating : item) {
                counts[Arrays.binarySearch(labels, rating + 0.0)]++;
            }
            patterns.merge(List.of(counts), 1, Integer::sum);
        }
        return new Ratings(
                labels,
                patterns.keySet().stream()
                        .map(p -> p.stream().mapToInt(Integer::intValue).toArray())
                        .toArray(int[][]::new),
                patterns.values().stream().mapToInt(Integer::intValue).toArray());
    }

    /** Items with two ratings or more. */
    public int items() {
        return Arrays.stream(times).sum();
    }

    /** Ratings of those items. */
    public long ratings() {
        long sum = 0;
        for (int u = 0; u < times.length; u++) {
            sum += (long) times[u] * rated(u);
        }
        return sum;
    }

    int labelCount() {
        return labels.length;
    }

    double label(int k) {
        return labels[k];
    }

    /** Different patterns of ratings. */
    int patterns() {
        return times.length;
    }

    /** Items of each pattern. */
    int[] times() {
        return times.clone();
    }

    /** How often an item of pattern {@code u} received each label. */
    int[] counts(int u) {
        return patterns[u];
    }

    /** How often an item of pattern {@code u} was rated. */
    int rated(int u) {
        return IntStream.of(patterns[u]).sum();
    }
}
