package covey.stats.test;

import java.util.Arrays;

/**
 * One-sample Kolmogorov–Smirnov test that values in [0, 1] are uniform.
 *
 * <p>{@code D = max_i max(i/n − x_(i), x_(i) − (i − 1)/n)}. Up to n = 1000 the p-value {@code P(D_n ≥ d)} is exact by
 * Durbin's matrix (Marsaglia, Tsang, Wang 2003), except in the tail n d² > 7.24, below 1e-6. There and above n = 1000
 * it is Kolmogorov's {@code 2 Σ (−1)^{k−1} exp(−2 k² x²)} at {@code x = y + 1/(6√n) + (y − 1)/(4n)}, y = d√n (Vrbik
 * 2018), within 5e-5.
 *
 * <p>Assumes independent values with a continuous distribution: p-values of tests on few distinct outcomes are not
 * uniform even when the test is right. The exact part agrees with 40 digits to 1e-9 (scipy 1.17 {@code kstwo}, approximate above n = 140, to 2e-7). Refuses
 * no values and values outside [0, 1]. Cost: 8 n^{1.5} log n.
 */
public final class KolmogorovSmirnov {

    private static final int EXACT_UP_TO = 1000;
    private static final double FAR_TAIL = 7.24;
    private static final double RESCALE = 1e140;

    private KolmogorovSmirnov() {}

    /** Test of uniformity on [0, 1]; degrees of freedom are the number of values. */
    public static TestResult uniform(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("uniformity of no values cannot be tested");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        double d = 0;
        for (int i = 0; i < n; i++) {
            if (!(sorted[i] >= 0 && sorted[i] <= 1)) {
                throw new IllegalArgumentException("values must lie in [0, 1], got " + sorted[i]);
            }
            d = Math.max(d, Math.max((i + 1.0) / n - sorted[i], sorted[i] - (double) i / n));
        }
        return new TestResult(d, n, survival(n, d));
    }

    /** P(D_n ≥ d) of n uniform values. */
    static double survival(int n, double d) {
        boolean exact = n <= EXACT_UP_TO && n * d * d <= FAR_TAIL;
        return Math.clamp(exact ? 1 - durbin(n, d) : vrbik(n, d), 0, 1);
    }

    private static double vrbik(int n, double d) {
        double root = Math.sqrt(n);
        double y = d * root;
        double x = y + 1 / (6 * root) + (y - 1) / (4 * n);
        if (x < 0.2) {
            return 1;
        }
        double sum = 0;
        for (int k = 1; k <= 100; k++) {
            double term = Math.exp(-2.0 * k * k * x * x);
            sum += k % 2 == 1 ? term : -term;
        }
        return 2 * sum;
    }

    /** P(D_n < d): n!/n^n times the middle entry of the n-th power of Durbin's matrix. */
    private static double durbin(int n, double d) {
        int k = (int) (n * d) + 1;
        double h = k - n * d;
        int m = 2 * k - 1;
        Scaled power = new Scaled(matrix(m, h), 0).power(n);
        double value = power.entries[k - 1][k - 1];
        int exponent = power.exponent;
        for (int i = 1; i <= n; i++) {
            value = value * i / n;
            if (value < 1 / RESCALE) {
                value *= RESCALE;
                exponent--;
            }
        }
        return value * Math.pow(RESCALE, exponent);
    }

    private static double[][] matrix(int m, double h) {
        double[][] a = new double[m][m];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j <= Math.min(m - 1, i + 1); j++) {
                a[i][j] = 1;
            }
        }
        for (int i = 0; i < m; i++) {
            a[i][0] -= Math.pow(h, i + 1);
            a[m - 1][i] -= Math.pow(h, m - i);
        }
        a[m - 1][0] += 2 * h - 1 > 0 ? Math.pow(2 * h - 1, m) : 0;
        for (int i = 0; i < m; i++) {
            for (int j = 0; j <= i; j++) {
                for (int g = 2; g <= i - j + 1; g++) {
                    a[i][j] /= g;
                }
            }
        }
        return a;
    }

    /** A matrix times a power of {@link #RESCALE}, so that long products neither overflow nor vanish. */
    private static final class Scaled {

        private final double[][] entries;
        private final int exponent;

        Scaled(double[][] entries, int exponent) {
            this.entries = entries;
            this.exponent = exponent;
        }

        Scaled power(int n) {
            if (n == 1) {
                return this;
            }
            Scaled half = power(n / 2);
            Scaled square = half.times(half);
            return n % 2 == 0 ? square : square.times(this);
        }

        private Scaled times(Scaled other) {
            int m = entries.length;
            double[][] product = new double[m][m];
            for (int i = 0; i < m; i++) {
                for (int l = 0; l < m; l++) {
                    double left = entries[i][l];
                    for (int j = 0; j < m; j++) {
                        product[i][j] += left * other.entries[l][j];
                    }
                }
            }
            int power = exponent + other.exponent;
            if (product[m / 2][m / 2] > RESCALE) {
                for (double[] row : product) {
                    for (int j = 0; j < m; j++) {
                        row[j] /= RESCALE;
                    }
                }
                power++;
            }
            return new Scaled(product, power);
        }
    }
}
