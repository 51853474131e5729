package covey.ranking.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.ranking.compare.PairedTotals;
import covey.ranking.names.BeyondNames;
import covey.stats.compare.Contrast;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/**
 * Three users over four weeks by hand, the slopes as numpy 2.4.6 {@code polyfit} has them, and whether intervals of the
 * difference of two systems' mean slopes hold it.
 */
class CategoryEntropyTrendTest {
    private static final double EXACT = 1e-12;
    private static final double NONE = Double.NaN;

    private static final int STUDIES = 2_000;
    private static final double BAND = 3.29 * Math.sqrt(0.95 * 0.05 / STUDIES);
    private static final int UNITS = 40;
    private static final int WEEKS = 8;
    private static final int SHOWN = 10;
    private static final int CATEGORIES = 5;

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(20261126);

    @Test
    void threeUsersOverFourWeeks() {
        double three = CategoryEntropyTrend.entropy(1, 1, 1);
        double two = CategoryEntropyTrend.entropy(2, 1, 0);
        double one = CategoryEntropyTrend.entropy(3, 0, 0);
        assertThat(three).isCloseTo(1.584962500721156, within(EXACT));
        assertThat(two).isCloseTo(0.9182958340544896, within(EXACT));
        assertThat(one).isZero();
        assertThat(CategoryEntropyTrend.slope(three, two, one, one)).isCloseTo(-0.5673183336217961, within(EXACT));
        assertThat(CategoryEntropyTrend.slope(one, two, NONE, three)).isCloseTo(0.5004654763965207, within(EXACT));
        assertThat(CategoryEntropyTrend.slope(1, one, NONE, NONE)).isNaN();
        assertThat(CategoryEntropyTrend.entropy(0, 0, 0)).isNaN();
    }

    @Test
    void isNamedWithItsCutoff() {
        assertThat(BeyondNames.metric("category_entropy_trend@10").orElseThrow().name())
                .isEqualTo("category_entropy_trend@10");
        assertThat(BeyondNames.metric("category_entropy_trend").orElseThrow().name())
                .isEqualTo("category_entropy_trend");
        assertThat(BeyondNames.metric("category_entropy_trend(by=week)@10")).isEmpty();
    }

    /** Weekly entropies of one query, whose favourite category gains {@code drift} of its lists each week. */
    private double[] entropies(double drift) {
        double[] entropies = new double[WEEKS];
        for (int w = 0; w < WEEKS; w++) {
            double favourite = Math.clamp(0.3 + drift * w, 0.05, 0.95);
            int[] counts = new int[CATEGORIES];
            for (int i = 0; i < SHOWN; i++) {
                counts[random.nextDouble() < favourite ? 0 : 1 + random.nextInt(CATEGORIES - 1)]++;
            }
            entropies[w] = CategoryEntropyTrend.entropy(counts);
        }
        return entropies;
    }

    /** Drifts of a unit's queries under both systems: the candidate narrows faster. */
    private double[] drifts() {
        double shared = random.nextGaussian() * 0.03;
        return new double[] {0.01 + shared, 0.03 + shared + random.nextGaussian() * 0.03};
    }

    /** Weekly entropies under the candidate less those under the baseline. */
    private double[] apart(double[] drifts) {
        double[] baseline = entropies(drifts[0]);
        double[] apart = entropies(drifts[1]);
        for (int w = 0; w < WEEKS; w++) {
            apart[w] -= baseline[w];
        }
        return apart;
    }

    /** Mean over queries where unit {@code j} has 1 + j mod 3, from 60,000 units. */
    private double truth() {
        double sum = 0;
        int queries = 0;
        for (int j = 0; j < 60_000; j++) {
            double[] drifts = drifts();
            for (int q = 0; q <= j % 3; q++) {
                sum += CategoryEntropyTrend.slope(apart(drifts));
                queries++;
            }
        }
        return sum / queries;
    }

    /** Sums of the weeks of all queries, taken as independent. */
    private static final class Pooled {
        private int n;
        private double sum;
        private double squares;
        private double together;

        void add(double... weekly) {
            for (int w = 0; w < WEEKS; w++) {
                n++;
                sum += weekly[w];
                squares += weekly[w] * weekly[w];
                together += (w - (WEEKS - 1) / 2.0) * weekly[w];
            }
        }

        boolean holds(double truth) {
            double spread = n * (WEEKS * WEEKS - 1) / 12.0;
            double slope = together / spread;
            double residual = (squares - sum * sum / n - slope * together) / (n - 2);
            return Math.abs(slope - truth) <= 1.96 * Math.sqrt(residual / spread);
        }
    }

    /** 2,000 studies of 40 units with 80 queries in eight weeks: within the 99.9 % binomial band; pooled weeks hold too rarely. */
    @Test
    void slopesOfUsersHoldAndPooledWeeksDoNot() {
        double truth = truth();
        int held = 0;
        int pooled = 0;
        for (int study = 0; study < STUDIES; study++) {
            double[] totals = new double[UNITS];
            double[] observations = new double[UNITS];
            Pooled weeks = new Pooled();
            for (int j = 0; j < UNITS; j++) {
                double[] drifts = drifts();
                for (int q = 0; q <= j % 3; q++) {
                    double[] apart = apart(drifts);
                    totals[j] += CategoryEntropyTrend.slope(apart);
                    observations[j]++;
                    weeks.add(apart);
                }
            }
            Contrast contrast =
                    PairedTotals.of(new double[UNITS], totals, observations).contrast();
            held += contrast.interval(0.95).contains(truth) ? 1 : 0;
            pooled += weeks.holds(truth) ? 1 : 0;
        }
        assertThat((double) held / STUDIES).as("clustered by unit").isBetween(0.95 - BAND, 0.95 + BAND);
        assertThat((double) pooled / STUDIES).as("weeks pooled").isLessThan(0.85);
        assertThat(truth).isLessThan(-0.01);
    }
}
