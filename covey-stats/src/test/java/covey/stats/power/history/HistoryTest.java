package covey.stats.power.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.stats.DegenerateDataException;
import covey.stats.design.cluster.ClusterDifference;
import covey.stats.design.pair.ClusterPair;
import covey.stats.moment.Column;
import covey.stats.moment.Moments;
import covey.stats.power.Claim;
import covey.stats.power.Comparison;
import covey.stats.power.Freedom;
import covey.stats.power.Outcome;
import covey.stats.power.Split;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static final Column Y = Column.of(0);

    private static Moments values(double... values) {
        return Moments.ofColumns(values);
    }

    /** Inside variances 1 and 4 with weights 1/3 and 2/3: 3 in all. */
    @Test
    void strataLeaveTheVarianceInsideThem() {
        List<Moments> strata = List.of(values(0, 1, 2), values(10, 12, 14, 10, 12, 14));
        Moments all = Moments.sum(strata);
        double inside = (1 + 2 * strata.get(1).variance(0)) / 3;
        StratifiedHistory history =
                StratifiedHistory.of(Outcome.ofMean(all.mean(0), all.variance(0)), strata, Y, List.of());
        assertThat(history.byStrata()).isCloseTo(1 - inside / all.variance(0), within(1e-12));
        assertThat(history.outcome().explained()).isCloseTo(history.byStrata(), within(1e-12));
        assertThat(history.freedom().lost()).isEqualTo(2);
    }

    @Test
    void equalClustersVaryAsTheirMeans() {
        List<Moments> clusters = List.of(values(0, 2), values(3, 5), values(1, 1), values(6, 8));
        ClusteredHistory history = ClusteredHistory.of(clusters, List.of(0, 0, 0, 0), ClusterDifference.of(Y));
        Moments means = values(1, 4, 1, 7);
        assertThat(history.outcome().baseline()).isCloseTo(3.25, within(1e-12));
        assertThat(history.outcome().variance()).isCloseTo(means.variance(0), within(1e-10));
        assertThat(history.freedom().perUnit()).isCloseTo(1, within(1e-9));
        assertThat(history.grown(1).outcome().variance())
                .isCloseTo(history.outcome().variance(), within(1e-10));
        assertThat(history.grown(1000).outcome().variance())
                .isLessThan(history.outcome().variance())
                .isGreaterThan(0.9 * history.outcome().variance());
        assertThatThrownBy(() -> ClusteredHistory.of(clusters.subList(0, 1), List.of(0), ClusterDifference.of(Y)))
                .isInstanceOf(DegenerateDataException.class)
                .hasMessageContaining("1 clusters");
    }

    /** Differences 2, 1, 3: their mean square is 14/3, half of it the variance of a member. */
    @Test
    void pairsVaryAsTheirDifferencesWhicheverComesFirst() {
        List<ClusterPair> pairs = List.of(
                PairedHistory.ofTwo(values(0, 2)),
                PairedHistory.ofTwo(values(11, 10)),
                PairedHistory.ofTwo(values(20, 23)));
        PairedHistory history = PairedHistory.of(pairs, Y);
        double left = history.outcome().variance() * (1 - history.outcome().explained());
        assertThat(left).isCloseTo(14.0 / 6, within(1e-10));
        assertThat(history.outcome().variance())
                .isCloseTo(values(0, 2, 11, 10, 20, 23).variance(0), within(1e-9));
        assertThat(history.explained()).isGreaterThan(0.9);
        Comparison comparison =
                new Comparison(history.outcome(), Split.even().with(Freedom.PAIRS), Claim.difference(0.05));
        assertThat(comparison.expected(40, 1).df()).isCloseTo(19, within(1e-9));
        assertThat(comparison.expected(40, 1).variance()).isCloseTo(14.0 / 3 / 20, within(1e-10));
    }

    private static Moments row(double... values) {
        return Moments.ofRows(new double[][] {values});
    }

    /** Moments over members and means say of pairs of units what the pairs themselves do, ratios and covariates included. */
    @Test
    void pairsOfUnitsAreTheirMomentsOverMembersAndMeans() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20);
        List<ClusterPair> pairs = new ArrayList<>();
        double[][] members = new double[80][];
        double[][] means = new double[40][4];
        for (int p = 0; p < means.length; p++) {
            double own = 2 * random.nextGaussian();
            for (int i = 2 * p; i < 2 * p + 2; i++) {
                double x = own + random.nextGaussian();
                double y = 20 + x + random.nextGaussian();
                members[i] = new double[] {y, 5 + random.nextDouble(), x, 3};
                for (int c = 0; c < 4; c++) {
                    means[p][c] += members[i][c] / 2;
                }
            }
            pairs.add(new ClusterPair(row(members[2 * p]), row(members[2 * p + 1])));
        }
        for (Column y : List.of(Y, Column.ratio(0, 1))) {
            for (List<Column> covariates : List.of(List.<Column>of(), List.of(Column.of(2), Column.of(3)))) {
                PairedHistory one = PairedHistory.of(pairs, y, covariates);
                PairedHistory other = PairedHistory.of(Moments.ofRows(members), Moments.ofRows(means), y, covariates);
                assertThat(other.outcome().baseline()).isCloseTo(one.outcome().baseline(), within(1e-10));
                assertThat(other.outcome().variance()).isCloseTo(one.outcome().variance(), within(1e-10));
                assertThat(other.outcome().explained()).isCloseTo(one.outcome().explained(), within(1e-10));
                assertThat(other.explained()).isCloseTo(one.explained(), within(1e-10));
                assertThat(other.freedom()).isEqualTo(one.freedom());
                assertThat(other.freedom().covariates()).isEqualTo(covariates.isEmpty() ? 0 : 1);
            }
        }
        assertThatThrownBy(() -> PairedHistory.of(values(1, 2), values(1.5), Y, List.of()))
                .hasMessageContaining("1 complete pairs");
    }

    @Test
    void theTwoUnitsOfAPairKeepTheirColumnsTogether() {
        Moments pair = Moments.ofColumns(new double[] {1, 5}, new double[] {7, 2});
        ClusterPair found = PairedHistory.ofTwo(pair);
        Moments both = found.control().plus(found.treatment());
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                assertThat(both.crossM2(i, j)).isCloseTo(pair.crossM2(i, j), within(1e-12));
            }
        }
        assertThatThrownBy(() -> PairedHistory.ofTwo(values(1, 2, 3))).hasMessageContaining("got 3");
    }

    private static FactorialShares cells(double... shares) {
        Map<List<Integer>, Double> cells = new LinkedHashMap<>();
        IntStream.range(0, 4).forEach(k -> cells.put(List.of(k / 2, k % 2), shares[k]));
        return FactorialShares.of(cells);
    }

    @Test
    void equalCellsPoolForAMainEffectAndHalveForAnInteraction() {
        FactorialShares even = cells(0.25, 0.25, 0.25, 0.25);
        assertThat(even.main(0, 1).treatment()).isCloseTo(0.5, within(1e-12));
        assertThat(even.interaction(0, 1, 1, 1).control()).isCloseTo(0.125, within(1e-12));
        Comparison main = new Comparison(Outcome.ofMean(0, 1), even.main(1, 1), Claim.difference(0.05));
        // four cells of 25 units: 96 degrees of freedom
        assertThat(main.expected(100, 1).df()).isCloseTo(96, within(1e-9));
        Comparison interaction =
                new Comparison(Outcome.ofMean(0, 1), even.interaction(0, 1, 1, 1), Claim.difference(0.05));
        assertThat(interaction.expected(100, 1).variance()).isCloseTo(4 / 25.0, within(1e-12));
        assertThat(interaction.expected(100, 1).df()).isCloseTo(96, within(1e-9));
        assertThatThrownBy(() -> cells(0.5, 0.5, 0, 0)).hasMessageContaining("positive share");
    }
}
