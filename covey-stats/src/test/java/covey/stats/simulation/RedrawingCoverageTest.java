package covey.stats.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import covey.stats.design.Side;
import covey.stats.design.cluster.Cluster;
import covey.stats.design.cluster.ClusterRandomization;
import covey.stats.design.cluster.ClusterRandomization.Redraw;
import covey.stats.design.randomization.Assignments;
import covey.stats.design.randomization.RandomizationTest.Draws;
import covey.stats.design.randomization.Rerandomization;
import covey.stats.moment.Column;
import covey.stats.moment.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two thousand re-randomised studies of sixty units, ten of which are never seen; one assignment in ten is accepted on two
 * covariates that explain two thirds of the variance. A share of .05 has a 99.9 % band of .034 to .066.
 */
@Tag("slow")
class RedrawingCoverageTest {
    private static final int STUDIES = 2_000;
    private static final int UNITS = 60;
    private static final int SEEN = 50;
    private static final List<Column> BOTH = List.of(Column.of(1), Column.of(2));

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(20261125);

    /** Rejections at .05, by how it is tested. */
    private static final class Rejected {
        private int redrawn;
        private int adjusted;
        private int all;

        private double share(int count) {
            return (double) count / STUDIES;
        }
    }

    private Rejected studies(double effect) {
        Rejected rejected = new Rejected();
        int[] seen = IntStream.range(0, SEEN).toArray();
        for (int study = 0; study < STUDIES; study++) {
            double[][] x = new double[UNITS][2];
            Side[] sides = new Side[UNITS];
            for (int i = 0; i < UNITS; i++) {
                x[i] = new double[] {random.nextGaussian(), random.nextGaussian()};
                sides[i] = i % 2 == 0 ? Side.CONTROL : Side.TREATMENT;
            }
            Assignments all = Assignments.complete(sides);
            Assignments accepted = Rerandomization.of(x, all, 0.1).accepted();
            accepted.draw(random, sides);
            List<Cluster> units = new ArrayList<>();
            for (int i : seen) {
                double y = x[i][0] + x[i][1] + random.nextGaussian() + effect * sides[i].indicator();
                units.add(new Cluster(Moments.ofRows(new double[][] {{y, x[i][0], x[i][1]}}), sides[i], 0));
            }
            rejected.redrawn += rejects(units, List.of(), new Redraw(accepted, seen));
            rejected.adjusted += rejects(units, BOTH, new Redraw(accepted, seen));
            rejected.all += rejects(units, List.of(), new Redraw(all, seen));
        }
        return rejected;
    }

    private int rejects(List<Cluster> units, List<Column> covariates, Redraw redraw) {
        return ClusterRandomization.of(units, Column.of(0), covariates, redraw, new Draws(199, random))
                                .pValue(0)
                        <= 0.05
                ? 1
                : 0;
    }

    @Test
    void redrawingAsArmsWereDrawnHoldsTheLevelAndAllAssignmentsAreTooMany() {
        Rejected none = studies(0);
        assertThat(none.share(none.redrawn)).isBetween(0.034, 0.066);
        assertThat(none.share(none.adjusted)).isBetween(0.034, 0.066);
        assertThat(none.share(none.all)).isLessThan(0.015);
    }

    @Test
    void whatChanceImbalanceCannotDoIsPower() {
        Rejected some = studies(0.8);
        assertThat(some.share(some.redrawn)).isGreaterThan(some.share(some.all) + 0.15);
        assertThat(some.share(some.adjusted)).isGreaterThan(some.share(some.redrawn));
    }
}
