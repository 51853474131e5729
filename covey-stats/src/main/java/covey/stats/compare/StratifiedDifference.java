package covey.stats.compare;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.moment.Column;
import java.util.ArrayList;
import java.util.List;

/**
 * Difference of means when assignment was made inside strata: Neyman's estimator for the units at hand.
 *
 * <p>With {@code w_k = n_k/N}: {@code D = Σ w_k(ȳ_tk − ȳ_ck)}, {@code V = Σ w_k²(s²_tk/n_tk + s²_ck/n_ck)}, df by
 * Welch–Satterthwaite over strata × arms; baseline {@code Σ w_k ȳ_ck}. Ratios are those of the stratified means. It is
 * {@link PostStratification} without the sampling of the strata's shares, whose estimand is the effect in the population
 * that the units come from; the two differ only when effects differ between strata.
 *
 * <p>Assumes independent assignment inside strata; the share treated may differ between them. The two-sample test on the
 * same data is conservative by the variance between strata, and biased when shares differ. Agrees with a direct
 * computation in numpy 2.4 to 1e-9. Throws {@code TOO_FEW_UNITS} when a stratum has fewer than two units in an arm:
 * {@link #merged} first. Neyman (1923); Imbens, Rubin (2015), Causal Inference, ch. 9.
 */
public final class StratifiedDifference {

    private StratifiedDifference() {}

    /** Stratified contrast of a metric, plain or ratio. */
    public static Contrast contrast(List<Stratum> strata, Column y) {
        StratumShares shares = StratumShares.of(strata);
        StratifiedArm c = StratifiedArm.of(strata.stream().map(Stratum::control).toList(), shares, y);
        StratifiedArm t =
                StratifiedArm.of(strata.stream().map(Stratum::treatment).toList(), shares, y);
        List<Arm> parts = new ArrayList<>(c.parts(0));
        parts.addAll(t.parts(0));
        double baseline = shares.mean(c.means(0));
        return new Contrast(
                shares.mean(t.means(0)) - baseline,
                c.within(0, 0) + t.within(0, 0),
                Arm.welch(parts.toArray(new Arm[0])),
                baseline,
                c.within(0, 0),
                -c.within(0, 0));
    }

    /**
     * Strata in their order, each with fewer than two units in an arm merged into the smaller of its neighbours, until
     * none is left. The order should put like strata side by side, and the planned share treated must be the same in
     * all, else merging biases the comparison. Throws {@code TOO_FEW_UNITS} when even one stratum of all units is too
     * small.
     */
    public static List<Stratum> merged(List<Stratum> strata) {
        List<Stratum> left = new ArrayList<>(strata);
        int small = firstSmall(left);
        while (small >= 0) {
            if (left.size() < 2) {
                throw new DegenerateDataException(
                        Reason.TOO_FEW_UNITS, "all strata together have fewer than two units in an arm");
            }
            boolean before = small > 0
                    && (small == left.size() - 1
                            || left.get(small - 1).n() <= left.get(small + 1).n());
            int into = before ? small - 1 : small;
            Stratum a = left.get(into);
            Stratum b = left.remove(into + 1);
            left.set(
                    into,
                    new Stratum(a.control().plus(b.control()), a.treatment().plus(b.treatment())));
            small = firstSmall(left);
        }
        return List.copyOf(left);
    }

    private static int firstSmall(List<Stratum> strata) {
        for (int k = 0; k < strata.size(); k++) {
            if (strata.get(k).control().n() < 2 || strata.get(k).treatment().n() < 2) {
                return k;
            }
        }
        return -1;
    }
}
