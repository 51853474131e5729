package covey.stats.simulation;

import covey.stats.compare.MeanDifference;
import covey.stats.design.rollout.StagedRollout;
import covey.stats.moment.Column;
import covey.stats.moment.MomentAccumulator;
import covey.stats.moment.Moments;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Sixty communities of eight in which a unit gains .3 by its own treatment and .5 times the treated share of its
 * community: treating everyone gains .8. Stages treat 0, 10, 25 and 50 %, at random and nested.
 */
class StagedRolloutCoverageTest {

    private static final double TOTAL = 0.8;
    private static final double[] SHARES = {0, 0.1, 0.25, 0.5};
    private static final List<Column> STAGES = IntStream.range(0, SHARES.length)
            .mapToObj(t -> Column.ratio(t, SHARES.length))
            .toList();

    @Test
    void theExtrapolationCoversTheTotalEffect() {
        Coverage.of(
                        "staged roll-out, order 1",
                        101,
                        random -> StagedRollout.of(study(random)[2], STAGES, SHARES)
                                .totalEffect(1)
                                .interval(0.95)
                                .contains(TOTAL))
                .isNominal();
    }

    @Test
    void theOrderCheckHoldsItsLevel() {
        Coverage.of(
                        "order 2 less order 1",
                        102,
                        random -> StagedRollout.of(study(random)[2], STAGES, SHARES)
                                .orderCheck(2)
                                .interval(0.95)
                                .contains(0))
                .isNominal();
    }

    @Test
    void treatedAgainstUntreatedMissesWhatNeighboursDo() {
        Coverage.of("plain difference at the last stage", 101, random -> {
                    Moments[] study = study(random);
                    return MeanDifference.contrast(study[0], study[1], 0)
                            .interval(0.95)
                            .contains(TOTAL);
                })
                .fallsBelow(0.20);
    }

    /** Untreated and treated units at the last stage; communities with their totals by stage and their size. */
    private static Moments[] study(RandomGenerator random) {
        MomentAccumulator untreated = new MomentAccumulator(1);
        MomentAccumulator treated = new MomentAccumulator(1);
        MomentAccumulator communities = new MomentAccumulator(SHARES.length + 1);
        for (int g = 0; g < 60; g++) {
            double[] rank = random.doubles(8).toArray();
            double[] level = random.doubles(8).map(u -> 2 * u).toArray();
            double[] row = new double[SHARES.length + 1];
            row[SHARES.length] = rank.length;
            for (int t = 0; t < SHARES.length; t++) {
                double limit = SHARES[t];
                double share =
                        IntStream.range(0, 8).filter(i -> rank[i] < limit).count() / 8.0;
                for (int i = 0; i < rank.length; i++) {
                    boolean on = rank[i] < limit;
                    double y = level[i] + (on ? 0.3 : 0) + 0.5 * share + 0.3 * random.nextGaussian();
                    row[t] += y;
                    if (t == SHARES.length - 1) {
                        (on ? treated : untreated).add(y);
                    }
                }
            }
            communities.add(row);
        }
        return new Moments[] {untreated.moments(), treated.moments(), communities.moments()};
    }
}
