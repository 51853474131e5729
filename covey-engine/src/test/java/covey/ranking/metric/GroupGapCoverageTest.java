package covey.ranking.metric;

import static org.assertj.core.api.Assertions.assertThat;

import covey.ranking.metric.exposure.GroupGap;
import covey.stats.DegenerateDataException;
import covey.stats.resample.DeleteGroupJackknife;
import covey.stats.resample.Replicates;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/**
 * Whether intervals of the gap between groups hold the gap of the groups' true means. 300 users in three groups of 60, 90 and
 * 150 are served by two systems whose numbers correlate by .8; 2,000 studies, so that .95 must lie within .016 (99.9 % binomial
 * band).
 */
class GroupGapCoverageTest {
    private static final int STUDIES = 2_000;
    private static final int USERS = 300;
    private static final double BAND = 3.29 * Math.sqrt(0.95 * 0.05 / STUDIES);
    private static final double SD = 0.2;
    private static final double[] FAIR = {0.5, 0.5, 0.5};
    private static final double[] UNFAIR = {0.35, 0.5, 0.62};
    private static final double[] FAIRER = {0.42, 0.5, 0.58};

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(20261125);

    /** How often each interval held, and what lies above the truth. */
    private record Held(double level, double difference, double apart, double bias) {}

    private static int group(int user) {
        return user % 10 < 2 ? 0 : user % 10 < 5 ? 1 : 2;
    }

    private static Replicates replicates(DeleteGroupJackknife jackknife, double[] values) {
        double[] sums = new double[3];
        int[] queries = new int[3];
        for (int u = 0; u < USERS; u++) {
            sums[group(u)] += values[u];
            queries[group(u)]++;
        }
        List<Double> without = new ArrayList<>();
        for (int g = 0; g < jackknife.groups(); g++) {
            double[] left = sums.clone();
            int[] many = queries.clone();
            for (int u = 0; u < USERS; u++) {
                if (jackknife.groupOf(u) == g) {
                    left[group(u)] -= values[u];
                    many[group(u)]--;
                }
            }
            without.add(GroupGap.gap(left, many));
        }
        return new Replicates(GroupGap.gap(sums, queries), without);
    }

    private Held studies(double[] baseline, double[] candidate) {
        double first = baseline[2] - baseline[0];
        double second = candidate[2] - candidate[0];
        int level = 0;
        int difference = 0;
        int apart = 0;
        double bias = 0;
        for (int study = 0; study < STUDIES; study++) {
            double[] a = new double[USERS];
            double[] b = new double[USERS];
            for (int u = 0; u < USERS; u++) {
                double shared = Math.sqrt(0.8) * random.nextGaussian();
                a[u] = baseline[group(u)] + SD * (shared + Math.sqrt(0.2) * random.nextGaussian());
                b[u] = candidate[group(u)] + SD * (shared + Math.sqrt(0.2) * random.nextGaussian());
            }
            DeleteGroupJackknife jackknife = DeleteGroupJackknife.of(USERS, random);
            Replicates ofA = replicates(jackknife, a);
            Replicates ofB = replicates(jackknife, b);
            level += jackknife.level(ofA).interval(0.95).contains(first) ? 1 : 0;
            difference += held(jackknife, ofA, ofB, second - first);
            double independent = Math.sqrt(
                    jackknife.level(ofA).variance() + jackknife.level(ofB).variance());
            apart += Math.abs(ofB.value() - ofA.value() - second + first) <= 1.96 * independent ? 1 : 0;
            bias += (ofA.value() - first) / STUDIES;
        }
        return new Held((double) level / STUDIES, (double) difference / STUDIES, (double) apart / STUDIES, bias);
    }

    private static int held(DeleteGroupJackknife jackknife, Replicates a, Replicates b, double truth) {
        try {
            return jackknife.contrast(a, b).interval(0.95).contains(truth) ? 1 : 0;
        } catch (DegenerateDataException e) {
            throw new AssertionError("the gap of a group is moved by every user", e);
        }
    }

    /** Taken as independent, two systems on the same users would seem more than twice as uncertain as they are. */
    @Test
    void theJackknifeHoldsTheGapAndItsDifference() {
        Held held = studies(UNFAIR, FAIRER);
        assertThat(held.level()).isBetween(0.95 - BAND, 0.95 + BAND);
        assertThat(held.difference()).isBetween(0.95 - BAND, 0.95 + BAND);
        assertThat(held.apart()).isGreaterThan(0.995);
        assertThat(held.bias()).isBetween(-0.005, 0.005);
    }

    /**
     * Where no group is served worse the gap is above 0 by chance, and its own interval does not hold 0 as often as it says. Of
     * two such systems the difference is centred; which group is the largest changes with every draw, so that the interval is
     * too wide, on the safe side.
     */
    @Test
    void aGapOfNothingIsForComparing() {
        Held held = studies(FAIR, FAIR);
        assertThat(held.bias()).isGreaterThan(0.03);
        assertThat(held.level()).isLessThan(0.9);
        assertThat(held.difference()).isGreaterThan(0.95 + BAND);
    }
}
