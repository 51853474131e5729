package covey.clustering.evaluate;

import covey.clustering.names.ClusterMetric.Overlapping.Part;
import covey.stats.partition.ExtendedBCubed;
import covey.stats.resample.DeleteGroupJackknife;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** Extended B-cubed of a version against the truth, without each group of entities. */
final class OverlapByGroup {
    /** Pairs of entities met in all replications together: some seconds. */
    static final double MOST_WORK = 5e9;

    private final int[][] classes;
    private final int[][] clusters;
    private final DeleteGroupJackknife jackknife;
    private final Map<Integer, ExtendedBCubed> known = new HashMap<>();

    OverlapByGroup(Side truth, Side version, int[] entities, DeleteGroupJackknife jackknife) {
        this.classes = truth.clusters(entities);
        this.clusters = version.clusters(entities);
        this.jackknife = jackknife;
    }

    /** Pairs of entities that all replications meet. */
    double work() {
        return (jackknife.groups() + 1) * (pairs(classes) + pairs(clusters));
    }

    private static double pairs(int[][] sets) {
        Map<Integer, Integer> sizes = new HashMap<>();
        for (int[] of : sets) {
            for (int id : of) {
                sizes.merge(id, 1, Integer::sum);
            }
        }
        return sizes.values().stream().mapToDouble(s -> (double) s * s).sum();
    }

    double without(Part part, int group) {
        ExtendedBCubed of = known.computeIfAbsent(group, this::compared);
        return switch (part) {
            case PRECISION -> of.precision();
            case RECALL -> of.recall();
            case F -> of.f1();
        };
    }

    private ExtendedBCubed compared(int group) {
        int[] kept = IntStream.range(0, classes.length)
                .filter(i -> group < 0 || jackknife.groupOf(i) != group)
                .toArray();
        int[][] of = new int[kept.length][];
        int[][] by = new int[kept.length][];
        for (int i = 0; i < kept.length; i++) {
            of[i] = classes[kept[i]];
            by[i] = clusters[kept[i]];
        }
        return ExtendedBCubed.of(of, by);
    }
}
