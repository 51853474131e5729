package covey.data;

import covey.metric.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which entities two versions of a clustering put together, and what they are measured against.
 *
 * @param schema tables
 * @param asOf nothing later than this is read
 * @param baseline the version before
 * @param candidate the version that is judged
 * @param truth classes of entities; empty when none are declared
 * @param features numbers that describe entities; empty when none are declared
 * @param engagement who engaged with what; empty when none is declared
 * @param mostRows most rows of one table that are brought home
 */
public record ClusteringRequirement(
        Schema schema,
        Instant asOf,
        MembershipSource baseline,
        MembershipSource candidate,
        Optional<MembershipSource> truth,
        Optional<FeatureSource> features,
        Optional<EngagementSource> engagement,
        long mostRows)
        implements Requirement {
    /**
     * Memberships: one row per entity and cluster; a row without a cluster is an entity that has none.
     *
     * @param model model
     * @param filter SQL condition; empty for all rows
     * @param entity column of the entity
     * @param cluster column of the cluster
     * @param weight column of a membership's weight; empty where all are alike
     * @param runs column that tells runs of one method apart; empty for one run
     */
    public record MembershipSource(
            String model, String filter, String entity, String cluster, String weight, String runs) {}

    /**
     * Features: one row per entity.
     *
     * @param model model
     * @param filter SQL condition; empty for all rows
     * @param entity column of the entity
     * @param columns columns of numbers
     */
    public record FeatureSource(String model, String filter, String entity, List<String> columns) {
        public FeatureSource {
            columns = List.copyOf(columns);
        }
    }

    /**
     * Engagements: one row each; those from a moment on are held back.
     *
     * @param model model
     * @param filter SQL condition; empty for all rows
     * @param user column of the entity that engaged
     * @param item column of the item or producer
     * @param time column of the time; empty for the one that dates the model's rows
     * @param from engagements before are not read; empty for all
     * @param after engagements before are known, those from here on held back
     * @param until end of the held-back ones, exclusive; empty for none
     */
    public record EngagementSource(
            String model,
            String filter,
            String user,
            String item,
            String time,
            Optional<Instant> from,
            Instant after,
            Optional<Instant> until) {}
}
