package covey.stats.design.factorial;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.compare.Contrast;
import covey.stats.compare.MeanDifference;
import covey.stats.distribution.ChiSquared;
import covey.stats.moment.Column;
import covey.stats.moment.Moments;
import covey.stats.regression.Cholesky;
import covey.stats.test.TestResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Main effects and two-way interactions of a full factorial design with any number of levels.
 *
 * <p>With ȳ_k the mean of cell k, ratios linearised at the cell's own means, an effect is {@code D = Σ c_k ȳ_k},
 * {@code V = Σ c_k² s²_k/n_k}, df by Welch–Satterthwaite over cells:
 *
 * <ul>
 *   <li>main effect of level a of a factor: the mean over the other factors' combinations of {@code ȳ_a − ȳ_base};
 *   <li>interaction of level a with level b of another factor: the mean over the remaining combinations of
 *       {@code (ȳ_ab − ȳ_a,base) − (ȳ_base,b − ȳ_base,base)}, not halved;
 *   <li>joint test of several effects: Wald's {@code D'V⁻¹D} on the chi-squared distribution, for large cells.
 * </ul>
 *
 * <p>Baseline: the same mean at the base level, or the base cells of the interaction. {@link CellWeights#MARGINAL} is
 * {@link MeanDifference} on pooled cells, by name. Assumes units randomised to cells independently. Agrees with a
 * direct computation in numpy 2.4 to 1e-9. Throws {@code TOO_FEW_ARMS} when a combination has no units,
 * {@code TOO_FEW_UNITS} below two units in a cell. Dasgupta, Pillai, Rubin (2015), JRSS B 77.
 */
public final class FactorialEffects {

    private final int[] sizes;
    private final List<List<Integer>> levels;
    private final List<Moments> cells;

    private FactorialEffects(int[] sizes, List<List<Integer>> levels, List<Moments> cells) {
        this.sizes = sizes;
        this.levels = levels;
        this.cells = cells;
    }

    /** The effects on a metric over all combinations of the factors' levels, of which there are {@code sizes}. */
    public static FactorialEffects of(List<FactorialCell> cells, Column y, int... sizes) {
        Map<List<Integer>, Moments> byLevels = new HashMap<>();
        for (FactorialCell cell : cells) {
            byLevels.merge(cell.levels(), cell.units(), Moments::plus);
        }
        List<List<Integer>> all = new ArrayList<>();
        List<Moments> found = new ArrayList<>();
        int combinations = 1;
        for (int size : sizes) {
            combinations *= size;
        }
        for (int at = 0; at < combinations; at++) {
            List<Integer> combination = combination(at, sizes);
            Moments units = byLevels.remove(combination);
            if (units == null || units.n() == 0) {
                throw new DegenerateDataException(
                        Reason.TOO_FEW_ARMS,
                        "the combination of levels " + combination
                                + " has no units, so effects cannot be averaged over it");
            }
            all.add(combination);
            found.add(Column.linearise(units, y));
        }
        if (!byLevels.isEmpty()) {
            throw new IllegalArgumentException("cells outside the design: " + byLevels.keySet());
        }
        return new FactorialEffects(sizes.clone(), List.copyOf(all), List.copyOf(found));
    }

    /** Main effect of a level, other than 0, of a factor. */
    public Contrast main(int factor, int level, CellWeights weights) {
        requireLevel(factor, level);
        if (weights == CellWeights.MARGINAL) {
            return MeanDifference.contrast(pooled(factor, 0), pooled(factor, level), 0);
        }
        double[] at = average(factor, level);
        double[] base = average(factor, 0);
        return contrast(minus(at, base), base);
    }

    /**
     * Mean at a level of a factor, {@code Σ c_k ȳ_k} with the same c at each combination of the other factors: a main effect
     * is the difference of two of these.
     */
    public LevelMean level(int factor, int level) {
        double[] weights = average(factor, level);
        double value = 0;
        double variance = 0;
        double squares = 0;
        for (int k = 0; k < cells.size(); k++) {
            double part = weights[k] * weights[k] * sampling(k);
            value += weights[k] * cells.get(k).mean(0);
            variance += part;
            squares += part * part / (cells.get(k).n() - 1);
        }
        return new LevelMean(value, variance, squares > 0 ? variance * variance / squares : Double.POSITIVE_INFINITY);
    }

    /** Interaction of two levels, other than 0, of two factors. */
    public Contrast interaction(int first, int firstLevel, int second, int secondLevel) {
        requireLevel(first, firstLevel);
        requireLevel(second, secondLevel);
        if (first == second) {
            throw new IllegalArgumentException("an interaction needs two factors, got " + first + " twice");
        }
        double[] base = product(first, 0, second, 0);
        double[] both = minus(product(first, firstLevel, second, secondLevel), product(first, firstLevel, second, 0));
        double[] alone = minus(product(first, 0, second, secondLevel), base);
        return contrast(minus(both, alone), base);
    }

    /** Joint test that a factor has no main effect at any level. */
    public TestResult mainTest(int factor) {
        List<double[]> effects = new ArrayList<>();
        for (int level = 1; level < sizes[factor]; level++) {
            effects.add(minus(average(factor, level), average(factor, 0)));
        }
        return wald(effects);
    }

    /** Joint test that no two factors interact at any levels. */
    public TestResult interactionTest() {
        List<double[]> effects = new ArrayList<>();
        for (int f = 0; f < sizes.length; f++) {
            for (int g = f + 1; g < sizes.length; g++) {
                for (int a = 1; a < sizes[f]; a++) {
                    for (int b = 1; b < sizes[g]; b++) {
                        effects.add(minus(
                                minus(product(f, a, g, b), product(f, a, g, 0)),
                                minus(product(f, 0, g, b), product(f, 0, g, 0))));
                    }
                }
            }
        }
        return wald(effects);
    }

    private TestResult wald(List<double[]> effects) {
        if (effects.isEmpty()) {
            throw new IllegalArgumentException("no effects to test jointly");
        }
        int p = effects.size();
        double[] d = new double[p];
        double[][] v = new double[p][p];
        for (int i = 0; i < p; i++) {
            for (int k = 0; k < cells.size(); k++) {
                d[i] += effects.get(i)[k] * cells.get(k).mean(0);
                for (int j = 0; j < p; j++) {
                    v[i][j] += effects.get(i)[k] * effects.get(j)[k] * sampling(k);
                }
            }
        }
        double[] solved = Cholesky.solve(v, d);
        double statistic = 0;
        for (int i = 0; i < p; i++) {
            statistic += d[i] * solved[i];
        }
        return new TestResult(statistic, p, ChiSquared.survival(statistic, p));
    }

    private Contrast contrast(double[] effect, double[] base) {
        double difference = 0;
        double variance = 0;
        double squares = 0;
        double baseline = 0;
        double baselineVariance = 0;
        double covariance = 0;
        for (int k = 0; k < cells.size(); k++) {
            double v = sampling(k);
            double part = effect[k] * effect[k] * v;
            difference += effect[k] * cells.get(k).mean(0);
            variance += part;
            squares += part * part / (cells.get(k).n() - 1);
            baseline += base[k] * cells.get(k).mean(0);
            baselineVariance += base[k] * base[k] * v;
            covariance += effect[k] * base[k] * v;
        }
        if (!(variance > 0)) {
            throw new DegenerateDataException(Reason.ZERO_VARIANCE, "the metric does not vary in any cell");
        }
        return new Contrast(
                difference, variance, variance * variance / squares, baseline, baselineVariance, covariance);
    }

    private double sampling(int k) {
        return cells.get(k).variance(0) / cells.get(k).n();
    }

    /** Weights of the equal mean over cells at a level of a factor. */
    private double[] average(int factor, int level) {
        return product(factor, level, factor, level);
    }

    /** Weights of the equal mean over cells at a level of each of two factors. */
    private double[] product(int f, int a, int g, int b) {
        double[] weights = new double[cells.size()];
        double share = (double) sizes[f] * (f == g ? 1 : sizes[g]) / cells.size();
        for (int k = 0; k < weights.length; k++) {
            weights[k] = levels.get(k).get(f) == a && levels.get(k).get(g) == b ? share : 0;
        }
        return weights;
    }

    private Moments pooled(int factor, int level) {
        List<Moments> chosen = new ArrayList<>();
        for (int k = 0; k < cells.size(); k++) {
            if (levels.get(k).get(factor) == level) {
                chosen.add(cells.get(k));
            }
        }
        return Moments.sum(chosen);
    }

    private void requireLevel(int factor, int level) {
        if (factor < 0 || factor >= sizes.length || level < 1 || level >= sizes[factor]) {
            throw new IllegalArgumentException(
                    "no level " + level + " of factor " + factor + " to compare with its base");
        }
    }

    private static double[] minus(double[] a, double[] b) {
        double[] difference = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            difference[i] = a[i] - b[i];
        }
        return difference;
    }

    private static List<Integer> combination(int at, int... sizes) {
        List<Integer> levels = new ArrayList<>();
        int rest = at;
        for (int size : sizes) {
            levels.add(rest % size);
            rest /= size;
        }
        return List.copyOf(levels);
    }
}
