package covey.stats.partition.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.stats.DegenerateDataException;
import covey.stats.partition.Labels;
import covey.stats.partition.Unassigned;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartitionIndicesTest {

    private static final Unassigned RULE = Unassigned.EXCLUDED;

    private static DenseFeatures cloud(RandomGenerator random, int[] labels, double apart) {
        double[][] rows = new double[labels.length][3];
        for (int e = 0; e < labels.length; e++) {
            for (int d = 0; d < 3; d++) {
                rows[e][d] = random.nextGaussian() + (labels[e] == d ? apart : 0);
            }
        }
        return DenseFeatures.of(rows);
    }

    @Test
    void aSampledSilhouetteIsUnbiasedWithAnHonestError() {
        RandomGenerator random = Labels.random(1);
        int[] labels = Labels.uniform(random, 300, 3);
        DenseFeatures features = cloud(random, labels, 2);
        double exact = Silhouette.of(features, labels, RULE, StandardDistance.EUCLIDEAN)
                .mean();
        int covered = 0;
        double mean = 0;
        int draws = 400;
        for (int r = 0; r < draws; r++) {
            Silhouette.Sampled sampled = Silhouette.sampled(
                    features, labels, RULE, StandardDistance.EUCLIDEAN, new Silhouette.Sample(60, random));
            mean += sampled.mean() / draws;
            if (Math.abs(sampled.mean() - exact) <= 1.96 * sampled.standardError()) {
                covered++;
            }
        }
        assertThat(mean).isCloseTo(exact, within(0.005));
        assertThat((double) covered / draws).isBetween(0.91, 0.98);
    }

    @Test
    void allOfThemSampledAreTheExactIndex() {
        RandomGenerator random = Labels.random(2);
        int[] labels = Labels.uniform(random, 50, 3);
        DenseFeatures features = cloud(random, labels, 1);
        Silhouette.Sampled all =
                Silhouette.sampled(features, labels, RULE, StandardDistance.COSINE, new Silhouette.Sample(50, random));
        assertThat(all.mean())
                .isCloseTo(
                        Silhouette.of(features, labels, RULE, StandardDistance.COSINE)
                                .mean(),
                        within(1e-14));
        assertThat(all.standardError()).isZero();
    }

    @Test
    void betterSeparatedClustersScoreBetter() {
        int[] labels = Labels.uniform(Labels.random(3), 200, 3);
        DenseFeatures near = cloud(Labels.random(4), labels, 1);
        DenseFeatures far = cloud(Labels.random(4), labels, 6);
        assertThat(Silhouette.of(far, labels, RULE, StandardDistance.EUCLIDEAN).mean())
                .isGreaterThan(Silhouette.of(near, labels, RULE, StandardDistance.EUCLIDEAN)
                        .mean());
        assertThat(SimplifiedSilhouette.of(far, labels, RULE))
                .isGreaterThan(SimplifiedSilhouette.of(near, labels, RULE));
        assertThat(DaviesBouldin.of(far, labels, RULE)).isLessThan(DaviesBouldin.of(near, labels, RULE));
        assertThat(CalinskiHarabasz.of(far, labels, RULE)).isGreaterThan(CalinskiHarabasz.of(near, labels, RULE));
    }

    @Test
    void unassignedElementsAreLeftOut() {
        int[] labels = Labels.uniform(Labels.random(5), 40, 3);
        DenseFeatures features = cloud(Labels.random(6), labels, 2);
        int[] some = labels.clone();
        some[7] = -1;
        Silhouette silhouette = Silhouette.of(features, some, RULE, StandardDistance.EUCLIDEAN);
        assertThat(silhouette.perElement()).hasSize(39);
        assertThat(silhouette.clusterLabels()).containsExactly(0, 1, 2);
        double weighted = 0;
        for (int k = 0; k < 3; k++) {
            int cluster = k;
            long size = IntStream.of(some).filter(label -> label == cluster).count();
            weighted += silhouette.perCluster()[k] * size / 39;
        }
        assertThat(silhouette.mean()).isCloseTo(weighted, within(1e-14));
    }

    @Test
    void whatHasNoIndexIsRefused() {
        DenseFeatures features = DenseFeatures.of(new double[][] {{1, 0}, {0, 1}, {0, 0}, {1, 1}});
        assertThatThrownBy(() -> DaviesBouldin.of(features, new int[4], RULE))
                .isInstanceOf(DegenerateDataException.class)
                .hasMessageContaining("one cluster");
        assertThatThrownBy(() -> CalinskiHarabasz.of(features, new int[] {0, 1, 2, 3}, RULE))
                .isInstanceOf(DegenerateDataException.class)
                .hasMessageContaining("clusters of their own");
        assertThatThrownBy(() -> DaviesBouldin.of(features, new int[] {4, 4, 9, 9}, RULE))
                .isInstanceOf(DegenerateDataException.class)
                .hasMessageContaining("clusters 4 and 9 have the same centroid");
        assertThatThrownBy(() -> Silhouette.of(features, new int[] {0, 0, 1, 1}, RULE, StandardDistance.COSINE))
                .isInstanceOf(DegenerateDataException.class)
                .hasMessageContaining("element 2");
        assertThatThrownBy(() -> Silhouette.of(features, new int[3], RULE, StandardDistance.COSINE))
                .hasMessageContaining("4 elements with features and 3 labels");
        DenseFeatures twins = DenseFeatures.of(new double[][] {{1}, {1}, {2}, {2}});
        assertThatThrownBy(() -> CalinskiHarabasz.of(twins, new int[] {0, 0, 1, 1}, RULE))
                .isInstanceOf(DegenerateDataException.class);
        assertThatThrownBy(() -> DenseFeatures.of(new double[] {1}, new double[] {Double.NaN}))
                .hasMessageContaining("element 1");
        assertThatThrownBy(() -> SparseFeatures.of(new int[] {0, 2}, new int[] {3, 1}, new double[] {1, 1}, 4))
                .hasMessageContaining("ascending");
    }
}
