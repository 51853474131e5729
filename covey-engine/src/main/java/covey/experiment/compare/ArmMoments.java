package covey.experiment.compare;

import covey.data.ExperimentData.Cell;
import covey.stats.moment.Moments;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Moments of one metric per arm, merged from cells over the same columns.
 *
 * @param columns number of columns
 * @param arms moments by arm; arms without units are absent
 */
public record ArmMoments(int columns, Map<String, Moments> arms) {
    public ArmMoments {
        arms = Map.copyOf(arms);
    }

    /** Cells that fulfil a condition, merged by arm. */
    public static ArmMoments merge(int columns, Collection<Cell> cells, Predicate<Cell> wanted) {
        Map<String, Moments> arms = new TreeMap<>();
        for (Cell cell : cells) {
            if (wanted.test(cell)) {
                arms.merge(cell.arm(), cell.moments(), Moments::plus);
            }
        }
        return new ArmMoments(columns, arms);
    }

    /** Cells that fulfil a condition, merged by arm within each value of a key, the keys sorted as text. */
    static Map<String, ArmMoments> group(
            int columns, Collection<Cell> cells, Predicate<Cell> wanted, Function<Cell, String> key) {
        Map<String, Map<String, Moments>> groups = new TreeMap<>();
        for (Cell cell : cells) {
            if (wanted.test(cell)) {
                groups.computeIfAbsent(key.apply(cell), k -> new TreeMap<>())
                        .merge(cell.arm(), cell.moments(), Moments::plus);
            }
        }
        Map<String, ArmMoments> merged = new TreeMap<>();
        groups.forEach((name, arms) -> merged.put(name, new ArmMoments(columns, arms)));
        return merged;
    }

    /** Moments of an arm, those of no units when the arm is absent. */
    public Moments of(String arm) {
        return arms.getOrDefault(arm, Moments.empty(columns));
    }

    /** Moments of all arms together. */
    Moments pooled() {
        // Sorted, so that rounding does not depend on the order of a hash map.
        return new TreeMap<>(arms).values().stream().reduce(Moments.empty(columns), Moments::plus);
    }

    /** Units of all arms. */
    long units() {
        return arms.values().stream().mapToLong(Moments::n).sum();
    }
}
