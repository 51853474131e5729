package covey.stats.partition.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.stats.DegenerateDataException;
import covey.stats.partition.ContingencyTable;
import covey.stats.partition.Labels;
import covey.stats.partition.Unassigned;
import covey.stats.partition.change.ClusterChange.Kind;
import covey.stats.partition.change.ClusterMatching.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionChangeTest {

    /** Labels from runs of equal ones: pairs of a label and how often it stands. */
    private static int[] runs(int... labelAndLength) {
        int n = 0;
        for (int k = 1; k < labelAndLength.length; k += 2) {
            n += labelAndLength[k];
        }
        int[] labels = new int[n];
        int at = 0;
        for (int k = 0; k < labelAndLength.length; k += 2) {
            Arrays.fill(labels, at, at + labelAndLength[k + 1], labelAndLength[k]);
            at += labelAndLength[k + 1];
        }
        return labels;
    }

    /** Example of Greene, Doyle, Cunningham's events: A→P with one new member, B→Q+R, C+D→S, N of new elements. */
    @Test
    void eventsOfGreeneAreFoundAtHisThreshold() {
        int[] before = runs(0, 10, 1, 10, 2, 6, 3, 6, -1, 7);
        int[] after = runs(10, 10, 11, 5, 12, 5, 13, 12, 10, 1, 14, 6);
        VersionMap map = VersionMap.of(before, after, ChangeRule.byJaccard(0.3));
        assertThat(map.changes())
                .containsExactly(
                        new ClusterChange(Kind.MERGED, List.of(2, 3), List.of(13), 12, 12, 12),
                        new ClusterChange(Kind.GREW, List.of(0), List.of(10), 10, 11, 10),
                        new ClusterChange(Kind.SPLIT, List.of(1), List.of(11, 12), 10, 10, 10),
                        new ClusterChange(Kind.BORN, List.of(), List.of(14), 0, 6, 0));
        assertThat(map.changes().get(1).jaccard()).isCloseTo(0.9090909090909091, within(1e-15));
        assertThat(VersionMap.of(before, after, ChangeRule.DEFAULT).counts())
                .isEqualTo(Map.of(Kind.MERGED, 1L, Kind.GREW, 1L, Kind.SPLIT, 1L, Kind.BORN, 1L));
    }

    @Test
    void aSplitIntoManyIsFoundByOverlapAndMissedByJaccard() {
        int[] before = new int[80];
        int[] after = runs(0, 10, 1, 10, 2, 10, 3, 10, 4, 10, 5, 10, 6, 10, 7, 10);
        assertThat(VersionMap.of(before, after, ChangeRule.DEFAULT).counts()).isEqualTo(Map.of(Kind.SPLIT, 1L));
        assertThat(VersionMap.of(before, after, ChangeRule.byJaccard(0.3)).counts())
                .isEqualTo(Map.of(Kind.DIED, 1L, Kind.BORN, 8L));
    }

    @Test
    void deathShrinkingMovingKeepingAndRegroupingAreToldApart() {
        int[] before = runs(0, 20, 1, 20, 2, 20, 3, 20, 4, 10, 4, 10, 5, 10, 5, 10);
        int[] after = runs(0, 20, 1, 10, -1, 10, 9, 12, -1, 8, -1, 20, 6, 10, 7, 10, 6, 10, 7, 10);
        after = Arrays.copyOf(after, after.length + 8);
        before = Arrays.copyOf(before, before.length + 8);
        Arrays.fill(after, after.length - 8, after.length, 9);
        Arrays.fill(before, before.length - 8, before.length, -1);
        Map<Kind, Long> counts =
                VersionMap.of(before, after, ChangeRule.DEFAULT).counts();
        assertThat(counts)
                .isEqualTo(Map.of(Kind.KEPT, 1L, Kind.SHRANK, 1L, Kind.MOVED, 1L, Kind.DIED, 1L, Kind.REGROUPED, 1L));
    }

    @Test
    void membersFlowBetweenVersions() {
        int[] before = runs(0, 6, 1, 4, 1, 2, -1, 3, 0, 1, -1, 2);
        int[] after = runs(5, 6, 7, 4, 5, 2, 7, 3, -1, 1, -1, 2);
        ClusterMatching matching = ClusterMatching.of(ContingencyTable.of(before, after, Unassigned.ONE_CLUSTER));
        assertThat(matching.method()).isEqualTo(Method.OPTIMAL);
        assertThat(matching.pairs())
                .containsExactly(new ClusterMatching.Pair(0, 5, 6), new ClusterMatching.Pair(1, 7, 4));
        assertThat(List.of(matching.stayed(), matching.moved(), matching.joined(), matching.left()))
                .containsExactly(10.0, 2.0, 3.0, 1.0);
        assertThat(matching.movedShare()).isEqualTo(2 / 12.0);
        assertThat(matching.after(1)).hasValue(7);
        assertThat(matching.after(3)).isEmpty();
    }

    @Test
    void nobodyInBothVersionsIsNoMovedShare() {
        ContingencyTable table = ContingencyTable.of(new int[] {-1, 0}, new int[] {0, -1}, Unassigned.ONE_CLUSTER);
        assertThatThrownBy(() -> ClusterMatching.of(table).movedShare()).isInstanceOf(DegenerateDataException.class);
    }

    /** Against every matching of up to seven clusters, by trying them all. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theOptimalMatchingKeepsTheMost(long seed) {
        RandomGenerator random = Labels.random(seed);
        for (int r = 0; r < 200; r++) {
            int rows = 1 + random.nextInt(7);
            int[] before = Labels.uniform(random, 40, rows);
            int[] after = Labels.blurred(random, before, random.nextDouble(), 1 + random.nextInt(7));
            double[] weight = random.ints(40, 1, 9).asDoubleStream().toArray();
            ContingencyTable table = ContingencyTable.weighted(before, after, weight, Unassigned.EXCLUDED);
            double best = best(table, 0, new boolean[table.columns()]);
            double greedy = ClusterMatching.of(table, Method.GREEDY).stayed();
            assertThat(ClusterMatching.of(table).stayed()).isEqualTo(best);
            assertThat(greedy).isBetween(best / 2, best);
        }
    }

    private static double best(ContingencyTable table, int row, boolean[] taken) {
        if (row == table.rows()) {
            return 0;
        }
        double most = best(table, row + 1, taken);
        for (int c = table.firstCell(row); c < table.firstCell(row + 1); c++) {
            int j = table.column(c);
            if (!taken[j]) {
                taken[j] = true;
                most = Math.max(most, table.shared(c) + best(table, row + 1, taken));
                taken[j] = false;
            }
        }
        return most;
    }

    @Test
    void greedyIsNotOptimal() {
        int[] before = runs(0, 5, 0, 4, 1, 4);
        int[] after = runs(0, 5, 1, 4, 0, 4);
        ContingencyTable table = ContingencyTable.of(before, after, Unassigned.EXCLUDED);
        assertThat(ClusterMatching.of(table).stayed()).isEqualTo(8);
        assertThat(ClusterMatching.of(table, Method.GREEDY).stayed()).isEqualTo(5);
    }

    @Test
    void thresholdsOutsideTheirRangeAreRefused() {
        assertThatThrownBy(() -> ChangeRule.byJaccard(0)).hasMessage("jaccard must lie in (0, 1], got 0.0");
        assertThatThrownBy(() -> new ChangeRule(0.3, 0.5, 0.1, -1, 0.8)).hasMessageContaining("growth");
    }
}
