package covey.stats.simulation;

import covey.stats.Alternative;
import covey.stats.distribution.Normal;
import covey.stats.sequential.GroupSequentialDesign;
import covey.stats.sequential.GroupSequentialDesign.Last;
import covey.stats.sequential.InformationMonitoring;
import covey.stats.sequential.SpendingFunction;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Length chosen half-way from the variance of both arms together: error as planned, power as promised although the planned
 * standard deviation was 30 % too small. Longer because the effect was nearly there: error above the planned.
 */
class BlindedReEstimationTest {
    private static final double EFFECT = 0.2;
    private static final double TRUE_SD = 1.3;
    private static final double CRITICAL = -Normal.quantile(0.025);
    private static final double DRIFT = CRITICAL + Normal.quantile(0.8);

    /** Units of an arm that the plan takes for enough, with a standard deviation of 1. */
    private static final int PLANNED = (int) Math.ceil(2 * DRIFT * DRIFT / (EFFECT * EFFECT));

    private static final int MOST = 2 * PLANNED;

    /** Sums of one arm. */
    private static final class Arm {
        private final RandomGenerator random;
        private final double mean;
        private int n;
        private double sum;
        private double squares;

        Arm(RandomGenerator random, double mean) {
            this.random = random;
            this.mean = mean;
        }

        void until(int units) {
            for (; n < units; n++) {
                double x = mean + TRUE_SD * random.nextGaussian();
                sum += x;
                squares += x * x;
            }
        }

        double variance() {
            return (squares - sum * sum / n) / (n - 1);
        }
    }

    private static final class Study {
        private final Arm control;
        private final Arm treatment;

        Study(RandomGenerator random, double effect) {
            control = new Arm(random, 0);
            treatment = new Arm(random, effect);
        }

        void until(int units) {
            control.until(units);
            treatment.until(units);
        }

        double information() {
            return 1 / (control.variance() / control.n + treatment.variance() / treatment.n);
        }

        double statistic() {
            return (treatment.sum / treatment.n - control.sum / control.n) * Math.sqrt(information());
        }

        /** Units of an arm from the variance of all units, arms not told apart. */
        int blinded(double inflation) {
            double all = control.n + treatment.n;
            double sum = control.sum + treatment.sum;
            double variance = (control.squares + treatment.squares - sum * sum / all) / (all - 1);
            double units = InformationMonitoring.forEffect(DRIFT * Math.sqrt(inflation), EFFECT)
                    .blindedUnits(variance, 0.5);
            return (int) Math.clamp(Math.ceil(units / 2), PLANNED * inflation, MOST * inflation);
        }
    }

    private static boolean misses(RandomGenerator random, double effect) {
        Study study = new Study(random, effect);
        study.until(PLANNED / 2);
        study.until(study.blinded(1));
        return Math.abs(study.statistic()) < CRITICAL;
    }

    @Test
    void theErrorIsKept() {
        Coverage.of("fixed test after a blinded re-estimation", 201, random -> misses(random, 0))
                .isNominal();
    }

    /** Planned alone the power is Φ(2.1545 − 1.96) = .577. */
    @Test
    void thePowerComesBack() {
        Coverage.of("power of the planned size", 202, random -> {
                    Study study = new Study(random, EFFECT);
                    study.until(PLANNED);
                    return Math.abs(study.statistic()) >= CRITICAL;
                })
                .isBetween(0.577 - 0.015, 0.577 + 0.015);
        Coverage.of("power of the re-estimated size", 203, random -> !misses(random, EFFECT))
                .isBetween(0.8 - 0.012, 0.8 + 0.02);
    }

    /**
     * Error is spent by the clock of the plan, half-way and at the end, wherever the end has moved to. The first look then
     * has .296 of the information and has spent for .5 of it, which costs two points of power under Pocock spending.
     */
    @Test
    void boundsHoldWhenTheEndMoves() {
        GroupSequentialDesign design =
                GroupSequentialDesign.of(0.05, Alternative.TWO_SIDED, new SpendingFunction.LanDeMetsPocock());
        double inflation = design.finalBounds(new double[] {0.5, 1}).inflation(0.8);
        Coverage.of("two looks with a re-estimation at the first", 204, random -> inside(design, random, 0, inflation))
                .isNominal();
        double promised = design.bounds(new double[] {0.5 / (TRUE_SD * TRUE_SD), 1}, new double[] {0.5, 1}, Last.FINAL)
                .power(DRIFT * Math.sqrt(inflation));
        Coverage.of("their power", 205, random -> !inside(design, random, EFFECT, inflation))
                .isBetween(promised - 0.0124, promised + 0.0124);
    }

    private static boolean inside(
            GroupSequentialDesign design, RandomGenerator random, double effect, double inflation) {
        Study study = new Study(random, effect);
        study.until((int) (PLANNED * inflation / 2));
        double first = study.information();
        var interim = design.bounds(new double[] {first}, new double[] {0.5}, Last.INTERIM);
        if (Math.abs(study.statistic()) >= interim.looks().getFirst().efficacy()) {
            return false;
        }
        study.until(study.blinded(inflation));
        var all = design.bounds(new double[] {first, study.information()}, new double[] {0.5, 1}, Last.FINAL);
        return Math.abs(study.statistic()) < all.looks().getLast().efficacy();
    }

    /** The common habit: nearly significant at the end, so half as many units again. */
    @Test
    void longerBecauseItIsNearlyThereBreaksTheError() {
        Coverage.of("extension of a nearly significant result", 206, random -> {
                    Study study = new Study(random, 0);
                    study.until(PLANNED);
                    double z = Math.abs(study.statistic());
                    if (z < CRITICAL && z >= -Normal.quantile(0.1)) {
                        study.until(PLANNED + PLANNED / 2);
                        z = Math.abs(study.statistic());
                    }
                    return z < CRITICAL;
                })
                .fallsBelow(0.94);
    }
}
