package covey.stats.test;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;

/** Expected shares of arms, scaled to sum to 1. */
public final class Shares {

    private final double[] share;
    private final int positive;

    private Shares(double[] share, int positive) {
        this.share = share;
        this.positive = positive;
    }

    /** Scales weights to shares; refuses negative weights, and throws {@code TOO_FEW_ARMS} below two positive ones. */
    public static Shares of(double[] weights, int arms) {
        if (weights.length != arms) {
            throw new IllegalArgumentException("there are " + arms + " arms and " + weights.length + " shares");
        }
        double sum = 0;
        int positive = 0;
        for (double weight : weights) {
            if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("share must be a number not below 0, got " + weight);
            }
            sum += weight;
            positive += weight > 0 ? 1 : 0;
        }
        if (positive < 2) {
            throw new DegenerateDataException(
                    Reason.TOO_FEW_ARMS, positive + " arms have a positive expected share, at least 2 are needed");
        }
        double[] scaled = new double[arms];
        for (int i = 0; i < arms; i++) {
            scaled[i] = weights[i] / sum;
        }
        return new Shares(scaled, positive);
    }

    /** Share of arm i. */
    public double share(int i) {
        return share[i];
    }

    /** Number of arms. */
    public int size() {
        return share.length;
    }

    /** Number of arms with a positive share. */
    public int positive() {
        return positive;
    }
}
