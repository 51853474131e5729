package covey.stats.distribution;

/** Argument checks of the façades, each naming the value it refuses. */
final class Checks {

    private Checks() {}

    static double notNaN(double x) {
        if (Double.isNaN(x)) {
            throw new IllegalArgumentException("argument is NaN");
        }
        return x;
    }

    static double probability(double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("probability must lie in [0, 1], got " + p);
        }
        return p;
    }

    static double degreesOfFreedom(double df) {
        if (!(df > 0)) {
            throw new IllegalArgumentException("degrees of freedom must be positive, got " + df);
        }
        return df;
    }
}
