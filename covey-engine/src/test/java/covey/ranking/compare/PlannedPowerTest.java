package covey.ranking.compare;

import static org.assertj.core.api.Assertions.assertThat;

import covey.stats.compare.Contrast;
import covey.stats.power.Claim;
import covey.stats.power.ExpectedContrast;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/**
 * Whether as many evaluations find a difference as a plan promises: 10,000 of sixty users each, who have one to nine queries
 * whose differences between systems hang together, planned from 50,000 users of a history. Three standard errors of
 * a share of .75 are .013.
 */
class PlannedPowerTest {
    private static final int STUDIES = 10_000;
    private static final int USERS = 60;
    private static final double EFFECT = 0.045;

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(20261125);

    /** Totals of so many users, the candidate better by the effect per query, and the share of its variance that is theirs. */
    private PairedTotals users(int n, double effect) {
        double[] baseline = new double[n];
        double[] candidate = new double[n];
        double[] queries = new double[n];
        for (int u = 0; u < n; u++) {
            queries[u] = 1 + random.nextInt(9);
            double liking = 0.1 * random.nextGaussian();
            for (int q = 0; q < queries[u]; q++) {
                double value = 0.4 + 0.15 * random.nextGaussian();
                baseline[u] += value;
                candidate[u] += value + effect + liking + 0.15 * random.nextGaussian();
            }
        }
        return PairedTotals.of(baseline, candidate, queries);
    }

    private double found(double alpha) {
        int found = 0;
        for (int study = 0; study < STUDIES; study++) {
            Contrast contrast = users(USERS, EFFECT).contrast();
            found += contrast.pValue() <= alpha && contrast.difference() > 0 ? 1 : 0;
        }
        return (double) found / STUDIES;
    }

    /** Promised for as many users as the evaluation will have, at the level of one of two metrics. */
    private static double promised(PairedTotals history, double alpha) {
        return new ExpectedContrast(history.contrast())
                .times((double) USERS / history.units())
                .power(Claim.difference(alpha), EFFECT);
    }

    @Test
    void asManyAreFoundAsPromised() {
        PairedTotals history = users(50_000, 0);
        double promise = promised(history, 0.025);
        assertThat(found(0.025)).isBetween(promise - 0.013, promise + 0.013);
        assertThat(promise).isBetween(0.6, 0.9);
    }

    /** Taken one by one, queries of a user who likes one system would promise far more than is found. */
    @Test
    void queriesTakenAsIndependentPromiseTooMuch() {
        PairedTotals history = users(20_000, 0);
        double clustered = promised(history, 0.025);
        double sd = Math.sqrt(0.1 * 0.1 + 0.15 * 0.15);
        double error = sd
                / Math.sqrt(
                        USERS * Arrays.stream(history.observations()).average().orElseThrow());
        double naive = new ExpectedContrast(new Contrast(0, error * error, USERS * 5.0 - 1, 0.4, error * error, 0))
                .power(Claim.difference(0.025), EFFECT);
        assertThat(naive).isGreaterThan(clustered + 0.1);
    }
}
