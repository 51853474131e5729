package covey.data;

import covey.data.ExperimentData.Freshness;
import covey.data.column.Bytes;
import covey.data.column.Doubles;
import covey.data.column.Ints;
import java.util.List;
import java.util.Map;

/**
 * Memberships of two versions of a clustering and what they are measured against, in columns. Entities are numbered from 0 in the
 * bytewise order of their ids.
 *
 * @param entities ids of all entities of either version
 * @param baseline runs of the version before, by name; one without a column of runs
 * @param candidate runs of the version that is judged
 * @param truth classes of the same entities; no rows where none are declared
 * @param features features of the entities that have all of them
 * @param engagement what entities engaged with
 * @param counts what was found and left out while reading
 * @param freshness newest row per model
 */
public record ClusteringData(
        List<String> entities,
        List<Memberships> baseline,
        List<Memberships> candidate,
        Memberships truth,
        FeatureRows features,
        Engagement engagement,
        Map<String, Long> counts,
        Map<String, Freshness> freshness)
        implements Data {
    /** Memberships of nobody. */
    public static final Memberships NO_ROWS = new Memberships("", List.of(), Ints.over(), Ints.over(), Doubles.over());

    public ClusteringData {
        entities = List.copyOf(entities);
        baseline = List.copyOf(baseline);
        candidate = List.copyOf(candidate);
        counts = Map.copyOf(counts);
        freshness = Map.copyOf(freshness);
    }

    /**
     * Memberships of one run, by entity and cluster.
     *
     * @param run name of the run; empty for the only one
     * @param clusters names of the clusters
     * @param entities number of the entity
     * @param codes number of the cluster; −1 for an entity without one
     * @param weights weight of the membership, above 0; 1 where none is declared
     */
    public record Memberships(String run, List<String> clusters, Ints entities, Ints codes, Doubles weights) {
        public Memberships {
            clusters = List.copyOf(clusters);
        }

        /** How many rows. */
        public int size() {
            return entities.size();
        }
    }

    /**
     * Features of entities.
     *
     * @param columns names
     * @param entities number of the entity, ascending
     * @param values row after row
     */
    public record FeatureRows(List<String> columns, Ints entities, Doubles values) {
        public FeatureRows {
            columns = List.copyOf(columns);
        }
    }

    /**
     * Who engaged with what, once per entity and item.
     *
     * @param items number of different items
     * @param users number of the entity, ascending
     * @param with number of the item
     * @param heldBack 1 where the entity engaged in the held-back time and not before
     */
    public record Engagement(int items, Ints users, Ints with, Bytes heldBack) {}

    /** A count; zero when it was not found. */
    public long count(String name) {
        return counts.getOrDefault(name, 0L);
    }
}
