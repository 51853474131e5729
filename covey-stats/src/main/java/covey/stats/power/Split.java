package covey.stats.power;

import java.util.stream.IntStream;

/**
 * Shares of all units of an experiment that go to the two arms of one comparison. They add to 1 with two arms and to
 * less when further arms or a holdout take the rest.
 *
 * <p>An effect that is an average over several arms has the shares that a single arm with its variance would have.
 *
 * @param control share of the control arm, in (0, 1)
 * @param treatment share of the treatment arm, in (0, 1)
 * @param ofControl degrees of freedom of the control arm
 * @param ofTreatment degrees of freedom of the treatment arm
 */
public record Split(double control, double treatment, Freedom ofControl, Freedom ofTreatment) {

    private static final double ROUNDING = 1e-9;

    /** Refuses shares that are not positive or add to more than 1. */
    public Split {
        if (!(control > 0 && treatment > 0 && control + treatment <= 1 + ROUNDING)) {
            throw new IllegalArgumentException(
                    "shares must be positive and add to at most 1, got " + control + " and " + treatment);
        }
    }

    /** Arms that are one simple random sample each. */
    public Split(double control, double treatment) {
        this(control, treatment, Freedom.SAMPLE, Freedom.SAMPLE);
    }

    /** The same shares with other degrees of freedom in both arms. */
    public Split with(Freedom freedom) {
        return new Split(control, treatment, freedom, freedom);
    }

    /** Fewest units in the experiment that leave both arms a variance. */
    double fewestUnits() {
        return Math.max(ofControl.fewest() / control, ofTreatment.fewest() / treatment);
    }

    /** Welch's degrees of freedom of a difference of two arms with these variances. */
    double welch(double units, double ofControlArm, double ofTreatmentArm) {
        double own = ofControlArm * ofControlArm / ofControl.of(units * control)
                + ofTreatmentArm * ofTreatmentArm / ofTreatment.of(units * treatment);
        return (ofControlArm + ofTreatmentArm) * (ofControlArm + ofTreatmentArm) / own;
    }

    /** Factor by which chance imbalance of covariates multiplies the variance. */
    double imbalance(double units) {
        int covariates = Math.max(ofControl.covariates(), ofTreatment.covariates());
        double both = ofControl.of(units * control) + ofTreatment.of(units * treatment);
        return covariates == 0 ? 1 : 1 + covariates / Math.max(1, both - 1);
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
