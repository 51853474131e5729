package covey.stats.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.moment.Column;
import covey.stats.moment.Moments;
import covey.stats.regression.Cholesky;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Columns: y, d, x1, x2, the number of the stratum, a constant. */
class PostStratificationTest {

    private static final List<Column> COVARIATES = List.of(Column.of(2), Column.of(3));
    private static final List<Column> METRICS = List.of(Column.of(0), Column.ratio(0, 1));

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    private static double[][] rows(RandomGenerator random, int n, int stratum, double effect) {
        double[][] rows = new double[n][];
        for (int i = 0; i < n; i++) {
            double x1 = random.nextGaussian();
            double x2 = random.nextExponential();
            double d = 1 + random.nextInt(5);
            double y = d * (2 + stratum + effect + 0.9 * x1 + 0.6 * x2 + random.nextGaussian());
            rows[i] = new double[] {y, d, x1 + stratum, x2, stratum, 3};
        }
        return rows;
    }

    private static Stratum stratum(RandomGenerator random, int number) {
        return new Stratum(
                Moments.ofRows(rows(random, 30 + random.nextInt(40), number, 0)),
                Moments.ofRows(rows(random, 30 + random.nextInt(40), number, 0.4)));
    }

    private static List<Stratum> strata(long seed) {
        RandomGenerator random = random(seed);
        return List.of(stratum(random, 0), stratum(random, 1), stratum(random, 2));
    }

    @Test
    void covariatesThatAreConstantInsideStrataChangeNothing() {
        List<Column> constant = List.of(Column.of(5), Column.of(4));
        for (long seed = 0; seed < 20; seed++) {
            for (Column y : METRICS) {
                Contrast plain = PostStratification.contrast(strata(seed), y);
                Adjustment adjustment = PostStratification.fit(strata(seed), y, constant);
                assertThat(adjustment.contrast()).isEqualTo(plain);
                assertThat(adjustment.unadjusted()).isEqualTo(plain);
                assertThat(adjustment.used()).isEmpty();
                assertThat(adjustment.dropped()).isEqualTo(constant);
            }
        }
    }

    @Test
    void oneStratumIsCuped() {
        for (long seed = 0; seed < 20; seed++) {
            Stratum whole = stratum(random(seed), 0);
            for (Column y : METRICS) {
                Adjustment stratified = PostStratification.fit(List.of(whole), y, COVARIATES);
                Adjustment cuped = Cuped.fit(whole.control(), whole.treatment(), y, COVARIATES);
                assertSame(stratified.contrast(), cuped.contrast());
                assertSame(stratified.unadjusted(), cuped.unadjusted());
                assertThat(stratified.used()).isEqualTo(cuped.used());
            }
        }
    }

    @Test
    void oneStratumWithARatioCovariateIsCuped() {
        Stratum whole = stratum(random(3), 1);
        List<Column> ratio = List.of(Column.ratio(2, 3));
        assertSame(
                PostStratification.contrast(List.of(whole), Column.ratio(0, 1), ratio),
                Cuped.fit(whole.control(), whole.treatment(), Column.ratio(0, 1), ratio)
                        .contrast());
    }

    @Test
    void identicalStrataGiveTheEstimateOfOne() {
        Stratum one = stratum(random(4), 0);
        Contrast single = PostStratification.contrast(List.of(one), Column.of(0), COVARIATES);
        Contrast twice = PostStratification.contrast(List.of(one, one), Column.of(0), COVARIATES);
        assertThat(twice.difference()).isCloseTo(single.difference(), within(1e-12));
        assertThat(twice.variance()).isCloseTo(single.variance() / 2, within(1e-12));
        assertThat(twice.lift()).isCloseTo(single.lift(), within(1e-12));
    }

    @Test
    void aCovariateShiftedByStratumActsAsItsDeviationFromTheStratum() {
        List<Stratum> strata = strata(5);
        double[][] centred = {
            {1, 0, 0, 0, 0, 0},
            {0, 1, 0, 0, 0, 0},
            {0, 0, 1, 0, -1, 0},
            {0, 0, 0, 1, 0, 0}
        };
        List<Stratum> deviations = strata.stream()
                .map(s -> new Stratum(s.control().linear(centred), s.treatment().linear(centred)))
                .toList();
        for (Column y : METRICS) {
            assertSame(
                    PostStratification.contrast(strata, y, COVARIATES),
                    PostStratification.contrast(deviations, y, COVARIATES));
        }
    }

