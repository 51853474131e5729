package covey.stats.moment;

/**
 * Successes among trials of one arm.
 *
 * @param successes units with the property, between 0 and {@code trials}
 * @param trials units, at least 1
 */
public record BinomialCount(long successes, long trials) {

    /** Refuses impossible counts. */
    public BinomialCount {
        if (trials < 1 || successes < 0 || successes > trials) {
            throw new IllegalArgumentException("successes " + successes + " of " + trials + " trials is no count");
        }
    }

    /** Reads the count off a 0/1 column; refuses a column whose moments are not those of zeros and ones. */
    public static BinomialCount of(Moments moments, int column) {
        double p = moments.mean(column);
        double n = moments.n();
        long successes = Math.round(p * n);
        double expected = n * p * (1 - p);
        boolean whole = Math.abs(p * n - successes) <= 1e-6 * Math.max(1, n * 1e-6);
        if (!whole || Math.abs(moments.crossM2(column, column) - expected) > 1e-6 * Math.max(1, expected)) {
            throw new IllegalArgumentException("column " + column + " is not made of zeros and ones: mean " + p
                    + ", sum of squares about it " + moments.crossM2(column, column));
        }
        return new BinomialCount(successes, moments.n());
    }

    /** Successes over trials. */
    public double proportion() {
        return (double) successes / trials;
    }
}
