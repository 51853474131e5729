package covey.stats.power;

import covey.stats.Alternative;
import covey.stats.distribution.ChiScale;
import covey.stats.distribution.Normal;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Dunnett's comparison of several treatments with one control: common critical values, adjusted p-values and power.
 *
 * <p>With shares s_0 of control and s_i of treatments, equal variances and {@code b_i = √(s_i/(s_i + s_0))}, the
 * statistics are {@code T_i = (θ_i + b_i Z_0 + √(1 − b_i²) Z_i)/s} with one common standard normal Z_0 and s =
 * √(χ²_ν/ν), so that given (Z_0, s) they are independent and every probability is a double integral: trapezoidal in
 * Z_0, {@link ChiScale} in s.
 *
 * <p>The critical value c has {@code P(max |T_i| > c) = α} without effects (max T_i when one-sided). It is below that of
 * Bonferroni because the common control correlates the tests.
 *
 * <p>Assumes equal unit variances and normal means; {@link #sharing} takes unequal ones. Agrees with mvtnorm 1.1.3
 * {@code pmvnorm(Miwa)} to 1e-6 and multcomp 1.4.22 {@code glht(mcp("Dunnett"))} to 2e-6,
 * with the tables of Dunnett (1964) to their two decimals and
 * with adaptive double integration (scipy 1.17 {@code quad}) to 1e-6. Cost: milliseconds for one probability, about forty of
 * them for a critical value. Dunnett (1955), JASA 50; (1964), Biometrics 20.
 */
public final class Dunnett {

    private static final double REACH = 8.5;
    private static final double STEP = 0.1;

    private final double[] shared;
    private final double df;

    private Dunnett(double[] shared, double df) {
        this.shared = shared;
        this.df = df;
    }

    /** Comparisons of arms with these shares, control first, and df degrees of freedom, infinite for the normal. */
    public static Dunnett of(double df, double... shares) {
        if (shares.length < 2 || Arrays.stream(shares).anyMatch(s -> !(s > 0))) {
            throw new IllegalArgumentException(
                    "a control and a treatment with positive shares are needed, got " + Arrays.toString(shares));
        }
        double[] shared = IntStream.range(1, shares.length)
                .mapToDouble(i -> Math.sqrt(shares[i] / (shares[i] + shares[0])))
                .toArray();
        return new Dunnett(shared, df);
    }

    /**
     * Comparisons whose statistics share the control's part of their variance.
     *
     * @param df degrees of freedom, infinite for the normal
     * @param parts variance of control over that of each difference, in (0, 1): {@code b_i²}
     */
    public static Dunnett sharing(double df, double... parts) {
        if (parts.length < 1 || Arrays.stream(parts).anyMatch(b -> !(b > 0 && b < 1))) {
            throw new IllegalArgumentException(
                    "the control has a part in (0, 1) of the variance of a difference, got " + Arrays.toString(parts));
        }
        return new Dunnett(Arrays.stream(parts).map(Math::sqrt).toArray(), df);
    }

    /** Number of treatments. */
    public int treatments() {
        return shared.length;
    }

    /** Critical value of the family at level alpha; two-sided, or for the greatest of the one-sided statistics. */
    public double critical(double alpha, Alternative alternative) {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("alpha must lie in (0, 1), got " + alpha);
        }
        DoubleUnaryOperator excess = c -> alpha - pValue(c, alternative);
        return Monotone.solveFromZero(excess, 1, Double.POSITIVE_INFINITY).orElseThrow();
    }

    /** Level of a single test with that critical value, for use in {@link Claim#at}; between α/k and α. */
    public double perComparison(double alpha, Alternative alternative) {
        double c = critical(alpha, alternative);
        double tail = ChiScale.expectation(df, s -> Normal.survival(c * s));
        return alternative == Alternative.TWO_SIDED ? 2 * tail : tail;
    }

    /** Probability without effects of a largest statistic beyond the value: the adjusted p-value of a statistic. */
    public double pValue(double statistic, Alternative alternative) {
        double t = switch (alternative) {
            case TWO_SIDED -> Math.abs(statistic);
            case GREATER -> statistic;
            case LESS -> -statistic;
        };
        boolean twoSided = alternative == Alternative.TWO_SIDED;
        // in tails and logarithms, so that small p-values keep their digits
        double p = expectation((z, s) -> {
            double log = 0;
            for (double b : shared) {
                double own = Math.sqrt(1 - b * b);
                double below = twoSided ? Normal.cdf((-t * s - b * z) / own) : 0;
                log += Math.log1p(-Math.min(1, Normal.survival((t * s - b * z) / own) + below));
            }
            return -Math.expm1(log);
        });
        return Math.min(1, p);
    }

    /**
     * Power at a critical value. The rejection of a treatment without effect is counted on the upper side alone: double
     * it for a two-sided test.
     *
     * @param critical critical value of each statistic
     * @param theta expected statistic of each treatment, effect over standard error; 0 for one without effect
     */
    public FamilyPower power(double critical, double... theta) {
        if (theta.length != shared.length) {
            throw new IllegalArgumentException(
                    "there are " + shared.length + " treatments and " + theta.length + " effects");
        }
        double none = expectation((z, s) -> product(theta, i -> 1 - shown(critical * s, theta[i], i, z)));
        double all = expectation((z, s) -> product(theta, i -> shown(critical * s, theta[i], i, z)));
        var each = IntStream.range(0, theta.length)
                .mapToObj(i -> expectation((z, s) -> shown(critical * s, theta[i], i, z)))
                .toList();
        boolean effects = Arrays.stream(theta).anyMatch(t -> t != 0);
        return new FamilyPower(each, 1 - none, effects ? all : 0);
    }

    /** Over the treatments with an effect. */
    private static double product(double[] theta, IntToDoubleFunction factor) {
        return IntStream.range(0, theta.length)
                .filter(i -> theta[i] != 0)
                .mapToDouble(factor)
                .reduce(1, (a, b) -> a * b);
    }

    /** Probability of a statistic beyond the bound towards the effect, given the control. */
    private double shown(double bound, double theta, int i, double z) {
        double b = shared[i];
        double towards = Math.copySign(1, theta);
        return Normal.cdf((Math.abs(theta) + towards * b * z - bound) / Math.sqrt(1 - b * b));
    }

    private interface OverControlAndScale {
        double at(double z, double s);
    }

    private double expectation(OverControlAndScale g) {
        return ChiScale.expectation(df, s -> {
            double sum = 0;
            double mass = 0;
            for (double z = -REACH; z <= REACH; z += STEP) {
                double weight = Math.exp(-z * z / 2);
                mass += weight;
                sum += weight * g.at(z, s);
            }
            return sum / mass;
        });
    }
}
