package covey.stats.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.stats.compare.Contrast;
import covey.stats.design.rollout.StagedRollout;
import covey.stats.moment.Column;
import covey.stats.moment.MomentAccumulator;
import covey.stats.power.Claim;
import covey.stats.power.ExpectedContrast;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/**
 * The power that stages of a history promise against the share of 4,000 roll-outs in which the run's estimator finds the
 * effect: 80 communities of their own level, noise by stage, everyone moved by the share that is treated.
 */
class StagedRolloutPowerTest {
    private static final double[] SHARES = {0, 0.1, 0.25, 0.5};
    private static final List<Column> STAGES = List.of(Column.of(0), Column.of(1), Column.of(2), Column.of(3));
    private static final Claim CLAIM = Claim.difference(0.05);
    private static final int STUDIES = 4_000;
    private static final int HISTORIES = 400;

    @Test
    void thePromiseIsKeptAndThatOfTwoArmsIsNot() {
        double effect = 0.24;
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(103);
        double promised = 0;
        double squares = 0;
        double naive = 0;
        for (int h = 0; h < HISTORIES; h++) {
            Contrast history = study(random, 0);
            double power = new ExpectedContrast(history).power(CLAIM, effect);
            promised += power / HISTORIES;
            squares += power * power / HISTORIES;
            // half of the units against the other half at the last stage: their levels count, the extrapolation does
            // not
            double variance = (1 + 0.3 * 0.3) * 4 / 80;
            naive += new ExpectedContrast(new Contrast(0, variance, 78, 5, variance, 0)).power(CLAIM, effect)
                    / HISTORIES;
        }
        int found = 0;
        for (int s = 0; s < STUDIES; s++) {
            Contrast contrast = study(random, effect);
            found += contrast.difference() > 0 && contrast.pValue() < 0.05 ? 1 : 0;
        }
        double kept = found / (double) STUDIES;
        double error = Math.sqrt(kept * (1 - kept) / STUDIES + (squares - promised * promised) / HISTORIES);
        assertThat(promised).isBetween(0.6, 0.95).isCloseTo(kept, within(3 * error));
        assertThat(Math.abs(naive - kept)).isGreaterThan(0.1);
    }

    private static Contrast study(RandomGenerator random, double effect) {
        MomentAccumulator communities = new MomentAccumulator(SHARES.length);
        for (int g = 0; g < 80; g++) {
            double level = 5 + random.nextGaussian();
            double[] row = new double[SHARES.length];
            for (int t = 0; t < row.length; t++) {
                row[t] = level + effect * SHARES[t] + 0.3 * random.nextGaussian();
            }
            communities.add(row);
        }
        return StagedRollout.of(communities.moments(), STAGES, SHARES).totalEffect(1);
    }
}
