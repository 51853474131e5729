package covey.stats.test;

import covey.stats.Alternative;
import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.distribution.Normal;
import covey.stats.moment.BinomialCount;

/**
 * Pooled z test of two proportions.
 *
 * <p>{@code z = (p_t − p_c)/√(p̄(1−p̄)(1/n_t + 1/n_c))}, p̄ the share over both arms. z² is Pearson's chi-square of the
 * 2×2 table.
 *
 * <p>Assumes independent units and expected counts of about 5 or more. Agrees with scipy 1.17
 * {@code chi2_contingency(correction=False)} to 1e-9. Throws {@code ZERO_VARIANCE} when all units agree.
 */
public final class TwoProportionZTest {

    private TwoProportionZTest() {}

    /** Tests treatment against control. */
    public static TestResult test(BinomialCount control, BinomialCount treatment, Alternative alternative) {
        double nc = control.trials();
        double nt = treatment.trials();
        double pooled = (control.successes() + treatment.successes()) / (nc + nt);
        double variance = pooled * (1 - pooled) * (1 / nc + 1 / nt);
        if (variance <= 0) {
            throw new DegenerateDataException(
                    Reason.ZERO_VARIANCE, "all units of both arms agree, the share is " + pooled);
        }
        double z = (treatment.proportion() - control.proportion()) / Math.sqrt(variance);
        double p = switch (alternative) {
            case TWO_SIDED -> Math.min(1, 2 * Normal.survival(Math.abs(z)));
            case GREATER -> Normal.survival(z);
            case LESS -> Normal.cdf(z);
        };
        return new TestResult(z, Double.POSITIVE_INFINITY, p);
    }
}
