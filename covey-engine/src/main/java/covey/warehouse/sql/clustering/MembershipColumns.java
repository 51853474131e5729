package covey.warehouse.sql.clustering;

import covey.data.ClusteringData.Memberships;
import covey.data.column.Doubles;
import covey.data.column.Ints;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Memberships of one run as they are read. */
final class MembershipColumns {
    private final String run;
    private final Map<String, Integer> clusters = new LinkedHashMap<>();
    private int[] entities = new int[1024];
    private int[] codes = new int[1024];
    private double[] weights = new double[1024];
    private int size;

    MembershipColumns(String run) {
        this.run = run;
    }

    String run() {
        return run;
    }

    void add(int entity, @Nullable String cluster, double weight) {
        if (size == entities.length) {
            entities = Arrays.copyOf(entities, 2 * size);
            codes = Arrays.copyOf(codes, 2 * size);
            weights = Arrays.copyOf(weights, 2 * size);
        }
        entities[size] = entity;
        codes[size] = cluster == null ? -1 : clusters.computeIfAbsent(cluster, _ -> clusters.size());
        weights[size++] = weight;
    }

    Memberships memberships() {
        return new Memberships(
                run,
                List.copyOf(clusters.keySet()),
                Ints.over(Arrays.copyOf(entities, size)),
                Ints.over(Arrays.copyOf(codes, size)),
                Doubles.over(Arrays.copyOf(weights, size)));
    }
}
