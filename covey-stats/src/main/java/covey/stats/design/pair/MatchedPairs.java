package covey.stats.design.pair;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.compare.Adjustment;
import covey.stats.compare.Contrast;
import covey.stats.moment.Column;
import covey.stats.moment.Moments;
import covey.stats.regression.Cholesky;
import covey.stats.regression.MomentRegression;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Difference within matched pairs of which one member is treated by chance (paired t).
 *
 * <p>Rows are pairs, with the control member's and the treated member's values in columns of their own. With c and t the
 * two values of a pair, ratios linearised at the pairs' means: {@code D = t̄ − c̄}, {@code V = s²_{t−c}/m},
 * df m − 1 over m pairs; baseline c̄ with {@code s²_c/m} and {@code Cov(D, c̄) = (s_tc − s²_c)/m}.
 *
 * <p>With covariates, {@code (t − c) − β'(x_t − x_c)} takes the place of {@code t − c}, β by least squares of the pairs'
 * differences on their covariates' differences with an intercept, which is D; V takes the residuals over
 * {@code m − 1 − p} and df is {@code m − 1 − p}, p the covariates that vary between pairs and are not collinear. The
 * baseline stays as it is. Agrees with the intercept of an ordinary least squares fit in numpy 2.4 to 1e-9.
 *
 * <p>Assumes pairs are independent draws and complete: leave out both members when one is lost. The two-sample test on
 * the same data stays valid but is conservative by the covariance {@code 2 s_tc/m}. Agrees with scipy 1.17
 * {@code ttest_rel} to 1e-9. Throws {@code TOO_FEW_UNITS} below two pairs, {@code ZERO_VARIANCE},
 * {@code WEAK_DENOMINATOR}. Imbens, Rubin (2015), Causal Inference, ch. 10; Fogarty (2018),
 * Biometrika 105.
 */
public final class MatchedPairs {

    private MatchedPairs() {}

    /**
     * A covariate of both members.
     *
     * @param control the control member's
     * @param treatment the treated member's
     */
    public record Covariate(Column control, Column treatment) {}

    /**
     * The fit on m pairs of units both ways round, 2m rows, when nobody knows which member would be treated: it needs the
     * moments of all members and those of the pairs' means alone, {@code Cov(c_i, t_j) = 2 Cov(m_i, m_j) − Cov(u_i, u_j)},
     * u a member and m a mean.
     *
     * @param members moments over 2m units
     * @param means moments over the m means of the pairs
     */
    public static Adjustment bothWays(Moments members, Moments means, Column y, List<Column> covariates) {
        int k = members.size();
        double[] mean = new double[2 * k];
        double[][] covariance = new double[2 * k][2 * k];
        for (int i = 0; i < k; i++) {
            mean[i] = members.mean(i);
            mean[k + i] = members.mean(i);
            for (int j = 0; j < k; j++) {
                double own = members.crossM2(i, j) / members.n();
                double between = 2 * means.crossM2(i, j) / means.n() - own;
                covariance[i][j] = own;
                covariance[k + i][k + j] = own;
                covariance[i][k + j] = between;
                covariance[k + i][j] = between;
            }
        }
        Fit fit = fit(
                Moments.ofPopulation(2 * means.n(), mean, covariance),
                both(y, k),
                covariates.stream().map(c -> both(c, k)).toList());
        List<Column> used = fit.used().stream().map(covariates::get).toList();
        return new Adjustment(
                fit.contrast(),
                fit.unadjusted(),
                used,
                covariates.stream().filter(c -> !used.contains(c)).toList());
    }

    private static Covariate both(Column column, int k) {
        return switch (column) {
            case Column.Plain plain -> new Covariate(plain, Column.of(k + plain.index()));
            case Column.Ratio ratio ->
                new Covariate(ratio, Column.ratio(k + ratio.numerator(), k + ratio.denominator()));
        };
    }

    /** Paired contrast adjusted for differences in covariates; positions of those used, the plain contrast without any. */
    static Fit fit(Moments pairs, Covariate response, List<Covariate> covariates) {
        Contrast plain = contrast(pairs, response.control(), response.treatment());
        int p = covariates.size();
        Column[] columns = new Column[2 * p + 2];
        double[][] a = new double[p + 2][2 * p + 2];
        for (int i = 0; i <= p; i++) {
            Covariate own = i == 0 ? response : covariates.get(i - 1);
            columns[2 * i] = own.control();
            columns[2 * i + 1] = own.treatment();
            a[i][2 * i] = -1;
            a[i][2 * i + 1] = 1;
        }
        a[p + 1][0] = 1;
        Moments e = Column.linearise(pairs, columns).linear(a);
        int[] candidates = IntStream.rangeClosed(1, p).toArray();
        int[] kept = MomentRegression.independent(List.of(e), candidates).stream()
                .mapToInt(i -> candidates[i])
                .toArray();
        double m = e.n();
        double df = m - 1 - kept.length;
        if (kept.length == 0 || df < 1) {
            return new Fit(plain, plain, List.of());
        }
        double[] slopes = MomentRegression.slopes(e, 0, kept);
        double[][] b = new double[2][p + 2];
        b[0][0] = 1;
        b[1][p + 1] = 1;
        for (int i = 0; i < kept.length; i++) {
            b[0][kept[i]] = -slopes[i];
        }
        Moments f = e.linear(b);
        double scale = (m - 1) / df;
        // the fit's own error at average covariates of zero is part of that of the intercept
        double leverage = 1 + leverage(e, kept);
        Contrast adjusted = new Contrast(
                f.mean(0),
                scale * leverage * f.variance(0) / m,
                df,
                f.mean(1),
                f.variance(1) / m,
                f.covariance(0, 1) / m);
        return new Fit(adjusted, plain, Arrays.stream(kept).mapToObj(i -> i - 1).toList());
    }

    /** {@code m d̄'S⁻¹d̄ / (m − 1)}, d̄ the average differences of the covariates and S their covariance. */
    private static double leverage(Moments e, int... kept) {
        double[][] s = new double[kept.length][kept.length];
        double[] d = new double[kept.length];
        for (int i = 0; i < kept.length; i++) {
            d[i] = e.mean(kept[i]);
            for (int j = 0; j < kept.length; j++) {
                s[i][j] = e.covariance(kept[i], kept[j]);
            }
        }
        double[] solved = Cholesky.solve(s, d);
        double sum = 0;
        for (int i = 0; i < d.length; i++) {
            sum += d[i] * solved[i];
        }
        return sum * e.n() / (e.n() - 1);
    }

    /** The adjusted contrast, the plain one, and positions of the covariates that entered. */
    record Fit(Contrast contrast, Contrast unadjusted, List<Integer> used) {}

    /** Paired contrast of the treated member's quantity less the control member's. */
    public static Contrast contrast(Moments pairs, Column control, Column treatment) {
        if (pairs.n() < 2) {
            throw new DegenerateDataException(
                    Reason.TOO_FEW_UNITS, "2 complete pairs are needed, there are " + pairs.n());
        }
        Moments e = Column.linearise(pairs, control, treatment).linear(new double[][] {{-1, 1}, {1, 0}});
        double m = e.n();
        return new Contrast(e.mean(0), e.variance(0) / m, m - 1, e.mean(1), e.variance(1) / m, e.covariance(0, 1) / m);
    }
}
