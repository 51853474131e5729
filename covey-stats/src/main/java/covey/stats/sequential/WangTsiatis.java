package covey.stats.sequential;

import covey.stats.Alternative;
import java.util.Arrays;

/**
 * Classical group-sequential bounds of fixed shape: {@code b_k = C (t_k / t_K)^{Δ − 1/2}}, the constant C chosen so that
 * the whole test has its error.
 *
 * <p>Δ = 0 is O'Brien-Fleming, Δ = 1/2 Pocock. They need all looks planned in advance; when the times may change, spend.
 * Constants agree with Jennison and Turnbull (2000), tables 2.1 and 2.3, to their three digits. Wang, Tsiatis (1987),
 * Biometrics 43; Pocock (1977), Biometrika 64; O'Brien, Fleming (1979), Biometrics 35.
 *
 * @param delta shape, from −2 to 1
 */
public record WangTsiatis(double delta) {

    /** Refuses shapes outside the range. */
    public WangTsiatis {
        if (!(delta >= -2 && delta <= 1)) {
            throw new IllegalArgumentException("shape must lie in [-2, 1], got " + delta);
        }
    }

    /** Equal bounds at every look. */
    public static WangTsiatis pocock() {
        return new WangTsiatis(0.5);
    }

    /** Bounds that fall with the root of the information. */
    public static WangTsiatis obrienFleming() {
        return new WangTsiatis(0);
    }

    /** The constant C, the bound at the last look. */
    public double constant(double alpha, Alternative alternative, double... fractions) {
        return RootSearch.ofRising(
                c -> alpha
                        - shaped(c, alpha, alternative, fractions).crossing(0).rejection(),
                1.5,
                3);
    }

    /** The bounds at rising information fractions. */
    public GroupSequentialBounds bounds(double alpha, Alternative alternative, double... fractions) {
        return shaped(constant(alpha, alternative, fractions), alpha, alternative, fractions);
    }

    private GroupSequentialBounds shaped(double c, double alpha, Alternative alternative, double... fractions) {
        double last = fractions[fractions.length - 1];
        double[] critical = Arrays.stream(fractions)
                .map(t -> c * Math.pow(t / last, delta - 0.5))
                .toArray();
        return GroupSequentialBounds.ofCritical(alternative, alpha, fractions, critical);
    }
}
