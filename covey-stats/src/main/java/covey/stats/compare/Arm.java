package covey.stats.compare;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.moment.Moments;

/** One arm's estimate, its sampling variance and the degrees of freedom that variance was estimated with. */
record Arm(double value, double variance, double df) {

    static Arm ofMean(Moments moments, int column) {
        return new Arm(moments.mean(column), moments.variance(column) / moments.n(), moments.n() - 1.0);
    }

    /** Contrast of two independent arms, the control value being the baseline. */
    static Contrast contrast(Arm control, Arm treatment) {
        return new Contrast(
                treatment.value - control.value,
                control.variance + treatment.variance,
                welch(control, treatment),
                control.value,
                control.variance,
                -control.variance);
    }

    /** Welch–Satterthwaite degrees of freedom. */
    static double welch(Arm... parts) {
        double total = 0;
        double squares = 0;
        for (Arm part : parts) {
            total += part.variance;
        }
        if (total == 0) {
            throw new DegenerateDataException(
                    Reason.ZERO_VARIANCE, "no arm varies, so the difference has no sampling error");
        }
        for (Arm part : parts) {
            double share = part.variance / total;
            if (share > 0) {
                squares += share * share / part.df;
            }
        }
        return 1 / squares;
    }
}
