package covey.stats.compare;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.moment.Moments;

/**
 * Difference of two means, variances unequal (Welch).
 *
 * <p>{@code D = ȳ_t − ȳ_c}, {@code V = s²_t/n_t + s²_c/n_c} with divisor n − 1, df by Welch–Satterthwaite; baseline
 * ȳ_c, {@code Cov(D, ȳ_c) = −s²_c/n_c}.
 *
 * <p>Assumes independent units (clusters first become one row each) and means near normal: heavy tails need capping or
 * large n. Agrees with gbstats 0.8.0 TwoSidedTTest to 1e-9. Throws {@code TOO_FEW_UNITS} below two units in an arm and
 * {@code ZERO_VARIANCE} when neither arm varies. Welch (1947), Biometrika 34.
 */
public final class MeanDifference {

    private MeanDifference() {}

    /** Welch contrast of column y. */
    public static Contrast contrast(Moments control, Moments treatment, int y) {
        return Arm.contrast(Arm.ofMean(control, y), Arm.ofMean(treatment, y));
    }

    /**
     * Student contrast of column y: one variance for both arms, {@code s² = (M2_c + M2_t)/(n − 2)}, df n − 2. For
     * comparison with other tools; agrees with spotify/confidence 3.0.4 StudentsTTest to 1e-6.
     */
    public static Contrast pooledVarianceContrast(Moments control, Moments treatment, int y) {
        double df = control.n() + treatment.n() - 2.0;
        if (control.n() < 1 || treatment.n() < 1 || df < 1) {
            throw new DegenerateDataException(
                    Reason.TOO_FEW_UNITS, "arms have " + control.n() + " and " + treatment.n() + " units");
        }
        double pooled = (control.crossM2(y, y) + treatment.crossM2(y, y)) / df;
        double baseline = pooled / control.n();
        return new Contrast(
                treatment.mean(y) - control.mean(y),
                baseline + pooled / treatment.n(),
                df,
                control.mean(y),
                baseline,
                -baseline);
    }
}
