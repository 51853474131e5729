package covey.clustering.evaluate;

import covey.clustering.names.ClusterMetric.Internal.Index;
import covey.data.ClusteringData.FeatureRows;
import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.partition.Unassigned;
import covey.stats.partition.internal.CalinskiHarabasz;
import covey.stats.partition.internal.DaviesBouldin;
import covey.stats.partition.internal.DenseFeatures;
import covey.stats.partition.internal.Silhouette;
import covey.stats.partition.internal.StandardDistance;
import covey.stats.resample.DeleteGroupJackknife;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Features of the entities that have all of them and a cluster in both versions. All distances are taken for each group that is
 * left out, so a silhouette looks at no more than {@value #MOST} entities, drawn at random, the same for both versions.
 */
final class FeatureSpace {
    /** Entities that a silhouette looks at. */
    static final int MOST = 1_000;

    private final int[] entities;
    private final double[][] rows;

    private FeatureSpace(int[] entities, double[][] rows) {
        this.entities = entities;
        this.rows = rows;
    }

    static FeatureSpace of(Versions versions, FeatureRows features, Index index, RandomGenerator random) {
        List<Integer> places = new ArrayList<>();
        for (int r = 0; r < features.entities().size(); r++) {
            int e = features.entities().at(r);
            if (versions.baseline().label(e) >= 0 && versions.candidate().label(e) >= 0) {
                places.add(r);
            }
        }
        if (places.isEmpty()) {
            throw new DegenerateDataException(
                    Reason.TOO_FEW_UNITS, "no entity has features and a cluster in both versions");
        }
        if (index == Index.SILHOUETTE && places.size() > MOST) {
            Collections.shuffle(places, Random.from(random));
            places = places.subList(0, MOST).stream().sorted().toList();
        }
        int wide = features.columns().size();
        int[] entities = places.stream().mapToInt(features.entities()::at).toArray();
        double[][] rows = places.stream()
                .map(r -> IntStream.range(0, wide)
                        .mapToDouble(d -> features.values().at(r * wide + d))
                        .toArray())
                .toArray(double[][]::new);
        return new FeatureSpace(entities, rows);
    }

    int[] entities() {
        return entities;
    }

    /** An index of labels without a group; of all for −1. */
    double index(Index index, int[] labels, DeleteGroupJackknife jackknife, int group) {
        int[] kept = IntStream.range(0, rows.length)
                .filter(i -> group < 0 || jackknife.groupOf(i) != group)
                .toArray();
        DenseFeatures features =
                DenseFeatures.of(Arrays.stream(kept).mapToObj(i -> rows[i]).toArray(double[][]::new));
        int[] of = Arrays.stream(kept).map(i -> labels[i]).toArray();
        return switch (index) {
            case SILHOUETTE ->
                Silhouette.of(features, of, Unassigned.EXCLUDED, StandardDistance.EUCLIDEAN)
                        .mean();
            case DAVIES_BOULDIN -> DaviesBouldin.of(features, of, Unassigned.EXCLUDED);
            case CALINSKI_HARABASZ -> CalinskiHarabasz.of(features, of, Unassigned.EXCLUDED);
        };
    }
}
