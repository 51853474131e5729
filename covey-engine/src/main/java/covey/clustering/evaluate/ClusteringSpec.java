package covey.clustering.evaluate;

import covey.clustering.names.ClusterMetric;
import covey.data.ClusteringRequirement;
import covey.method.Spec;
import covey.method.Study;
import covey.method.Study.MetricUse;
import covey.result.Setting;
import covey.stats.partition.Unassigned;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A clustering evaluation as its estimator understands it.
 *
 * @param study the study as declared
 * @param requirement what it asks of the warehouse
 * @param metrics metrics in their order
 * @param baseline further settings of the version before
 * @param candidate further settings of the version that is judged
 * @param heaviest whether an entity of several clusters counts for the one of largest weight
 * @param unassigned what an entity without a cluster counts as in measures of agreement
 * @param draws how often chance is drawn
 * @param corrected whether secondary metrics are corrected for their number
 * @param settings every effective setting with its origin
 */
record ClusteringSpec(
        Study study,
        ClusteringRequirement requirement,
        List<Planned> metrics,
        Version baseline,
        Version candidate,
        boolean heaviest,
        Unassigned unassigned,
        Draws draws,
        boolean corrected,
        List<Setting> settings)
        implements Spec {
    static final String BASELINE = "baseline";
    static final String CANDIDATE = "candidate";

    ClusteringSpec {
        metrics = List.copyOf(metrics);
        settings = List.copyOf(settings);
    }

    /**
     * A metric in its role, understood.
     *
     * @param use as declared
     * @param metric what its name stands for
     */
    record Planned(MetricUse use, ClusterMetric metric) {
        String name() {
            return use.metric().name();
        }
    }

    /**
     * What a version is, beside its rows.
     *
     * @param run the run that stands for it, of several; empty for the first
     * @param trainingEnd until when it may have learnt; empty when not declared
     */
    record Version(String run, Optional<Instant> trainingEnd) {}

    /**
     * How often chance is drawn.
     *
     * @param permutations for measures of agreement without a closed form
     * @param shuffles for held-back recall
     */
    record Draws(int permutations, int shuffles) {}

    @Override
    public String name() {
        return study.name();
    }

    @Override
    public String counted() {
        return study.unit().isEmpty() ? "entity" : "";
    }

    double level() {
        return study.context().level();
    }
}
