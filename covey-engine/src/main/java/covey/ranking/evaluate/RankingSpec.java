package covey.ranking.evaluate;

import covey.data.RankingRequirement;
import covey.method.Spec;
import covey.method.Study;
import covey.ranking.BeyondMetric;
import covey.ranking.RankingMetric;
import covey.ranking.compare.Frame;
import covey.ranking.sampled.SampledCandidates;
import covey.ranking.sampled.SampledLists;
import covey.ranking.score.ScoreMetric;
import covey.result.Setting;
import covey.stats.multiplicity.PValueAdjustment;
import java.util.List;
import java.util.Optional;

/**
 * A ranking evaluation as its estimator understands it.
 *
 * @param study the study as declared
 * @param requirement what it asks of the warehouse
 * @param metrics metrics in the order of the study
 * @param beyond metrics beyond accuracy in the order of the study
 * @param scores metrics of scored rows in the order of the study
 * @param withRelevant whether only queries with a relevant item count
 * @param sampled how candidates were sampled; empty when all items were ranked
 * @param persistence chance to read on from a rank, of rank-biased overlap
 * @param resamples draws of permutation, bootstrap and Tukey's comparison
 * @param multiplicity correction per family
 * @param settings every effective setting with its origin
 */
record RankingSpec(
        Study study,
        RankingRequirement requirement,
        List<Planned> metrics,
        List<Beyond> beyond,
        List<OfScores> scores,
        boolean withRelevant,
        Optional<SampledCandidates> sampled,
        double persistence,
        int resamples,
        Multiplicity multiplicity,
        List<Setting> settings)
        implements Spec {
    RankingSpec {
        metrics = List.copyOf(metrics);
        beyond = List.copyOf(beyond);
        scores = List.copyOf(scores);
        settings = List.copyOf(settings);
    }

    /**
     * Correction per family.
     *
     * @param primary over primary metrics and candidates
     * @param secondary over secondary metrics and candidates
     * @param slices over segments, for each role apart
     */
    record Multiplicity(PValueAdjustment primary, PValueAdjustment secondary, PValueAdjustment slices) {}

    /**
     * A metric in its role.
     *
     * @param use the metric as the study uses it
     * @param metric how a list is measured
     */
    record Planned(Study.MetricUse use, RankingMetric metric) {}

    /**
     * A metric beyond accuracy in its role.
     *
     * @param use the metric as the study uses it
     * @param metric how lists are measured
     */
    record Beyond(Study.MetricUse use, BeyondMetric metric) {}

    /**
     * A metric of scored rows in its role.
     *
     * @param use the metric as the study uses it
     * @param metric how scored rows are measured
     */
    record OfScores(Study.MetricUse use, ScoreMetric metric) {}

    /** The same evaluation of other data. */
    RankingSpec of(RankingRequirement other) {
        return new RankingSpec(
                study,
                other,
                metrics,
                beyond,
                scores,
                withRelevant,
                sampled,
                persistence,
                resamples,
                multiplicity,
                settings);
    }

    @Override
    public String name() {
        return study.name();
    }

    /** What the comparisons share. */
    Frame frame() {
        return new Frame(
                systems(),
                study.context().level(),
                Math.max(2, study.context().minCell()),
                sampled.map(SampledCandidates::words).orElse(""));
    }

    /** The same study of metrics that are corrected for sampled candidates. */
    RankingSpec corrected(SampledLists lists) {
        List<Planned> corrected = metrics.stream()
                .map(m -> new Planned(m.use(), lists.corrected(m.metric())))
                .toList();
        return new RankingSpec(
                study,
                requirement,
                corrected,
                beyond,
                scores,
                withRelevant,
                sampled,
                persistence,
                resamples,
                multiplicity,
                settings);
    }

    /** Names of the systems, the baseline first. */
    List<String> systems() {
        return requirement.systems().stream()
                .map(RankingRequirement.SystemSource::name)
                .toList();
    }
}
