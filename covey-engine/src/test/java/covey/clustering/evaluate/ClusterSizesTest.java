package covey.clustering.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.clustering.names.ClusterMetric.Sizes.Statistic;
import covey.stats.DegenerateDataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sizes 4, 0, 1, 3, 2 and two entities without a cluster, by hand; the entropy is that of scipy 1.10.1 {@code entropy}. */
class ClusterSizesTest {
    @ParameterizedTest
    @CsvSource({
        "CLUSTERS, 4",
        "LARGEST_SHARE, 0.4",
        "GINI, 0.25",
        "ENTROPY, 1.2798542258336676",
        "EFFECTIVE, 3.3333333333333335",
        "SINGLETON_SHARE, 0.1",
        "UNASSIGNED_SHARE, 0.16666666666666666"
    })
    void agreesWithHandAndScipy(Statistic statistic, double expected) {
        assertThat(ClusterSizes.of(statistic, new int[] {4, 0, 1, 3, 2}, 2)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void nobodyInAClusterHasNoSizes() {
        assertThat(ClusterSizes.of(Statistic.UNASSIGNED_SHARE, new int[] {0}, 3))
                .isEqualTo(1);
        assertThatThrownBy(() -> ClusterSizes.of(Statistic.GINI, new int[] {0}, 3))
                .isInstanceOf(DegenerateDataException.class);
    }
}
