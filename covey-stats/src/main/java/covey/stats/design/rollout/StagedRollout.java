package covey.stats.design.rollout;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.compare.Contrast;
import covey.stats.moment.Column;
import covey.stats.moment.Moments;
import covey.stats.regression.Cholesky;
import java.util.Arrays;
import java.util.List;

/**
 * Total effect of treating everyone against no one, from the mean outcome of the whole population at rising shares of
 * treated units, without knowledge of who influences whom.
 *
 * <p>With Y_t the population mean while the share p_t is treated, a polynomial of order β in p is fitted by least
 * squares, and {@code D = Σ w_t Y_t}, {@code w_t} the weights of its value at 1 less its value at 0; with β + 1 stages
 * they are Lagrange's {@code l_t(1) − l_t(0)}. Baseline: the fitted value at 0. Rows are units (or communities, with a
 * total over a size as a ratio), columns their outcomes stage by stage, so {@code V = w'Sw/n}, S the covariance of the
 * linearised stages; df n − 1.
 *
 * <p>Assumes treated sets drawn at random and nested; outcomes of a unit a polynomial of order β in who is treated
 * around it; nothing else moves the mean between stages; rows independent. With influence between units the last does
 * not hold for units: use communities. Far beyond the largest share the error grows fast: at shares 0, .1, .2 and order
 * 2 the weights are {@link #weights} 35, −80, 45. Agrees with numpy 2.4 {@code polyfit} to 1e-9.
 *
 * <p>{@link #orderCheck} is the difference of orders β and β − 1; far from zero it says that the lower order is too
 * low. Throws {@code TOO_FEW_ARMS} with fewer than β + 1 different shares. Cortez, Eichhorn, Yu (2022), Staggered
 * Rollout Designs Enable Causal Inference Under Interference Without Network Knowledge, NeurIPS, arXiv 2205.14552.
 */
public final class StagedRollout {

    private final double[] shares;
    private final Moments stages;

    private StagedRollout(double[] shares, Moments stages) {
        this.shares = shares;
        this.stages = stages;
    }

    /** Stages in order of rising share of treated units, each with the column of its outcome. */
    public static StagedRollout of(Moments units, List<Column> stages, double... shares) {
        if (stages.size() != shares.length) {
            throw new IllegalArgumentException(
                    "there are " + stages.size() + " stages and " + shares.length + " shares");
        }
        for (int t = 0; t < shares.length; t++) {
            if (!(shares[t] >= 0 && shares[t] <= 1) || (t > 0 && !(shares[t] > shares[t - 1]))) {
                throw new IllegalArgumentException("shares must rise within [0, 1], got " + Arrays.toString(shares));
            }
        }
        return new StagedRollout(shares.clone(), Column.linearise(units, stages.toArray(new Column[0])));
    }

    /** Total effect by a polynomial of the given order, at least 1. */
    public Contrast totalEffect(int order) {
        return contrast(weights(order, shares), at(0, order, shares));
    }

    /** Total effect by order β less that by order β − 1, against the baseline of order β; β at least 2. */
    public Contrast orderCheck(int order) {
        double[] higher = weights(order, shares);
        double[] lower = weights(order - 1, shares);
        for (int t = 0; t < higher.length; t++) {
            higher[t] -= lower[t];
        }
        return contrast(higher, at(0, order, shares));
    }

    /** Weights of the stages in the total effect. */
    public static double[] weights(int order, double... shares) {
        if (order < 1) {
            throw new IllegalArgumentException("the order must be at least 1, got " + order);
        }
        double[] one = at(1, order, shares);
        double[] zero = at(0, order, shares);
        for (int t = 0; t < one.length; t++) {
            one[t] -= zero[t];
        }
        return one;
    }

    private Contrast contrast(double[] effect, double[] base) {
        Moments e = stages.linear(new double[][] {effect, base});
        double n = e.n();
        return new Contrast(e.mean(0), e.variance(0) / n, n - 1, e.mean(1), e.variance(1) / n, e.covariance(0, 1) / n);
    }

    /** Weights of the stages in the fitted value at a share, in powers of (p − p̄)/spread for the digits. */
    private static double[] at(double share, int order, double... shares) {
        if (shares.length < order + 1) {
            throw new DegenerateDataException(
                    Reason.TOO_FEW_ARMS,
                    "a polynomial of order " + order + " needs " + (order + 1) + " stages, there are " + shares.length
                            + "; state a lower order or add stages");
        }
        double centre = Arrays.stream(shares).average().orElse(0);
        double spread = shares[shares.length - 1] - shares[0];
        double[][] rows = new double[shares.length][];
        double[][] gram = new double[order + 1][order + 1];
        for (int t = 0; t < shares.length; t++) {
            rows[t] = powers((shares[t] - centre) / spread, order);
            for (int i = 0; i <= order; i++) {
                for (int j = 0; j <= order; j++) {
                    gram[i][j] += rows[t][i] * rows[t][j];
                }
            }
        }
        double[] solved = Cholesky.solve(gram, powers((share - centre) / spread, order));
        double[] weights = new double[shares.length];
        for (int t = 0; t < weights.length; t++) {
            for (int i = 0; i <= order; i++) {
                weights[t] += rows[t][i] * solved[i];
            }
        }
        return weights;
    }

    private static double[] powers(double x, int order) {
        double[] powers = new double[order + 1];
        powers[0] = 1;
        for (int i = 1; i <= order; i++) {
            powers[i] = powers[i - 1] * x;
        }
        return powers;
    }
}
