package covey.stats.power;

import covey.stats.compare.NonInferiority.Direction;
import covey.stats.compare.NonInferiority.Scale;

/**
 * What an experiment wants to show of one metric, and the error it allows itself.
 *
 * <p>Power of a claim is the probability that its test rejects towards the true effect. A rejection with the wrong sign
 * is no success, so a two-sided test at α has power α/2 at no effect.
 *
 * @param kind what is claimed
 * @param alpha error of the whole test, two tails for {@code DIFFERENCE}, after any correction for several metrics
 * @param margin largest harm tolerated, not negative; 0 unless the kind is {@code NON_INFERIORITY}
 * @param scale scale of the margin
 * @param preferred direction in which the metric is better
 */
public record Claim(Kind kind, double alpha, double margin, Scale scale, Direction preferred) {

    /** Kinds of claim. */
    public enum Kind {
        /** Arms differ: two-sided. */
        DIFFERENCE,
        /** Treatment is better: one-sided. */
        IMPROVEMENT,
        /** Treatment is not worse by the margin or more: one-sided. */
        NON_INFERIORITY
    }

    /** Refuses a level outside (0, 1) and a margin that does not fit the kind. */
    public Claim {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("alpha must lie in (0, 1), got " + alpha);
        }
        if (!(margin >= 0 && margin < Double.POSITIVE_INFINITY) || (margin > 0 && kind != Kind.NON_INFERIORITY)) {
            throw new IllegalArgumentException("margin " + margin + " does not fit the claim " + kind);
        }
    }

    /** The arms differ, two-sided at alpha. */
    public static Claim difference(double alpha) {
        return new Claim(Kind.DIFFERENCE, alpha, 0, Scale.ABSOLUTE, Direction.INCREASE);
    }

    /** Treatment is better, one-sided at alpha. */
    public static Claim improvement(double alpha, Direction preferred) {
        return new Claim(Kind.IMPROVEMENT, alpha, 0, Scale.ABSOLUTE, preferred);
    }

    /** Treatment is not worse by the margin or more, one-sided at alpha. */
    public static Claim nonInferiority(double alpha, double margin, Scale scale, Direction preferred) {
        return new Claim(Kind.NON_INFERIORITY, alpha, margin, scale, preferred);
    }

    /** The same claim for a metric that is better in the direction given. */
    public Claim preferring(Direction direction) {
        return new Claim(kind, alpha, margin, scale, direction);
    }

    /** The same claim at another level. */
    public Claim at(double level) {
        return new Claim(kind, level, margin, scale, preferred);
    }

    /** The same claim with another margin. */
    public Claim within(double otherMargin) {
        return new Claim(kind, alpha, otherMargin, scale, preferred);
    }

    /** Error in the tail where the claim is looked for. */
    public double tail() {
        return kind == Kind.DIFFERENCE ? alpha / 2 : alpha;
    }

    /** The same error in one tail, where better is looked for: of a difference the half. */
    Claim towardsBetter() {
        return kind == Kind.DIFFERENCE ? improvement(tail(), preferred) : this;
    }

    /** An effect of this size towards better. */
    double towardsBetter(double size) {
        return preferred == Direction.INCREASE ? size : -size;
    }
}
