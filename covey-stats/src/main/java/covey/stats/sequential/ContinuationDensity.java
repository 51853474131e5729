package covey.stats.sequential;

import covey.stats.distribution.Normal;

/**
 * Where the score of an experiment that has not stopped yet may be: the sub-density that recursive numerical
 * integration carries from look to look.
 *
 * <p>At information fraction t the score {@code S = Z √t} has mean θt and variance t, θ the drift {@code δ √I_max}, and
 * its increments are independent. With {@code h_k} the density of scores inside the bounds up to look k:
 * {@code h_{k+1}(s) = ∫ h_k(u) φ((s − u − θΔ)/√Δ)/√Δ du} over the continuation region. The integral is a sum over
 * Gauss-Legendre panels no wider than four of the smaller neighbouring standard deviations, so that what is left is
 * below 1e-12 of the integral. An open side is cut nine standard deviations beyond the means under θ and
 * under no drift, a bounded one 22.
 *
 * <p>Under another drift the density is the same one times {@code exp((θ' − θ)s − (θ'² − θ²)t/2)}, the score being
 * sufficient: one recursion serves every drift near its own.
 *
 * <p>Cost: product of the numbers of nodes of two looks, about 10⁴ exponentials for daily looks at O'Brien-Fleming
 * bounds. Armitage, McPherson, Rowe (1969), JRSS A 132; Jennison, Turnbull (2000), chapter 19.
 */
final class ContinuationDensity {

    private static final double PANEL = 4;
    private static final double OPEN_REACH = 9;
    private static final double BOUNDED_REACH = 22;
    private static final double BAND = 26;
    private static final double ROOT_TWO_PI = Math.sqrt(2 * Math.PI);

    private final double drift;
    private final double time;
    private final double[] nodes;
    private final double[] mass;

    private ContinuationDensity(double drift, double time, double[] nodes, double[] mass) {
        this.drift = drift;
        this.time = time;
        this.nodes = nodes;
        this.mass = mass;
    }

    /** Before the first look: the score is zero. */
    static ContinuationDensity start(double drift) {
        return new ContinuationDensity(drift, 0, new double[] {0}, new double[] {1});
    }

    /** At a look whose score is known. */
    static ContinuationDensity at(double drift, double time, double score) {
        return new ContinuationDensity(drift, time, new double[] {score}, new double[] {1});
    }

    double time() {
        return time;
    }

    /** The density at time t inside (low, high), fine enough for a step to the time after it. */
    ContinuationDensity advance(double t, double low, double high, double after) {
        double root = Math.sqrt(t);
        double least = Math.min(0, drift * t);
        double most = Math.max(0, drift * t);
        double from = low == Double.NEGATIVE_INFINITY
                ? least - OPEN_REACH * root
                : Math.max(low, least - BOUNDED_REACH * root);
        double to = high == Double.POSITIVE_INFINITY
                ? most + OPEN_REACH * root
                : Math.min(high, most + BOUNDED_REACH * root);
        if (!(from < to)) {
            return new ContinuationDensity(drift, t, new double[0], new double[0]);
        }
        double finest = Math.sqrt(Math.min(t - time, after - t));
        int panels = Math.max(1, (int) Math.ceil((to - from) / (PANEL * finest)));
        double half = (to - from) / (2 * panels);
        double[] points = GaussLegendre.nodes(from, to, panels);
        double[] weighted = new double[points.length];
        for (int i = 0; i < points.length; i++) {
            weighted[i] = GaussLegendre.weight(i, half) * density(points[i], t);
        }
        return new ContinuationDensity(drift, t, points, weighted);
    }

    /** Density of the score at a later time, over those that continue at this one. */
    double density(double score, double later) {
        double step = later - time;
        double sd = Math.sqrt(step);
        double centre = score - drift * step;
        double sum = 0;
        for (int i = 0; i < nodes.length; i++) {
            double d = (centre - nodes[i]) / sd;
            if (d < BAND && d > -BAND) {
                sum += mass[i] * Math.exp(-0.5 * d * d);
            }
        }
        return sum / (sd * ROOT_TWO_PI);
    }

