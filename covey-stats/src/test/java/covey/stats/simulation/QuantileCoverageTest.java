package covey.stats.simulation;

import covey.stats.compare.QuantileDifference;
import covey.stats.compare.QuantileEstimate;
import covey.stats.distribution.Normal;
import covey.stats.interval.Bounds;
import covey.stats.interval.ClusterQuantile;
import covey.stats.interval.OrderStatistic;
import covey.stats.interval.OrderStatistic.Method;
import covey.stats.interval.OrderStatistic.Ranks;
import covey.stats.moment.MomentAccumulator;
import covey.stats.moment.RatioMoments;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class QuantileCoverageTest {

    private static final double P = 0.9;
    private static final int UNITS = 1500;
    private static final double LIFT = 0.1;

    @Test
    void orderStatisticsCoverTheQuantileAndTheDifference() {
        double truth = Math.exp(Normal.quantile(P));
        Ranks ranks = OrderStatistic.ranks(UNITS, P, 0.95, Method.EXACT).orElseThrow();
        Coverage.of("order-statistic interval", 51, random -> {
                    double[] values = unitValues(random, 1);
                    return values[(int) ranks.lower() - 1] <= truth && truth <= values[(int) ranks.upper() - 1];
                })
                .isNominal();
        Coverage.of(
                        "quantile difference",
                        52,
                        random -> QuantileDifference.contrast(
                                        unitEstimate(unitValues(random, 1), ranks),
                                        unitEstimate(unitValues(random, 1 + LIFT), ranks))
                                .interval(0.95)
                                .contains(LIFT * truth))
                .isNominal();
    }

    @Test
    void outerIntervalCoversTheQuantileOfClusteredEvents() {
        double truth = eventTruth();
        Coverage.of("cluster quantile", 53, random -> {
                    QuantileEstimate estimate = Events.draw(random, 1).outer();
                    return estimate.lower() <= truth && truth <= estimate.upper();
                })
                .isNominal();
        Coverage.of(
                        "cluster quantile difference",
                        54,
                        random -> QuantileDifference.contrast(
                                        Events.draw(random, 1).outer(),
                                        Events.draw(random, 1 + LIFT).outer())
                                .interval(0.95)
                                .contains(LIFT * truth))
                .isNominal();
    }

    @Test
    void clusteredEventsTakenAsIndependentUndercover() {
        double truth = eventTruth();
        Coverage.of("event quantile, events taken as independent", 53, random -> {
                    Bounds bounds = Events.draw(random, 1).independent();
                    return bounds.contains(truth);
                })
                .fallsBelow(0.8);
    }

    private static double eventTruth() {
        return Math.exp(Normal.quantile(P) * Math.hypot(Events.BETWEEN, Events.WITHIN));
    }

    private static double[] unitValues(RandomGenerator random, double scale) {
        double[] values = new double[UNITS];
        for (int i = 0; i < UNITS; i++) {
            values[i] = scale * Draw.logNormal(random, 1);
        }
        return Draw.sorted(values, UNITS);
    }

    private static QuantileEstimate unitEstimate(double[] sorted, Ranks ranks) {
        return new QuantileEstimate(
                UNITS,
                Draw.quantile(sorted, P),
                sorted[(int) ranks.lower() - 1],
                sorted[(int) ranks.upper() - 1],
                0.95);
    }

    /** Events of 400 users whose values share a user effect. */
    private static final class Events {

        static final double BETWEEN = 0.7;
        static final double WITHIN = 0.7;
        private static final int USERS = 400;

        private final double[][] byUser;
        private final double[] sorted;

        private Events(double[][] byUser, double[] sorted) {
            this.byUser = byUser;
            this.sorted = sorted;
        }

        static Events draw(RandomGenerator random, double scale) {
            double[][] byUser = new double[USERS][];
            int total = 0;
            for (int i = 0; i < USERS; i++) {
                byUser[i] = new double[Draw.events(random, 4)];
                total += byUser[i].length;
                double own = BETWEEN * random.nextGaussian();
                for (int j = 0; j < byUser[i].length; j++) {
                    byUser[i][j] = scale * Math.exp(own + WITHIN * random.nextGaussian());
                }
            }
            double[] all = new double[total];
            int at = 0;
            for (double[] events : byUser) {
                System.arraycopy(events, 0, all, at, events.length);
                at += events.length;
            }
            return new Events(byUser, Draw.sorted(all, total));
        }

        QuantileEstimate outer() {
            double value = Draw.quantile(sorted, P);
            MomentAccumulator users = new MomentAccumulator(2);
            double[] row = new double[2];
            for (double[] events : byUser) {
                row[0] = 0;
                row[1] = events.length;
                for (double event : events) {
                    row[0] += event <= value ? 1 : 0;
                }
                users.add(row);
            }
            Bounds shares = ClusterQuantile.shares(RatioMoments.of(users.moments(), 0, 1), P, 0.95)
                    .orElseThrow();
            return new QuantileEstimate(
                    USERS, value, Draw.quantile(sorted, shares.lower()), Draw.quantile(sorted, shares.upper()), 0.95);
        }

        Bounds independent() {
            Ranks ranks =
                    OrderStatistic.ranks(sorted.length, P, 0.95, Method.NORMAL).orElseThrow();
            return new Bounds(sorted[(int) ranks.lower() - 1], sorted[(int) ranks.upper() - 1]);
        }
    }
}
