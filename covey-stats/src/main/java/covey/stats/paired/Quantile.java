package covey.stats.paired;

/** Quantile of sorted draws, interpolated between neighbours (Hyndman and Fan's type 7). */
final class Quantile {
    private Quantile() {}

    static double of(double[] sorted, double p) {
        double at = p * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
