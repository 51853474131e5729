package covey.stats.partition.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.partition.Labels;
import covey.stats.partition.change.ClusterChange.Kind;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartitionVersionsTest {

    private static final VersionComparison.Settings SETTINGS = VersionComparison.Settings.DEFAULT;

    /** Ten clusters of a hundred: one is split, two are merged, one is gone, the others lose every tenth member. */
    @Test
    void aComparisonRecoversWhatWasDone() {
        int[] before = IntStream.range(0, 1000).map(e -> e / 100).toArray();
        int[] after = IntStream.range(0, 1000)
                .map(e -> switch (e / 100) {
                    case 0 -> e % 2 == 0 ? 0 : 20;
                    case 2 -> 1;
                    case 3 -> -1;
                    default -> e % 10 == 9 ? -1 : e / 100;
                })
                .toArray();
        VersionComparison comparison = VersionComparison.of(before, after, SETTINGS, Labels.random(1));
        assertThat(comparison.map().counts())
                .isEqualTo(Map.of(Kind.SPLIT, 1L, Kind.MERGED, 1L, Kind.DIED, 1L, Kind.SHRANK, 6L));
        assertThat(comparison.before())
                .isEqualTo(new SizeDistribution(
                        10, 1000, 0, 0, 100, 100, comparison.before().effective()));
        assertThat(comparison.before().effective()).isCloseTo(10, within(1e-12));
        assertThat(comparison.after().unassigned()).isEqualTo(170);
        assertThat(comparison.compared()).isEqualTo(830);
        assertThat(comparison.matching().left()).isEqualTo(170);
        assertThat(comparison.matching().stayed()).isEqualTo(50 + 100 + 6 * 90);
        assertThat(comparison.refusals()).isEmpty();
        assertThat(comparison.agreements()).hasSize(15);
        Agreement purity = named(comparison, "purity");
        assertThat(purity.value()).isCloseTo((50 + 50 + 100 + 6 * 90) / 830.0, within(1e-12));
        assertThat(purity.interval().orElseThrow().contains(purity.value())).isTrue();
        assertThat(purity.chance().permutations()).isEqualTo(200);
        Agreement moved = named(comparison, "moved share (optimal matching)");
        assertThat(moved.value()).isEqualTo(comparison.matching().movedShare());
        assertThat(moved.chance().mean()).isGreaterThan(0.7);
        assertThat(named(comparison, "adjusted Rand index").chance().mean()).isZero();
        assertThat(named(comparison, "normalised mutual information (arithmetic)")
                        .chance()
                        .mean())
                .isGreaterThan(0.01);
    }

    private static Agreement named(VersionComparison comparison, String name) {
        return comparison.agreements().stream()
                .filter(agreement -> agreement.measure().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void measuresWithoutAValueAreNamedAndTheOthersShown() {
        int[] singletons = IntStream.range(0, 200).toArray();
        VersionComparison comparison = VersionComparison.of(singletons, new int[200], SETTINGS, Labels.random(2));
        assertThat(comparison.refusals())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Reason.ZERO_DENOMINATOR))
                .satisfies(refusal -> assertThat(refusal.measure()).isEqualTo("Fowlkes–Mallows index"));
        assertThat(named(comparison, "adjusted Rand index").value()).isZero();
    }

    @Test
    void identicalVersionsHaveNoIntervalOfWidthZero() {
        int[] labels = Labels.uniform(Labels.random(7), 300, 6);
        VersionComparison comparison = VersionComparison.of(labels, labels, SETTINGS, Labels.random(8));
        Agreement adjustedRand = named(comparison, "adjusted Rand index");
        assertThat(adjustedRand.value()).isEqualTo(1);
        assertThat(adjustedRand.interval()).isEmpty();
        assertThatThrownBy(() -> adjustedRand.estimate().interval(0.95))
                .isInstanceOf(DegenerateDataException.class)
                .hasMessageContaining("without any of the 50 groups");
        assertThat(comparison.map().counts()).isEqualTo(Map.of(Kind.KEPT, 6L));
    }

    @Test
    void informationOfManySmallClustersIsFlaggedAndPairsAreNot() {
        RandomGenerator random = Labels.random(3);
        int[] before = Labels.uniform(random, 1000, 100);
        int[] after = Labels.blurred(random, before, 0.4, 100);
        VersionComparison comparison = VersionComparison.of(before, after, SETTINGS, random);
        assertThat(named(comparison, "variation of information (nats)").dependsOnSize())
                .isTrue();
        assertThat(named(comparison, "adjusted Rand index").dependsOnSize()).isFalse();
    }

    @Test
    void theSameSeedGivesTheSameComparison() {
        RandomGenerator random = Labels.random(4);
        int[] before = Labels.uniform(random, 300, 9);
        int[] after = Labels.blurred(random, before, 0.3, 12);
        assertThat(VersionComparison.of(before, after, SETTINGS, Labels.random(5)))
                .isEqualTo(VersionComparison.of(before, after, SETTINGS, Labels.random(5)));
    }

    @Test
    void tooFewElementsForTheGroupsAreRefused() {
        assertThatThrownBy(() -> VersionComparison.of(new int[60], new int[60], SETTINGS, Labels.random(6)))
                .isInstanceOf(DegenerateDataException.class)
                .hasMessageContaining("60 elements do not fill 50 groups");
    }

    @Test
    void sizesOfNothingAndOfOneClusterAreStated() {
        assertThat(SizeDistribution.of(-1, -1)).isEqualTo(new SizeDistribution(0, 0, 2, 0, 0, 0, 0));
        SizeDistribution two = SizeDistribution.of(4, 4, 7);
        assertThat(two).isEqualTo(new SizeDistribution(2, 3, 0, 1, 1, 2, two.effective()));
        assertThat(two.effective()).isCloseTo(9 / 5.0, within(1e-12));
    }
}
