package covey.stats.simulation;

import covey.stats.compare.Contrast;
import covey.stats.compare.PostStratification;
import covey.stats.compare.StratifiedAncova;
import covey.stats.compare.Stratum;
import covey.stats.moment.Column;
import covey.stats.moment.MomentAccumulator;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Three strata of shares .5, .3, .2 with unequal means, spreads, slopes and effects; a fifth of the 600 units in
 * treatment, where the spread is 1.5 times that of control.
 */
class AdjustedStrataCoverageTest {

    private static final double[] MEAN = {0.5, 1, 3.5};
    private static final double[] EFFECT = {0, 0.4, 0.9};
    private static final double[] SLOPE = {0.8, 1.2, 1.6};
    private static final double TRUTH = 0.3;
    private static final double BASELINE = 1.25;

    @Test
    void theDifferenceIsCovered() {
        Coverage.of(
                        "post-stratification with CUPED",
                        71,
                        random -> adjusted(random).interval(0.95).contains(TRUTH))
                .isNominal();
    }

    @Test
    void theLiftIsCovered() {
        Coverage.of(
                        "post-stratification with CUPED, Fieller",
                        72,
                        random -> adjusted(random).fieller(0.95).orElseThrow().contains(TRUTH / BASELINE))
                .isNominal();
    }

    @Test
    void oneResidualVarianceForBothArmsUndercovers() {
        Coverage.of(
                        "analysis of covariance in strata",
                        71,
                        random -> StratifiedAncova.contrast(strata(random), 0, 1)
                                .interval(0.95)
                                .contains(TRUTH))
                .fallsBelow(0.91);
    }

    private static Contrast adjusted(RandomGenerator random) {
        return PostStratification.contrast(strata(random), Column.of(0), List.of(Column.of(1)));
    }

    private static List<Stratum> strata(RandomGenerator random) {
        MomentAccumulator[][] cells = new MomentAccumulator[3][2];
        for (MomentAccumulator[] row : cells) {
            row[0] = new MomentAccumulator(2);
            row[1] = new MomentAccumulator(2);
        }
        for (int i = 0; i < 600; i++) {
            double u = random.nextDouble();
            int s = u < 0.5 ? 0 : u < 0.8 ? 1 : 2;
            int a = i % 5 == 0 ? 1 : 0;
            double x = random.nextGaussian();
            double noise = (a == 0 ? 1 : 1.5) * random.nextGaussian();
            cells[s][a].add(MEAN[s] + a * EFFECT[s] + SLOPE[s] * x + noise, x + s);
        }
        List<Stratum> strata = new ArrayList<>();
        for (MomentAccumulator[] row : cells) {
            strata.add(new Stratum(row[0].moments(), row[1].moments()));
        }
        return strata;
    }
}
