package covey.stats.power;

/**
 * Degrees of freedom of an arm's variance when the arm has n units: {@code perUnit·n − lost}.
 *
 * <ul>
 *   <li>a simple random sample: {@code n − 1};
 *   <li>clusters with coefficient of variation cv of their sizes, CR2 with Satterthwaite: about {@code n/(1 + cv²) − 1},
 *       exact for equal sizes;
 *   <li>one member of each pair, the paired t of n pairs: {@code (n − 1)/2} an arm, so that Welch's formula gives n − 1;
 *   <li>strata with weights w_k and variances σ²_k: {@code n (Σw_kσ²_k)²/Σw_kσ⁴_k − K}, Satterthwaite's to first order;
 *   <li>cells with shares s_k averaged alike: {@code (Σ1/s_k)²/Σ1/s_k³} for every unit of the experiment, the same
 *       expansion.
 * </ul>
 *
 * <p>Covariates of few randomised units are unlike between arms by chance, which a regression pays for: with q of them the
 * variance is {@code 1 + q/(f − 1)} times what they leave, f the degrees of freedom of both arms (exact for normal
 * covariates, of no account with many units).
 *
 * @param perUnit degrees of freedom that a unit brings, positive
 * @param lost those that the fit uses up, not negative
 * @param covariates covariates whose chance imbalance is paid for, not negative
 */
public record Freedom(double perUnit, double lost, int covariates) {

    /** A simple random sample. */
    public static final Freedom SAMPLE = new Freedom(1, 1, 0);

    /** One member of each pair. */
    public static final Freedom PAIRS = new Freedom(0.5, 0.5, 0);

    /** Refuses numbers that are no degrees of freedom. */
    public Freedom {
        if (!(covariates >= 0
                && perUnit > 0
                && perUnit < Double.POSITIVE_INFINITY
                && lost >= 0
                && lost < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("no degrees of freedom: " + perUnit + " a unit less " + lost);
        }
    }

    /** A fit without covariates. */
    public Freedom(double perUnit, double lost) {
        this(perUnit, lost, 0);
    }

    /** Degrees of freedom of an arm of so many units. */
    double of(double units) {
        return perUnit * units - lost;
    }

    /** Fewest units that leave one degree of freedom. */
    double fewest() {
        return (1 + lost) / perUnit;
    }
}
