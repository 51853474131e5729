package covey.stats.sequential;

import covey.stats.Alternative;
import covey.stats.distribution.Normal;

/**
 * Likelihood ratio of a normal (one-sided: half-normal) mixture of effects against none, as a function of Z and of
 * v = mixture variance / sampling variance.
 *
 * <p>Two-sided {@code M = exp(z² v / (2(1 + v))) / √(1 + v)}; one-sided {@code M = 2 Φ(x) exp(x²/2) / √(1 + v)}, {@code
 * x = z √(v/(1 + v))}. M starts at 1 and is a martingale without an effect, a supermartingale against the direction:
 * P(ever M ≥ 1/α) ≤ α. Robbins (1970), Annals of Mathematical Statistics 41; Howard, Ramdas, McAuliffe, Sekhon (2021),
 * Annals of Statistics 49, equations 14 and 3.
 */
final class NormalMixture {

    private static final double LOG_TWO = Math.log(2);
    private static final double ROOT_TWO_PI = Math.sqrt(2 * Math.PI);

    private NormalMixture() {}

    /** The v at which the interval of error α is narrowest for its sample. */
    static double tightest(double alpha, Alternative alternative) {
        double log = -2 * Math.log(alternative == Alternative.TWO_SIDED ? alpha : 2 * alpha);
        return log + Math.log1p(log);
    }

    /** Natural logarithm of M; z points in the direction of a one-sided alternative. */
    static double log(double z, double v, Alternative alternative) {
        double x = z * Math.sqrt(v / (1 + v));
        double symmetric = 0.5 * (x * x - Math.log1p(v));
        return alternative == Alternative.TWO_SIDED ? symmetric : LOG_TWO - 0.5 * Math.log1p(v) + logHalf(x);
    }

    /** The z at which M reaches 1/α; one-sided by Newton from the closed-form bound above it. */
    static double critical(double alpha, double v, Alternative alternative) {
        double target = 0.5 * Math.log1p(v) - Math.log(alpha);
        double stretch = Math.sqrt((1 + v) / v);
        if (alternative == Alternative.TWO_SIDED) {
            return stretch * Math.sqrt(2 * target);
        }
        double goal = target - LOG_TWO;
        double x = Math.sqrt(2 * Math.log1p(Math.exp(goal)));
        for (int i = 0; i < 50; i++) {
            double move = (logHalf(x) - goal) / (x + Math.exp(-0.5 * x * x) / (ROOT_TWO_PI * Normal.cdf(x)));
            x -= move;
            if (Math.abs(move) < 1e-14 * (1 + x)) {
                break;
            }
        }
        return stretch * x;
    }

    /** {@code x²/2 + ln Φ(x)}; far below zero by the asymptotic series of Mills' ratio. */
    private static double logHalf(double x) {
        if (x > -20) {
            return 0.5 * x * x + Math.log(Normal.cdf(x));
        }
        double s = 1 / (x * x);
        return Math.log1p(-s + 3 * s * s - 15 * s * s * s) - Math.log(-x * ROOT_TWO_PI);
    }
}
