package covey.stats.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import covey.stats.Alternative;
import covey.stats.sequential.GroupSequentialBounds;
import covey.stats.sequential.GroupSequentialDesign;
import covey.stats.sequential.InterimEstimate;
import covey.stats.sequential.RepeatedIntervals;
import covey.stats.sequential.SpendingFunction.LanDeMetsOBrienFleming;
import covey.stats.sequential.SpendingFunction.LanDeMetsPocock;
import covey.stats.sequential.StagewiseInference;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** What stopping early does to the naive estimate, and that the corrected ones do not have it. */
class StoppedEstimateTest {

    private static final int STUDIES = 2000;
    private static final GroupSequentialDesign DESIGN =
            GroupSequentialDesign.of(0.05, Alternative.TWO_SIDED, new LanDeMetsPocock());
    private static final double[] LOOKS = SequentialErrorTest.equal(5);
    private static final GroupSequentialBounds BOUNDS = DESIGN.bounds(LOOKS);
    private static final double DRIFT = BOUNDS.driftForPower(0.8);

    private record Stop(int look, InterimEstimate estimate) {}

    @Test
    void theNaiveEstimateIsTooLargeAndTheCorrectedOnesAreNot() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(81);
        double naive = 0;
        double adjusted = 0;
        int naiveAbove = 0;
        int medianAbove = 0;
        int covered = 0;
        int naiveCovered = 0;
        for (int study = 0; study < STUDIES; study++) {
            Stop stop = run(random);
            double value = stop.estimate().value();
            var inference = StagewiseInference.at(BOUNDS, stop.look(), stop.estimate(), 0);
            naive += value - DRIFT;
            adjusted += inference.biasAdjusted() - DRIFT;
            naiveAbove += value > DRIFT ? 1 : 0;
            medianAbove += inference.medianUnbiased() > DRIFT ? 1 : 0;
            covered += inference.interval(0.95).contains(DRIFT) ? 1 : 0;
            naiveCovered += Math.abs(value - DRIFT) < 1.96 * stop.estimate().standardError() ? 1 : 0;
        }
        double standardError = 1.2 / Math.sqrt(STUDIES);
        assertThat(naive / STUDIES).as("bias of the naive estimate").isGreaterThan(0.08 * DRIFT);
        assertThat(Math.abs(adjusted / STUDIES)).as("bias of Whitehead's").isLessThan(0.02 * DRIFT + 3 * standardError);
        assertThat(naiveAbove / (double) STUDIES).isGreaterThan(0.55);
        assertThat(medianAbove / (double) STUDIES).isBetween(0.5 - 3.29 * 0.01118, 0.5 + 3.29 * 0.01118);
        assertThat(covered / (double) STUDIES).isBetween(0.95 - 3.29 * 0.00487, 0.95 + 3.29 * 0.00487);
        assertThat(naiveCovered / (double) STUDIES).as("naive interval").isLessThan(0.94);
    }

    @Test
    void repeatedIntervalsCoverAtAllLooksTogetherAndNaiveOnesDoNot() {
        var intervals = new RepeatedIntervals(DESIGN);
        Coverage.of("repeated intervals at five looks", 82, random -> everyLookCovers(random, intervals))
                .isNominal();
        Coverage.of("plain intervals at five looks", 82, random -> plainCover(random))
                .fallsBelow(0.88);
    }

    private static boolean everyLookCovers(RandomGenerator random, RepeatedIntervals intervals) {
        double score = 0;
        boolean all = true;
        for (int k = 0; k < LOOKS.length; k++) {
            score += SequentialErrorTest.step(random, 0.2, DRIFT);
            var look = BOUNDS.looks().get(k);
            all &= intervals.interval(estimate(score, look.fraction()), look).contains(DRIFT);
        }
        return all;
    }

    private static boolean plainCover(RandomGenerator random) {
        double score = 0;
        boolean all = true;
        for (double t : LOOKS) {
            score += SequentialErrorTest.step(random, 0.2, DRIFT);
            all &= Math.abs(score / t - DRIFT) < 1.96 / Math.sqrt(t);
        }
        return all;
    }

    /** The default: O'Brien-Fleming spending, a look a day for two weeks, power .8. Naive is above in .58 of studies. */
    @Test
    void theDefaultThatLeadsHasTheSmallerMedianBias() {
        int days = 14;
        GroupSequentialBounds bounds = GroupSequentialDesign.of(
                        0.05, Alternative.TWO_SIDED, new LanDeMetsOBrienFleming())
                .bounds(SequentialErrorTest.equal(days));
        double drift = bounds.driftForPower(0.8);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(83);
        int naive = 0;
        int leading = 0;
        for (int study = 0; study < STUDIES; study++) {
            Stop stop = run(random, bounds, drift);
            naive += stop.estimate().value() > drift ? 1 : 0;
            leading += StagewiseInference.at(bounds, stop.look(), stop.estimate(), 0)
                                    .medianUnbiased()
                            > drift
                    ? 1
                    : 0;
        }
        double band = 3.29 * 0.01118;
        assertThat(naive / (double) STUDIES).as("naive").isGreaterThan(0.5 + band);
        assertThat(leading / (double) STUDIES).as("median-unbiased").isBetween(0.5 - band, 0.5 + band);
    }

    private static Stop run(RandomGenerator random) {
        return run(random, BOUNDS, DRIFT);
    }

    private static Stop run(RandomGenerator random, GroupSequentialBounds bounds, double drift) {
        int looks = bounds.looks().size();
        double score = 0;
        for (int k = 0; ; k++) {
            score += SequentialErrorTest.step(random, 1.0 / looks, drift);
            var look = bounds.looks().get(k);
            boolean crossed = Math.abs(score) >= look.efficacy() * Math.sqrt(look.fraction());
            if (crossed || k == looks - 1) {
                return new Stop(k, estimate(score, look.fraction()));
            }
        }
    }

    /** Maximum information 1, so that the effect is the drift. */
    private static InterimEstimate estimate(double score, double t) {
        return new InterimEstimate(score / t, 1 / Math.sqrt(t), 1);
    }
}
