package covey.stats.power;

import covey.stats.multiplicity.PValueAdjustment;

/**
 * The level at which one member of a family of m tests is planned under a procedure.
 *
 * <p>Bonferroni tests each member at α/m. Holm, Hochberg, Hommel and Benjamini–Hochberg reject every member with p ≤ α/m
 * and possibly more, Benjamini–Yekutieli with {@code p ≤ α/(m Σ 1/j)}: power at that level is a lower bound of a
 * member's power, whatever the others do and however they depend on each other. What the procedure adds is simulated by
 * {@link FamilyPower#simulated}.
 *
 * @param level level of the member's test
 * @param basis whether the procedure tests at the level or at least at it
 */
public record FamilyLevel(double level, Basis basis) {

    /** What the level stands for. */
    public enum Basis {
        /** The procedure tests each member at the level. */
        EXACT,
        /** The procedure rejects at least what the level rejects. */
        LOWER_BOUND
    }

    /** Level of each of m members. */
    public static FamilyLevel of(PValueAdjustment adjustment, double alpha, int m) {
        if (!(alpha > 0 && alpha < 1) || m < 1) {
            throw new IllegalArgumentException(
                    "a family needs a level in (0, 1) and a member, got " + alpha + " and " + m);
        }
        return switch (adjustment) {
            case NONE -> new FamilyLevel(alpha, Basis.EXACT);
            case BONFERRONI -> new FamilyLevel(alpha / m, Basis.EXACT);
            case HOLM, HOCHBERG, HOMMEL, BENJAMINI_HOCHBERG -> new FamilyLevel(alpha / m, basis(m));
            case BENJAMINI_YEKUTIELI -> {
                double harmonic = 0;
                for (int j = 1; j <= m; j++) {
                    harmonic += 1.0 / j;
                }
                yield new FamilyLevel(alpha / (m * harmonic), basis(m));
            }
        };
    }

    private static Basis basis(int m) {
        return m == 1 ? Basis.EXACT : Basis.LOWER_BOUND;
    }
}
