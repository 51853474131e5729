package covey.stats.power;

import covey.stats.compare.Contrast;
import covey.stats.compare.NonInferiority;
import covey.stats.distribution.NoncentralT;
import covey.stats.distribution.Normal;
import covey.stats.distribution.StudentT;

/**
 * The prospect of an experiment whose contrast is known up to its difference, as the same estimator gives it on a history
 * in which nobody was treated.
 *
 * <p>With V the sampling variance and δ the effect, the statistic is noncentral t with the contrast's degrees of freedom
 * and noncentrality {@code δ/√V}, or for a margin that of {@link NonInferiority} at its expectation. Information k divides
 * V and the two moments of the baseline by k, and makes df + 1 k times as large: rows are the source of both.
 *
 * <p>Assumes that treatment leaves the variance as it is. Agrees with {@link Comparison} of an even split to 1e-6 where
 * degrees of freedom are alike. Cost: one noncentral t a value.
 *
 * @param contrast the contrast; its difference is not read
 */
public record ExpectedContrast(Contrast contrast) implements Prospect {
    @Override
    public double standardError() {
        return contrast.standardError();
    }

    @Override
    public double baseline() {
        return contrast.baseline();
    }

    @Override
    public double power(Claim claim, double effect) {
        Contrast expected = new Contrast(
                effect,
                contrast.variance(),
                contrast.df(),
                contrast.baseline(),
                contrast.baselineVariance(),
                contrast.covariance());
        double theta = claim.kind() == Claim.Kind.DIFFERENCE
                ? Math.abs(expected.statistic())
                : new NonInferiority(expected, claim.margin(), claim.scale(), claim.preferred()).statistic();
        double df = contrast.df();
        return df == Double.POSITIVE_INFINITY
                ? Normal.cdf(theta + Normal.quantile(claim.tail()))
                : NoncentralT.survival(-StudentT.quantile(claim.tail(), df), df, theta);
    }

    @Override
    public ExpectedContrast times(double information) {
        return new ExpectedContrast(new Contrast(
                contrast.difference(),
                contrast.variance() / information,
                Math.max(1, (contrast.df() + 1) * information - 1),
                contrast.baseline(),
                contrast.baselineVariance() / information,
                contrast.covariance() / information));
    }
}
