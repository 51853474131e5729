package covey.stats.power;

import java.util.stream.IntStream;

/**
 * Shares of all units of an experiment that go to the two arms of one comparison. They add to 1 with two arms and to
 * less when further arms or a holdout take the rest.
 *
 * @param control share of the control arm, in (0, 1)
 * @param treatment share of the treatment arm, in (0, 1)
 */
public record Split(double control, double treatment) {

    private static final double ROUNDING = 1e-9;

    /** Refuses shares that are not positive or add to more than 1. */
    public Split {
        if (!(control > 0 && treatment > 0 && control + treatment <= 1 + ROUNDING)) {
            throw new IllegalArgumentException(
                    "shares must be positive and add to at most 1, got " + control + " and " + treatment);
        }
    }

    /** Half and half. */
    public static Split even() {
        return new Split(0.5, 0.5);
    }

    /** Equal shares of so many arms, control among them. */
    public static Split among(int arms) {
        if (arms < 2) {
            throw new IllegalArgumentException("a comparison needs at least two arms, got " + arms);
        }
        return new Split(1.0 / arms, 1.0 / arms);
    }

    /**
     * The split that makes the sum of variances of k comparisons with one control smallest: control gets √k shares for
     * every share of a treatment (Dunnett 1955).
     */
    public static Split favouringControl(int treatments) {
        if (treatments < 1) {
            throw new IllegalArgumentException("a comparison needs at least one treatment, got " + treatments);
        }
        double root = Math.sqrt(treatments);
        return new Split(root / (root + treatments), 1 / (root + treatments));
    }

    /** Splits of every treatment against the control, from shares with the control first. */
    public static Split[] ofArms(double... shares) {
        return IntStream.range(1, shares.length)
                .mapToObj(i -> new Split(shares[0], shares[i]))
                .toArray(Split[]::new);
    }
}
