package covey.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.ranking.metric.count.TiedShare;
import covey.ranking.metric.hits.BinaryPreference;
import covey.ranking.names.NameReading.Known;
import covey.ranking.names.RankingNames;
import covey.ranking.tie.WithTies;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expectation, bounds and share of tied items against every order there is. */
class TiesTest {
    private static final List<String> EXPECTED = List.of(
            "nDCG@%d",
            "nDCG(gain=exponential)@%d",
            "nDCG(discount=jarvelin)@%d",
            "DCG@%d",
            "RBP(p=0.7)@%d",
            "ERR@%d",
            "P@%d",
            "R@%d",
            "F1@%d",
            "F(x=4,rel=2)@%d",
            "RR@%d",
            "RR(rel=2)@%d",
            "AP@%d",
            "AP_min@%d",
            "AP(rel=2)@%d",
            "Success@%d",
            "Success(rel=2)@%d",
            "relative_P@%d",
            "Judged@%d",
            "Unjudged@%d",
            "nDCG",
            "DCG",
            "RBP",
            "ERR",
            "RR",
            "AP",
            "Rprec",
            "Rprec(rel=2)");

    private static RankingMetric metric(String name, int cutoff) {
        return ((Known) RankingNames.read(name.formatted(cutoff))).metric();
    }

    private static WithTies tied(RankingMetric metric) {
        return (WithTies) metric;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void theExpectationIsTheMeanOfAllOrdersAndTheBoundsAreTheirExtremes(int seed) {
        Random random = new Random(seed);
        double[] grades = random.doubles(7, -1, 4).map(Math::floor).toArray();
        double[] missing = random.doubles(2, 0, 3).map(Math::floor).toArray();
        int first = 1 + random.nextInt(3);
        int[][] groups = {{first, first + 1 + random.nextInt(2)}, {5, 6 + random.nextInt(2)}};
        if (groups[0][1] >= 5) {
            groups[0][1] = 4;
        }
        List<double[]> orders = new ArrayList<>();
        orders(grades, groups, 0, groups[0][0] - 1, orders);
        JudgedList list = JudgedList.of(grades, missing);
        for (int[] group : groups) {
            list.tie(group[0], group[1]);
        }
        for (String name : EXPECTED) {
            for (int cutoff = 1; cutoff <= 8; cutoff++) {
                RankingMetric metric = metric(name, cutoff);
                RankingMetric plain = tied(metric).metric();
                DoubleSummaryStatistics all = orders.stream()
                        .mapToDouble(o -> plain.of(JudgedList.of(o, missing)))
                        .summaryStatistics();
                assertThat(metric.of(list)).as(metric.name()).isCloseTo(all.getAverage(), within(1e-12));
                if (!name.startsWith("Judged") && !name.startsWith("Unjudged")) {
                    assertThat(new WithTies(plain, Ties.BEST).of(list))
                            .as(metric.name())
                            .isCloseTo(all.getMax(), within(1e-12));
                    assertThat(new WithTies(plain, Ties.WORST).of(list))
                            .as(metric.name())
                            .isCloseTo(all.getMin(), within(1e-12));
                }
                assertThat(new WithTies(plain, Ties.AS_LISTED).of(list)).isEqualTo(plain.of(list));
            }
        }
    }

    /** Every order of the grades within the groups. */
    private static void orders(double[] grades, int[][] groups, int group, int from, List<double[]> all) {
        if (group == groups.length) {
            all.add(grades.clone());
            return;
        }
        if (from >= groups[group][1]) {
            orders(grades, groups, group + 1, group + 1 < groups.length ? groups[group + 1][0] - 1 : 0, all);
            return;
        }
        for (int i = from; i < groups[group][1]; i++) {
            swap(grades, from, i);
            orders(grades, groups, group, from + 1, all);
            swap(grades, from, i);
        }
    }

    private static void swap(double[] values, int a, int b) {
        double kept = values[a];
        values[a] = values[b];
        values[b] = kept;
    }

    @Test
    void aListWithoutTiesIsTakenAsItIs() {
        JudgedList list = JudgedList.of(new double[] {0, 2, -1, 1}, 3);
        for (String name : EXPECTED) {
            RankingMetric metric = metric(name, 3);
            assertThat(metric.of(list))
                    .as(metric.name())
                    .isEqualTo(tied(metric).metric().of(list));
        }
    }

    /** One relevant item tied with 999,999 others: the harmonic number over n; a million products may lose 1e-10 of it. */
    @Test
    void aTieOfAMillionItems() {
        JudgedList list = new JudgedList();
        list.clear();
        list.judge(1);
        list.retrieve(1, 1);
        list.tie(1, 1_000_000);
        list.end(1_000_000);
        assertThat(metric("RR", 0).of(list)).isCloseTo(14.392726722865724 / 1e6, within(1e-15));
        assertThat(metric("AP", 0).of(list)).isCloseTo(14.392726722865724 / 1e6, within(1e-15));
        assertThat(metric("P@10", 0).of(list)).isCloseTo(1e-6, within(1e-18));
        assertThat(metric("RR(ties=best)", 0).of(list)).isEqualTo(1);
        assertThat(metric("RR(ties=worst)", 0).of(list)).isEqualTo(1e-6);
    }

    @Test
    void shareOfTiedItems() {
        JudgedList list = JudgedList.of(new double[] {0, 0, 1, 1, 0});
        list.tie(2, 4);
        assertThat(new TiedShare(5).of(list)).isEqualTo(0.6);
        assertThat(new TiedShare(3).of(list)).isEqualTo(2 / 3.0);
        assertThat(new TiedShare(1).of(list)).isEqualTo(0);
        assertThat(new TiedShare(100).of(list)).isEqualTo(0.6);
    }

    @Test
    void whatHasNoExpectationRefusesIt() {
        assertThatThrownBy(() -> new WithTies(new BinaryPreference(1), Ties.EXPECTED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Bpref");
        JudgedList list = JudgedList.of(new double[] {1, 0});
        assertThatThrownBy(() -> list.tie(2, 2)).isInstanceOf(IllegalArgumentException.class);
    }
}