    /** P(continues here and the score at a later time is above a value). */
    double above(double score, double later) {
        return above(score, later, drift);
    }

    /** The same under another drift. */
    double above(double score, double later, double otherDrift) {
        double step = later - time;
        double sd = Math.sqrt(step);
        double sum = 0;
        for (int i = 0; i < nodes.length; i++) {
            sum += tilted(i, otherDrift) * Normal.survival((score - nodes[i] - otherDrift * step) / sd);
        }
        return sum;
    }

    /** P(continues here and the score at a later time is below a value). */
    double below(double score, double later) {
        return below(score, later, drift);
    }

    /** The same under another drift. */
    double below(double score, double later, double otherDrift) {
        double step = later - time;
        double sd = Math.sqrt(step);
        double sum = 0;
        for (int i = 0; i < nodes.length; i++) {
            sum += tilted(i, otherDrift) * Normal.cdf((score - nodes[i] - otherDrift * step) / sd);
        }
        return sum;
    }

    /** E(score at a later time; continues here and that score is above a value) under another drift. */
    double meanAbove(double score, double later, double otherDrift) {
        double step = later - time;
        double sd = Math.sqrt(step);
        double sum = 0;
        for (int i = 0; i < nodes.length; i++) {
            double mean = nodes[i] + otherDrift * step;
            double x = (score - mean) / sd;
            sum += tilted(i, otherDrift) * (mean * Normal.survival(x) + sd * Normal.density(x));
        }
        return sum;
    }

    /** E(score at a later time; continues here) under another drift. */
    double mean(double later, double otherDrift) {
        double sum = 0;
        for (int i = 0; i < nodes.length; i++) {
            sum += tilted(i, otherDrift) * (nodes[i] + otherDrift * (later - time));
        }
        return sum;
    }

    /** P(has not stopped). */
    double continuing() {
        double sum = 0;
        for (double m : mass) {
            sum += m;
        }
        return sum;
    }

    /**
     * The score above which a later time has the probability, −∞ when none has so much. Newton on the logarithm, which
     * is concave, from a point above the root: the tail is no more than that of a score which never could stop, nor than
     * if all continued from the highest node.
     */
    double scoreAbove(double probability, double later) {
        double continuing = continuing();
        if (probability >= continuing) {
            return Double.NEGATIVE_INFINITY;
        }
        double sd = Math.sqrt(later - time);
        double highest = nodes[nodes.length - 1] + drift * (later - time);
        double score = Math.min(
                drift * later - Normal.quantile(probability) * Math.sqrt(later),
                highest - Normal.quantile(probability / continuing) * sd);
        for (int step = 0; step < 200; step++) {
            double tail = above(score, later);
            if (tail < Double.MIN_NORMAL) {
                score -= sd;
                continue;
            }
            double move = tail / density(score, later) * Math.log(tail / probability);
            score += move;
            if (Math.abs(move) < 1e-12 * (1 + Math.abs(score))) {
                break;
            }
        }
        return score;
    }

    /** The score below which a later time has the probability; +∞ when none has so much. */
    double scoreBelow(double probability, double later) {
        return -mirrored().scoreAbove(probability, later);
    }

    private ContinuationDensity mirrored() {
        int n = nodes.length;
        double[] negative = new double[n];
        double[] same = new double[n];
        for (int i = 0; i < n; i++) {
            negative[i] = -nodes[n - 1 - i];
            same[i] = mass[n - 1 - i];
        }
        return new ContinuationDensity(-drift, time, negative, same);
    }

    private double tilted(int i, double otherDrift) {
        double change = otherDrift - drift;
        return change == 0
                ? mass[i]
                : mass[i] * Math.exp(change * nodes[i] - 0.5 * change * (otherDrift + drift) * time);
    }
}
