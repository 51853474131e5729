package covey.stats.moment;

/**
 * Gathers centred moments one row at a time (Welford's update). Not thread-safe; one per thread, then
 * {@link Moments#plus}.
 *
 * <p>Welford (1962), Note on a method for calculating corrected sums of squares and products, Technometrics 4.
 */
public final class MomentAccumulator {

    /** First row; sums run over differences from it, so that a mean far from zero costs no digits. */
    private final double[] origin;

    private final double[] mean;
    private final double[] cross;
    private final double[] before;
    private long n;

    /** Starts an accumulator over k columns. */
    public MomentAccumulator(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("a moment block needs at least one column, got " + k);
        }
        origin = new double[k];
        mean = new double[k];
        cross = new double[Moments.packedSize(k)];
        before = new double[k];
    }

    /** Adds one unit; refuses NaN, infinity and a row of the wrong length. */
    public void add(double... row) {
        int k = mean.length;
        if (row.length != k) {
            throw new IllegalArgumentException("row has " + row.length + " values, the block has " + k + " columns");
        }
        for (double value : row) {
            Moments.finite(value, "value");
        }
        if (n == 0) {
            System.arraycopy(row, 0, origin, 0, k);
        }
        n++;
        for (int i = 0; i < k; i++) {
            before[i] = row[i] - origin[i] - mean[i];
            mean[i] += before[i] / n;
        }
        int at = 0;
        for (int i = 0; i < k; i++) {
            for (int j = i; j < k; j++) {
                cross[at++] += before[i] * (row[j] - origin[j] - mean[j]);
            }
        }
    }

    /** Returns the moments of all rows added so far. */
    public Moments moments() {
        double[] means = mean.clone();
        for (int i = 0; i < means.length; i++) {
            means[i] += origin[i];
        }
        return Moments.owning(n, means, cross.clone());
    }
}
