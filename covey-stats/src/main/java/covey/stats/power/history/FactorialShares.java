package covey.stats.power.history;

import covey.stats.power.FamilyCorrelation;
import covey.stats.power.Freedom;
import covey.stats.power.Split;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * The two arms that an effect over the cells of a factorial design amounts to.
 *
 * <p>An effect is {@code D = Σ c_kȳ_k} with {@code V = Σ c_k²σ²/(N s_k)} over cells of shares s_k, as
 * {@link covey.stats.design.factorial.FactorialEffects} takes it. Its cells with c_k of one sign vary like one arm of share
 * {@code 1/Σ(c_k²/s_k)}: with equal cells the pooled share for a main effect, and half a cell for the interaction in a
 * two by two design, which therefore needs four times the units of a main effect of the same size. Degrees of freedom by
 * Welch–Satterthwaite over cells, to first order. Assumes one variance in all cells.
 */
public final class FactorialShares {

    private final Map<List<Integer>, Double> cells;

    private FactorialShares(Map<List<Integer>, Double> cells) {
        this.cells = cells;
    }

    /** Positive shares of all combinations of levels. */
    public static FactorialShares of(Map<List<Integer>, Double> cells) {
        if (cells.isEmpty() || cells.values().stream().anyMatch(s -> !(s > 0))) {
            throw new IllegalArgumentException("every cell needs a positive share, got " + cells);
        }
        return new FactorialShares(Collections.unmodifiableMap(new LinkedHashMap<>(cells)));
    }

    /** Arms of the main effect of a level, other than 0, of a factor. */
    public Split main(int factor, int level) {
        return split(levels -> levels.get(factor) == level ? 1 : levels.get(factor) == 0 ? -1 : 0, 1);
    }

    /** Arms of the interaction of two levels, other than 0, of two factors. */
    public Split interaction(int first, int firstLevel, int second, int secondLevel) {
        return split(levels -> sign(levels.get(first), firstLevel) * sign(levels.get(second), secondLevel), 2);
    }

    /** How estimates of main effects hang together: every level but the base one, factor by factor. */
    public FamilyCorrelation mains() {
        int factors = cells.keySet().iterator().next().size();
        List<double[]> weights = new ArrayList<>();
        for (int f = 0; f < factors; f++) {
            int factor = f;
            int most = cells.keySet().stream()
                    .mapToInt(levels -> levels.get(factor))
                    .max()
                    .orElse(0);
            for (int level = 1; level <= most; level++) {
                weights.add(weights(factor, level));
            }
        }
        return FamilyCorrelation.ofContrasts(
                cells.values().stream().mapToDouble(s -> s).toArray(), weights.toArray(new double[0][]));
    }

    private double[] weights(int factor, int level) {
        double own = cells.keySet().stream().filter(l -> l.get(factor) == level).count();
        double base = cells.keySet().stream().filter(l -> l.get(factor) == 0).count();
        return cells.keySet().stream()
                .mapToDouble(l -> l.get(factor) == level ? 1 / own : l.get(factor) == 0 ? -1 / base : 0)
                .toArray();
    }

    private static int sign(int level, int of) {
        return level == of ? 1 : level == 0 ? -1 : 0;
    }

    /** @param groups groups of cells of each sign, over each of which cells are averaged */
    private Split split(ToIntFunction<List<Integer>> sign, int groups) {
        List<Double> treatment = new ArrayList<>();
        List<Double> control = new ArrayList<>();
        cells.forEach((levels, share) -> {
            int side = sign.applyAsInt(levels);
            if (side != 0) {
                (side > 0 ? treatment : control).add(share);
            }
        });
        if (treatment.isEmpty() || control.isEmpty()) {
            throw new IllegalArgumentException("no cells have the levels asked for among " + cells.keySet());
        }
        return new Split(
                share(control, groups), share(treatment, groups), freedom(control, groups), freedom(treatment, groups));
    }

    private static double share(List<Double> shares, int groups) {
        double weight = (double) groups / shares.size();
        return 1 / shares.stream().mapToDouble(s -> weight * weight / s).sum();
    }

    private static Freedom freedom(List<Double> shares, int groups) {
        double first = 0;
        double third = 0;
        double fourth = 0;
        for (double s : shares) {
            first += 1 / s;
            third += 1 / (s * s * s);
            fourth += 1 / (s * s * s * s);
        }
        double squared = first * first;
        return new Freedom(squared / third / share(shares, groups), squared * fourth / (third * third));
    }
}
