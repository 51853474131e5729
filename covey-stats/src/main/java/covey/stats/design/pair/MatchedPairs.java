package covey.stats.design.pair;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.compare.Contrast;
import covey.stats.moment.Column;
import covey.stats.moment.Moments;

/**
 * Difference within matched pairs of which one member is treated by chance (paired t).
 *
 * <p>Rows are pairs, with the control member's and the treated member's values in columns of their own. With c and t the
 * two values of a pair, ratios linearised at the pairs' means: {@code D = t̄ − c̄}, {@code V = s²_{t−c}/m},
 * df m − 1 over m pairs; baseline c̄ with {@code s²_c/m} and {@code Cov(D, c̄) = (s_tc − s²_c)/m}.
 *
 * <p>Assumes pairs are independent draws and complete: leave out both members when one is lost. The two-sample test on
 * the same data stays valid but is conservative by the covariance {@code 2 s_tc/m}. Agrees with scipy 1.17
 * {@code ttest_rel} to 1e-9. Throws {@code TOO_FEW_UNITS} below two pairs, {@code ZERO_VARIANCE},
 * {@code WEAK_DENOMINATOR}. Imbens, Rubin (2015), Causal Inference, ch. 10.
 */
public final class MatchedPairs {

    private MatchedPairs() {}

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
