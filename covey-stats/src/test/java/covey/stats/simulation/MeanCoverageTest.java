package covey.stats.simulation;

import covey.stats.compare.Contrast;
import covey.stats.compare.MeanDifference;
import covey.stats.compare.RatioDifference;
import covey.stats.distribution.Normal;
import covey.stats.interval.Bounds;
import covey.stats.moment.MomentAccumulator;
import covey.stats.moment.Moments;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class MeanCoverageTest {

    private static final double SIGMA = 1;
    private static final double LIFT = 0.1;

    private static double[] logNormals(RandomGenerator random, int n, double scale) {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = scale * Draw.logNormal(random, SIGMA);
        }
        return values;
    }

    private static Contrast skewed(RandomGenerator random) {
        return MeanDifference.contrast(
                Moments.ofColumns(logNormals(random, 700, 1)), Moments.ofColumns(logNormals(random, 700, 1 + LIFT)), 0);
    }

    @Test
    void welchCoversTheDifferenceOfSkewedMeans() {
        double truth = LIFT * Math.exp(SIGMA * SIGMA / 2);
        Coverage.of(
                        "Welch, lognormal",
                        11,
                        random -> skewed(random).interval(0.95).contains(truth))
                .isNominal();
    }

    @Test
    void fiellerCoversTheLiftOfSkewedMeans() {
        Coverage.of(
                        "Fieller, lognormal",
                        12,
                        random -> skewed(random).fieller(0.95).orElseThrow().contains(LIFT))
                .isNominal();
    }

    /** A cap fitted on both arms is one number; its own sampling matters only where the effect is large (next test). */
    @Test
    void pooledCapCoversTheDifferenceOfCappedMeans() {
        Caps caps = new Caps(1.1);
        Coverage.of(
                        "Welch, pooled cap, lift .1",
                        13,
                        random -> caps.pooled(random).covers(caps.truthAt(caps.cap)))
                .isNominal();
    }

    /**
     * At a lift of .5 the interval is for the difference under the cap that was fitted and stored, not the
     * population's.
     */
    @Test
    void underALargeEffectTheEstimandIsTheDifferenceAtTheStoredCap() {
        Caps caps = new Caps(1.5);
        Coverage.of("Welch, pooled cap, lift .5, at the stored cap", 15, random -> {
                    Caps.Study study = caps.pooled(random);
                    return study.covers(caps.truthAt(study.cap));
                })
                .isNominal();
        Coverage.of(
                        "Welch, a cap for each arm, lift .5",
                        15,
                        random -> caps.perArm(random).covers(caps.truthAt(caps.cap)))
                .fallsBelow(0.8);
    }

    @Test
    void clusterTotalsCoverAndUnitRowsDoNot() {
        Coverage.of("clustered mean", 14, random -> clustered(random, Rows.CLUSTERS))
                .isNominal();
        Coverage.of("clustered mean as independent rows", 14, random -> clustered(random, Rows.UNITS))
                .fallsBelow(0.7);
    }

    private enum Rows {
        CLUSTERS,
        UNITS
    }

    private static boolean clustered(RandomGenerator random, Rows rows) {
        Moments control = clusterArm(random, rows, 0);
        Moments treatment = clusterArm(random, rows, 0.2);
        Contrast contrast = RatioDifference.contrast(control, treatment, 0, 1);
        return contrast.interval(0.95).contains(0.2);
    }

    /** 150 clusters of 1 to 20 units that share a cluster effect; columns are the total and the number of units. */
    private static Moments clusterArm(RandomGenerator random, Rows rows, double effect) {
        MomentAccumulator arm = new MomentAccumulator(2);
        for (int g = 0; g < 150; g++) {
            int size = 1 + random.nextInt(20);
            double shared = effect + 0.6 * random.nextGaussian();
            double total = 0;
            for (int i = 0; i < size; i++) {
                double value = shared + random.nextGaussian();
                total += value;
                if (rows == Rows.UNITS) {
                    arm.add(value, 1);
                }
            }
            if (rows == Rows.CLUSTERS) {
                arm.add(total, size);
            }
        }
        return arm.moments();
    }

    /** Capped means of lognormal arms, treatment scaled by a factor, cap at the P95 of both arms. */
    private static final class Caps {

        private static final int N = 700;

        private final double scale;
        private final double cap;

        Caps(double scale) {
            this.scale = scale;
            double low = 0.1;
            double high = 100;
            for (int i = 0; i < 200; i++) {
                double mid = (low + high) / 2;
                double share = (Normal.cdf(Math.log(mid)) + Normal.cdf(Math.log(mid / scale))) / 2;
                if (share < 0.95) {
                    low = mid;
                } else {
                    high = mid;
                }
            }
            cap = low;
        }

        double truthAt(double anyCap) {
            return scale * cappedMean(anyCap / scale) - cappedMean(anyCap);
        }

        /** E min(Y, c) of a standard lognormal. */
        private static double cappedMean(double c) {
            return Math.exp(0.5) * Normal.cdf(Math.log(c) - 1) + c * Normal.survival(Math.log(c));
        }

        Study pooled(RandomGenerator random) {
            double[] control = logNormals(random, N, 1);
            double[] treatment = logNormals(random, N, scale);
            double[] both = Arrays.copyOf(control, 2 * N);
            System.arraycopy(treatment, 0, both, N, N);
            double fitted = Draw.quantile(Draw.sorted(both, 2 * N), 0.95);
            return new Study(interval(capped(control, fitted), capped(treatment, fitted)), fitted);
        }

        Study perArm(RandomGenerator random) {
            double[] control = logNormals(random, N, 1);
            double[] treatment = logNormals(random, N, scale);
            double ofControl = Draw.quantile(Draw.sorted(control, N), 0.95);
            double ofTreatment = Draw.quantile(Draw.sorted(treatment, N), 0.95);
            return new Study(interval(capped(control, ofControl), capped(treatment, ofTreatment)), ofControl);
        }

        private static Bounds interval(Moments control, Moments treatment) {
            return MeanDifference.contrast(control, treatment, 0).interval(0.95);
        }

        private static Moments capped(double[] values, double cap) {
            return Moments.ofColumns(
                    Arrays.stream(values).map(y -> Math.min(y, cap)).toArray());
        }

        private record Study(Bounds interval, double cap) {

            boolean covers(double truth) {
                return interval.contains(truth);
            }
        }
    }
}
