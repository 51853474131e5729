package covey.stats.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import covey.stats.compare.Adjustment;
import covey.stats.compare.Contrast;
import covey.stats.compare.Cuped;
import covey.stats.compare.Lin;
import covey.stats.compare.PostStratification;
import covey.stats.compare.Stratum;
import covey.stats.moment.Column;
import covey.stats.moment.MomentAccumulator;
import covey.stats.moment.Moments;
import covey.stats.regression.MomentRegression;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/**
 * A control mean of 1 at about 10 standard errors and a lift of .3, so that a wrong covariance with the baseline shows.
 */
class AdjustmentCoverageTest {

    private static final double EFFECT = 0.3;
    private static final double BASE = 1;

    @Test
    void cupedCoversTheDifference() {
        Coverage.of("CUPED", 41, random -> cuped(random).interval(0.95).contains(EFFECT))
                .isNominal();
    }

    @Test
    void cupedFiellerCoversTheLift() {
        Coverage.of(
                        "CUPED, Fieller",
                        42,
                        random -> cuped(random).fieller(0.95).orElseThrow().contains(EFFECT / BASE))
                .isNominal();
    }

    @Test
    void linCoversUnderAnEffectThatDependsOnTheCovariates() {
        Coverage.of("Lin", 43, random -> lin(random).interval(0.95).contains(EFFECT))
                .isNominal();
        Coverage.of(
                        "Lin, Fieller",
                        44,
                        random -> lin(random).fieller(0.95).orElseThrow().contains(EFFECT / BASE))
                .isNominal();
    }

    @Test
    void linWithoutThePopulationTermUndercovers() {
        Coverage.of("Lin conditional on the covariates seen", 43, random -> {
                    Moments control = arm(random, 200, 0, 1);
                    Moments treatment = arm(random, 200, EFFECT, 1);
                    Contrast full =
                            Lin.contrast(control, treatment, control.plus(treatment), Column.of(0), covariates());
                    double residual = residualVariance(control) + residualVariance(treatment);
                    return Math.abs(full.difference() - EFFECT) <= full.critical(0.95) * Math.sqrt(residual);
                })
                .fallsBelow(0.92);
    }

    @Test
    void postStratificationCoversTheDifferenceAndTheLift() {
        Coverage.of(
                        "post-stratification",
                        45,
                        random -> strata(random).interval(0.95).contains(EFFECT))
                .isNominal();
        Coverage.of(
                        "post-stratification, Fieller",
                        46,
                        random -> strata(random).fieller(0.95).orElseThrow().contains(EFFECT / BASE))
                .isNominal();
    }

    @Test
    void adjustmentReportsTheVarianceItRemoves() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(47);
        Adjustment adjustment =
                Cuped.fit(arm(random, 200_000, 0, 0), arm(random, 200_000, 0, 0), Column.of(0), covariates());
        assertThat(adjustment.varianceReduction()).isCloseTo(0.5, offset(0.01));
    }

    private static List<Column> covariates() {
        return List.of(Column.of(1), Column.of(2));
    }

    private static Contrast cuped(RandomGenerator random) {
        return Cuped.contrast(arm(random, 200, 0, 0), arm(random, 250, EFFECT, 0), 0, 1, 2);
    }

    private static Contrast lin(RandomGenerator random) {
        Moments control = arm(random, 200, 0, 1);
        Moments treatment = arm(random, 150, EFFECT, 1);
        return Lin.contrast(control, treatment, control.plus(treatment), Column.of(0), covariates());
    }

    /**
     * Columns y, x1, x2; covariates explain half of y in control and shift the treatment effect by {@code slope} each.
     */
    private static Moments arm(RandomGenerator random, int n, double effect, double slope) {
        MomentAccumulator arm = new MomentAccumulator(3);
        double[] row = new double[3];
        double modifier = effect == 0 ? 0 : slope;
        for (int i = 0; i < n; i++) {
            row[1] = random.nextGaussian();
            row[2] = random.nextExponential() - 1;
            row[0] = BASE + effect + 0.8 * row[1] + 0.6 * row[2] + modifier * (row[1] + row[2]) + random.nextGaussian();
            arm.add(row);
        }
        return arm.moments();
    }

    private static double residualVariance(Moments arm) {
        double[] slopes = MomentRegression.slopes(arm, 0, 1, 2);
        double residual = arm.crossM2(0, 0) - slopes[0] * arm.crossM2(1, 0) - slopes[1] * arm.crossM2(2, 0);
        return residual / (arm.n() - 3) / arm.n();
    }

    /** Three strata of shares .5, .3, .2 with unequal means, spreads and effects. */
    private static Contrast strata(RandomGenerator random) {
        double[] mean = {0, 1, 3.5};
        double[] effect = {0, 0.4, 0.9};
        List<Stratum> strata = new ArrayList<>();
        MomentAccumulator[][] cells = new MomentAccumulator[3][2];
        for (MomentAccumulator[] row : cells) {
            row[0] = new MomentAccumulator(1);
            row[1] = new MomentAccumulator(1);
        }
        for (int i = 0; i < 500; i++) {
            double u = random.nextDouble();
            int s = u < 0.5 ? 0 : u < 0.8 ? 1 : 2;
            int a = i % 2;
            cells[s][a].add(mean[s] + a * effect[s] + (1 + s) * random.nextGaussian());
        }
        for (MomentAccumulator[] row : cells) {
            strata.add(new Stratum(row[0].moments(), row[1].moments()));
        }
        return PostStratification.contrast(strata, Column.of(0));
    }
}
