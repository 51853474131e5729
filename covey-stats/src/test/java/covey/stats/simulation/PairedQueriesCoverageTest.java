package covey.stats.simulation;

import covey.stats.compare.Contrast;
import covey.stats.compare.PairedDifference;
import covey.stats.moment.MomentAccumulator;
import covey.stats.paired.UnitBootstrap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Sixty users with 1 to 10 requests each; two systems differ by .2 on average, and by half of the variance as much on all requests
 * of a user alike.
 */
class PairedQueriesCoverageTest {
    private static final int USERS = 60;
    private static final double EFFECT = 0.2;

    @Test
    void clusteredByUserCovers() {
        Coverage.of("paired t, clustered by user", 91, random -> covers(study(random, true)))
                .isNominal();
    }

    @Test
    void requestsTakenAsIndependentUndercover() {
        Coverage.of("paired t over requests", 91, random -> covers(study(random, false)))
                .fallsBelow(0.85);
    }

    private static boolean covers(Contrast contrast) {
        return contrast.interval(0.95).lower() <= EFFECT
                && contrast.interval(0.95).upper() >= EFFECT;
    }

    private static Contrast study(RandomGenerator random, boolean clustered) {
        MomentAccumulator moments = new MomentAccumulator(3);
        for (int u = 0; u < USERS; u++) {
            double own = random.nextGaussian();
            int requests = random.nextInt(1, 11);
            double total = 0;
            for (int r = 0; r < requests; r++) {
                double d = EFFECT + own + random.nextGaussian();
                total += d;
                if (!clustered) {
                    moments.add(0, d, 1);
                }
            }
            if (clustered) {
                moments.add(0, total, requests);
            }
        }
        return PairedDifference.contrast(moments.moments());
    }

    @Test
    void bootstrapOfUsersCovers() {
        Coverage.of("percentile bootstrap of users", 92, random -> {
                    double[][] columns = columns(random);
                    var bounds = UnitBootstrap.of(columns[0], columns[1], columns[2], 199, random)
                            .difference(0.95);
                    return bounds.lower() <= EFFECT && bounds.upper() >= EFFECT;
                })
                .isBetween(0.92, 0.955);
    }

    private static double[][] columns(RandomGenerator random) {
        double[][] columns = new double[3][USERS];
        for (int u = 0; u < USERS; u++) {
            double own = random.nextGaussian();
            int requests = random.nextInt(1, 11);
            columns[2][u] = requests;
            for (int r = 0; r < requests; r++) {
                columns[1][u] += EFFECT + own + random.nextGaussian();
            }
        }
        return columns;
    }
}