    @Test
    void covariatesInsideStrataRemoveTheVarianceTheyExplain() {
        for (long seed = 0; seed < 20; seed++) {
            Adjustment adjustment = PostStratification.fit(strata(seed), Column.ratio(0, 1), COVARIATES);
            assertThat(adjustment.varianceReduction()).isBetween(0.2, 0.8);
            assertThat(adjustment.contrast().baseline())
                    .isEqualTo(adjustment.unadjusted().baseline());
            assertThat(adjustment.contrast().baselineVariance())
                    .isEqualTo(adjustment.unadjusted().baselineVariance());
        }
    }

    @Test
    void analysisOfCovarianceIsTheRegressionOnTheUnits() {
        RandomGenerator random = random(6);
        double[][] control = rows(random, 40, 1, 0);
        double[][] treatment = rows(random, 25, 1, 0.4);
        Contrast contrast = StratifiedAncova.contrast(
                List.of(new Stratum(Moments.ofRows(control), Moments.ofRows(treatment))), 0, 2, 3);
        double[][] design = new double[65][];
        double[] y = new double[65];
        for (int i = 0; i < 65; i++) {
            double[] row = i < 40 ? control[i] : treatment[i - 40];
            design[i] = new double[] {1, i < 40 ? 0 : 1, row[2], row[3]};
            y[i] = row[0];
        }
        double[][] cross = new double[4][4];
        double[] right = new double[4];
        for (int u = 0; u < 65; u++) {
            for (int i = 0; i < 4; i++) {
                right[i] += design[u][i] * y[u];
                for (int j = 0; j < 4; j++) {
                    cross[i][j] += design[u][i] * design[u][j];
                }
            }
        }
        double[] beta = Cholesky.solve(cross, right);
        double residual = 0;
        for (int u = 0; u < 65; u++) {
            double fitted = 0;
            for (int i = 0; i < 4; i++) {
                fitted += beta[i] * design[u][i];
            }
            residual += (y[u] - fitted) * (y[u] - fitted);
        }
        double variance = residual / 61 * Cholesky.solve(cross, new double[] {0, 1, 0, 0})[1];
        assertThat(contrast.difference()).isCloseTo(beta[1], within(1e-10));
        assertThat(contrast.variance()).isCloseTo(variance, within(1e-10));
        assertThat(contrast.df()).isCloseTo(61, within(1e-9));
    }

    @Test
    void tooFewUnitsAreRefused() {
        double[][] rows = rows(random(7), 4, 0, 0);
        Moments two = Moments.ofRows(new double[][] {rows[0], rows[1]});
        Moments others = Moments.ofRows(new double[][] {rows[2], rows[3]});
        Moments one = Moments.ofRows(new double[][] {rows[0]});
        assertRefused(() -> PostStratification.contrast(List.of(new Stratum(two, one)), Column.of(0), COVARIATES));
        assertRefused(() -> StratifiedAncova.contrast(List.of(new Stratum(two, others)), 0, 2, 3));
    }

    private static void assertRefused(ThrowingCallable code) {
        assertThatThrownBy(code)
                .isInstanceOfSatisfying(
                        DegenerateDataException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.TOO_FEW_UNITS));
    }

    private static void assertSame(Contrast actual, Contrast expected) {
        assertThat(actual.difference()).isCloseTo(expected.difference(), within(1e-11));
        assertThat(actual.variance()).isCloseTo(expected.variance(), within(1e-11));
        assertThat(actual.df()).isCloseTo(expected.df(), within(1e-7));
        assertThat(actual.baseline()).isCloseTo(expected.baseline(), within(1e-11));
        assertThat(actual.baselineVariance()).isCloseTo(expected.baselineVariance(), within(1e-11));
        assertThat(actual.covariance()).isCloseTo(expected.covariance(), within(1e-11));
    }
}
