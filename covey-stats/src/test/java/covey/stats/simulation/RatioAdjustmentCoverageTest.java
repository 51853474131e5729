package covey.stats.simulation;

import covey.stats.compare.Contrast;
import covey.stats.compare.Cuped;
import covey.stats.compare.Lin;
import covey.stats.moment.Column;
import covey.stats.moment.MomentAccumulator;
import covey.stats.moment.Moments;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Value per session with users randomised. A user's level u moves the sessions and the value per session, before and
 * during the experiment; covariate is the value per session before. With sessions of mean 7 for u > 0 and 4 else,
 * {@code E[du]/E[d] = 1.5 √(2/π)/5.5}, so that the true ratios are known.
 */
class RatioAdjustmentCoverageTest {

    private static final double EFFECT = 0.3;
    private static final double SLOPE = 0.5;
    private static final double WEIGHTED_LEVEL = 1.5 * Math.sqrt(2 / Math.PI) / 5.5;
    private static final double BASELINE = 1 + SLOPE * WEIGHTED_LEVEL;
    private static final Column METRIC = Column.ratio(0, 1);
    private static final List<Column> BEFORE = List.of(Column.ratio(2, 3));

    @Test
    void cupedCoversTheDifferenceOfRatios() {
        Coverage.of("CUPED, ratio", 61, random -> cuped(random).interval(0.95).contains(EFFECT))
                .isNominal();
    }

    @Test
    void cupedFiellerCoversTheLiftOfRatios() {
        Coverage.of(
                        "CUPED, ratio, Fieller",
                        62,
                        random -> cuped(random).fieller(0.95).orElseThrow().contains(EFFECT / BASELINE))
                .isNominal();
    }

    @Test
    void linCoversTheDifferenceOfRatiosUnderAnEffectThatDependsOnTheUser() {
        double truth = EFFECT * (1 + WEIGHTED_LEVEL);
        Coverage.of("Lin, ratio", 63, random -> lin(random).interval(0.95).contains(truth))
                .isNominal();
    }

    @Test
    void linFiellerCoversTheLiftOfRatiosUnderAnEffectThatDependsOnTheUser() {
        double truth = EFFECT * (1 + WEIGHTED_LEVEL) / BASELINE;
        Coverage.of(
                        "Lin, ratio, Fieller",
                        64,
                        random -> lin(random).fieller(0.95).orElseThrow().contains(truth))
                .isNominal();
    }

    /** The baseline shares its error with the adjusted difference through the residual only, not as a plain mean. */
    @Test
    void theLiftWithTheCovarianceOfThePlainComparisonMisses() {
        Coverage.of("CUPED, ratio, plain covariance", 62, random -> {
                    Contrast right = cuped(random);
                    Contrast wrong = new Contrast(
                            right.difference(),
                            right.variance(),
                            right.df(),
                            right.baseline(),
                            right.baselineVariance(),
                            right.baselineVariance());
                    return wrong.fieller(0.95).orElseThrow().contains(EFFECT / BASELINE);
                })
                .fallsBelow(0.94);
    }

    private static Contrast cuped(RandomGenerator random) {
        return Cuped.fit(arm(random, 200, 0, 0), arm(random, 250, EFFECT, 0), METRIC, BEFORE)
                .contrast();
    }

    private static Contrast lin(RandomGenerator random) {
        Moments control = arm(random, 250, 0, 0);
        Moments treatment = arm(random, 200, EFFECT, EFFECT);
        return Lin.contrast(control, treatment, control.plus(treatment), METRIC, BEFORE);
    }

    /** Columns: value, sessions, value before, sessions before; the effect per session grows by {@code slope} u. */
    private static Moments arm(RandomGenerator random, int n, double effect, double slope) {
        MomentAccumulator arm = new MomentAccumulator(4);
        double[] row = new double[4];
        for (int i = 0; i < n; i++) {
            double u = random.nextGaussian();
            double beyondFirst = u > 0 ? 6 : 3;
            row[1] = Draw.events(random, beyondFirst);
            row[3] = Draw.events(random, beyondFirst);
            row[0] = row[1] * (1 + effect + (SLOPE + slope) * u) + Math.sqrt(row[1]) * random.nextGaussian();
            row[2] = row[3] * (1 + SLOPE * u) + Math.sqrt(row[3]) * random.nextGaussian();
            arm.add(row);
        }
        return arm.moments();
    }
}
