package covey.experiment.factorial;

import covey.experiment.spec.ExperimentSpec;
import covey.method.Spec;
import covey.result.MetricInfo.Role;
import covey.result.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A factorial experiment as its estimator understands it.
 *
 * @param experiment metrics, arms and rules
 * @param factors factors in declared order
 * @param arms position of each factor's level, by arm
 * @param settings every effective setting with its origin
 */
record FactorialSpec(
        ExperimentSpec experiment, List<Factor> factors, Map<String, List<Integer>> arms, List<Setting> settings)
        implements Spec {
    /**
     * A factor.
     *
     * @param name name
     * @param levels levels, the base level first
     */
    record Factor(String name, List<String> levels) {
        Factor {
            levels = List.copyOf(levels);
        }

        /** A level as an arm: {@code ranker=dwell}. */
        String arm(int level) {
            return name + "=" + levels.get(level);
        }
    }

    /**
     * Levels of two factors that may interact.
     *
     * @param first position of one factor
     * @param level position of its level, not the base level
     * @param second position of the other factor
     * @param other position of its level
     */
    record Pair(int first, int level, int second, int other) {}

    FactorialSpec {
        factors = List.copyOf(factors);
        arms = Map.copyOf(arms);
        settings = List.copyOf(settings);
    }

    @Override
    public String name() {
        return experiment.name();
    }

    /** Number of levels of each factor. */
    int[] sizes() {
        return factors.stream().mapToInt(f -> f.levels().size()).toArray();
    }

    /** Main effects of all primary metrics: a level that is not the base level has one. */
    int hypotheses() {
        int effects = factors.stream().mapToInt(f -> f.levels().size() - 1).sum();
        return effects * experiment.metrics(Role.PRIMARY).size();
    }

    /** Every two levels of two factors, base levels aside. */
    List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        for (int f = 0; f < factors.size(); f++) {
            for (int g = f + 1; g < factors.size(); g++) {
                for (int a = 1; a < factors.get(f).levels().size(); a++) {
                    for (int b = 1; b < factors.get(g).levels().size(); b++) {
                        pairs.add(new Pair(f, a, g, b));
                    }
                }
            }
        }
        return pairs;
    }

    /** Both levels as an arm: {@code ranker=dwell x layout=new}. */
    String arm(Pair pair) {
        return factors.get(pair.first()).arm(pair.level()) + " x "
                + factors.get(pair.second()).arm(pair.other());
    }

    /** Levels of an arm. */
    List<Integer> levels(String arm) {
        return arms.getOrDefault(arm, List.of());
    }
}
