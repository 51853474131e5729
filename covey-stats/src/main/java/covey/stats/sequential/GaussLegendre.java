package covey.stats.sequential;

/** Gauss-Legendre quadrature in equal panels of sixteen nodes. */
final class GaussLegendre {

    static final int ORDER = 16;
    private static final double[] NODE = new double[ORDER];
    private static final double[] WEIGHT = new double[ORDER];

    static {
        for (int i = 0; i < ORDER; i++) {
            solve(i);
        }
    }

    private GaussLegendre() {}

    /** Nodes of the panels between two points, rising. */
    static double[] nodes(double from, double to, int panels) {
        double half = (to - from) / (2 * panels);
        double[] all = new double[panels * ORDER];
        for (int i = 0; i < all.length; i++) {
            all[i] = from + half * (2 * (i / ORDER) + 1 + NODE[i % ORDER]);
        }
        return all;
    }

    /** Weight of node i when the panels are half wide. */
    static double weight(int i, double half) {
        return half * WEIGHT[i % ORDER];
    }

    /** The i-th root of the Legendre polynomial by Newton, and its weight. */
    private static void solve(int i) {
        double x = -Math.cos(Math.PI * (i + 0.75) / (ORDER + 0.5));
        double slope = 0;
        for (int step = 0; step < 20; step++) {
            double before = 1;
            double value = x;
            for (int k = 2; k <= ORDER; k++) {
                double next = ((2 * k - 1) * x * value - (k - 1) * before) / k;
                before = value;
                value = next;
            }
            slope = ORDER * (x * value - before) / (x * x - 1);
            x -= value / slope;
        }
        NODE[i] = x;
        WEIGHT[i] = 2 / ((1 - x * x) * slope * slope);
    }
}
