package covey.stats.simulation;

import covey.stats.resample.DeleteGroupJackknife;
import covey.stats.score.Binning;
import covey.stats.score.CalibrationBins;
import covey.stats.score.CumulativeGains;
import covey.stats.score.ExpectedCalibrationError;
import covey.stats.score.ExpectedCalibrationError.Debias;
import covey.stats.score.NormalizedEntropy;
import covey.stats.score.PooledAveragePrecision;
import covey.stats.score.RocAuc;
import covey.stats.score.ScoreEstimate;
import covey.stats.score.ScoredRows;
import java.util.Arrays;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Users with 1 to 15 rows, whose taste moves all their labels and whom each score knows in part: rows of a user depend on each other.
 * The truth is the measure over 500,000 users' rows.
 */
class ScoreCoverageTest {
    private static final int USERS = 200;
    private static final int STUDIES = 4_000;
    private static final int TRUE_USERS = 500_000;

    private record Pair(ScoredRows baseline, ScoredRows candidate) {}

    private static Pair draw(RandomGenerator random, int users) {
        int[] sizes = new int[users];
        Arrays.setAll(sizes, _ -> 1 + random.nextInt(15));
        int n = Arrays.stream(sizes).sum();
        double[] labels = new double[n];
        double[][] scores = new double[2][n];
        int[] unitOf = new int[n];
        int row = 0;
        for (int u = 0; u < users; u++) {
            double taste = 1.2 * random.nextGaussian();
            double seen = 1.0 * random.nextGaussian();
            for (int i = 0; i < sizes[u]; i++, row++) {
                double fit = random.nextGaussian();
                unitOf[row] = u;
                labels[row] = random.nextDouble() < logistic(taste + fit - 0.5) ? 1 : 0;
                scores[0][row] = logistic(0.7 * fit + 0.8 * seen - 0.2);
                scores[1][row] = logistic(0.9 * fit + 0.3 * taste + 0.3 * random.nextGaussian() - 0.6);
            }
        }
        return new Pair(ScoredRows.over(labels, scores[0], unitOf), ScoredRows.over(labels, scores[1], unitOf));
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static Pair population() {
        return draw(RandomGeneratorFactory.of("L64X128MixRandom").create(1), TRUE_USERS);
    }

    /** Clustered intervals of the level and of the difference hold; those of independent rows do not. */
    private static void check(String name, Function<ScoredRows, ScoreEstimate> measure, int users, double naive) {
        Pair truth = population();
        double level = measure.apply(truth.baseline()).value();
        double difference = measure.apply(truth.candidate()).value() - level;
        BiPredicate<ScoredRows, ScoredRows> covered =
                (a, b) -> ScoreEstimate.contrast(measure.apply(a), measure.apply(b))
                        .interval(0.95)
                        .contains(difference);
        Coverage.of(name + ", difference", 2, STUDIES, random -> {
                    Pair pair = draw(random, users);
                    return covered.test(pair.baseline(), pair.candidate());
                })
                .isBetween(0.9387, 0.9613);
        Coverage.of(
                        name + ", level",
                        3,
                        STUDIES,
                        random -> measure.apply(draw(random, users).baseline())
                                .level()
                                .interval(0.95)
                                .contains(level))
                .isBetween(0.9387, 0.9613);
        Coverage.of(
                        name + ", level, rows taken for independent",
                        3,
                        STUDIES,
                        random -> measure.apply(draw(random, users).baseline().independent())
                                .level()
                                .interval(0.95)
                                .contains(level))
                .fallsBelow(naive);
    }

    @Test
    @Tag("slow")
    void areasHold() {
        check("AUC", RocAuc::of, USERS, 0.90);
    }

    /** With 200 users, some 1,600 rows, the difference is covered .934 of the time: its value is off by a part of its error. */
    @Test
    @Tag("slow")
    void averagePrecisionsHold() {
        check("average precision", PooledAveragePrecision::of, 4 * USERS, 0.90);
    }

    @Test
    @Tag("slow")
    void normalizedEntropiesHold() {
        check("normalised entropy", r -> NormalizedEntropy.of(r, 0), USERS, 0.90);
    }

    /** The jackknife of a calibration error errs on the safe side, .9685 here: its variance is never too small on average. */
    @Test
    @Tag("slow")
    void calibrationErrorsAndLiftHold() {
        Pair truth = population();
        double error =
                ExpectedCalibrationError.of(CalibrationBins.of(truth.baseline(), Binning.WIDTH, 10), Debias.NONE);
        double gains = CumulativeGains.of(truth.baseline(), 0.1);
        Coverage.of("debiased calibration error", 4, 2_000, random -> {
                    ScoredRows rows = draw(random, USERS).baseline();
                    DeleteGroupJackknife jackknife = DeleteGroupJackknife.of(rows.units(), random);
                    CalibrationBins bins =
                            CalibrationBins.of(rows, Binning.WIDTH, 10, jackknife.groups(), jackknife::groupOf);
                    return jackknife
                            .level(ExpectedCalibrationError.replicates(bins, Debias.UNITS))
                            .interval(0.95)
                            .contains(error);
                })
                .isBetween(0.934, 0.98);
        Coverage.of("gains of a tenth", 5, 2_000, random -> {
                    ScoredRows rows = draw(random, USERS).baseline();
                    DeleteGroupJackknife jackknife = DeleteGroupJackknife.of(rows.units(), random);
                    return jackknife
                            .level(CumulativeGains.replicates(rows, 0.1, jackknife))
                            .interval(0.95)
                            .contains(gains);
                })
                .isBetween(0.934, 0.966);
    }
}
