package covey.clustering.evaluate;

import covey.clustering.evaluate.ClusteringSpec.Planned;
import covey.clustering.names.ClusterMetric.Agreement;
import covey.clustering.names.ClusterMetric.Internal;
import covey.clustering.names.ClusterMetric.Moved;
import covey.clustering.names.ClusterMetric.Overlapping;
import covey.clustering.names.ClusterMetric.Recall;
import covey.clustering.names.ClusterMetric.Sizes;
import covey.clustering.names.ClusterMetric.Stability;
import covey.clustering.names.ClusterNames;
import covey.data.ClusteringData;
import covey.data.Requirement;
import covey.method.Artifact;
import covey.method.Descriptor;
import covey.method.Estimator;
import covey.method.Findings;
import covey.method.Language;
import covey.method.Study;
import covey.method.Working;
import covey.result.ArmInfo;
import covey.result.Diagnostic;
import covey.result.Dropped;
import covey.result.Outcome;
import covey.result.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** A new version of a clustering against the one before: what it foretells, how far it agrees, what became of each cluster. */
public final class ClusteringEvaluation implements Estimator<ClusteringSpec, ClusteringData> {
    private static final Map<String, String> DROPPED = new TreeMap<>(Map.of(
            "without_entity", "without an entity",
            "without_weight", "with a weight that is missing, not finite, or not above 0",
            "without_id", "without a user or an item"));

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                "clustering_evaluation",
                List.of("same_entities"),
                "Clustering evaluation",
                "A new version of a clustering is compared with the one before, on the same entities.",
                ClusteringSettings.ALL,
                List.of(
                        "Hubert and Arabie (1985), Journal of Classification 2",
                        "Vinh, Epps and Bailey (2010), JMLR 11",
                        "Greene, Doyle and Cunningham (2010), ASONAM: tracking clusters between versions",
                        "Kott (2001), Journal of Official Statistics 17: the delete-a-group jackknife"),
                new Language(
                        ClusterNames::declared,
                        ClusterNames::misread,
                        ClusterNames.EXAMPLES,
                        Set.of("unit", "period"),
                        List.of()));
    }

    @Override
    public ClusteringSpec specify(Study study) {
        return ClusteringReader.read(study);
    }

    @Override
    public List<Setting> settings(ClusteringSpec spec) {
        return spec.settings();
    }

    @Override
    public Requirement requires(ClusteringSpec spec) {
        return spec.requirement();
    }

    @Override
    public Findings estimate(ClusteringSpec spec, ClusteringData data, RandomGenerator random) {
        Versions versions = Versions.of(spec, data);
        AgreementRows agreements = new AgreementRows(spec, versions, random);
        CollectiveRows collective = new CollectiveRows(spec, versions, data, random);
        RecallRows recalls = new RecallRows(spec, versions, data, random);
        Map<String, Measured> measured = new TreeMap<>();
        agreements.measured().forEach(m -> measured.put(m.planned().name(), m));
        List<Outcome> beside = new ArrayList<>();
        boolean truth = spec.requirement().truth().isPresent();
        for (Planned planned : spec.metrics()) {
            switch (planned.metric()) {
                case Agreement _, Moved _ -> {}
                case Overlapping _ when !truth -> beside.add(collective.between(planned));
                case Overlapping _, Internal _, Sizes _ -> measured.put(planned.name(), collective.of(planned));
                case Stability _ ->
                    measured.put(
                            planned.name(),
                            StabilityRows.of(spec, planned, versions.entities(), data.baseline(), data.candidate()));
                case Recall _ -> measured.put(planned.name(), recalls.of(planned));
            }
        }
        List<Outcome> outcomes = new ArrayList<>(new VersionRows(spec)
                .of(spec.metrics().stream()
                        .filter(p -> measured.containsKey(p.name()))
                        .map(p -> measured.get(p.name()))
                        .toList()));
        outcomes.addAll(agreements.beside());
        outcomes.addAll(beside);
        outcomes.addAll(recalls.beside());
        return findings(spec, data, versions, outcomes, recalls);
    }

    private static Findings findings(
            ClusteringSpec spec, ClusteringData data, Versions versions, List<Outcome> outcomes, RecallRows recalls) {
        boolean engaged = spec.requirement().engagement().isPresent();
        List<Diagnostic> diagnostics = new ArrayList<>(new ClusteringChecks(spec, data, versions)
                .all(engaged ? Optional.of(recalls.engagements()) : Optional.empty()));
        List<Artifact> artifacts = new ArrayList<>();
        ChangeRows.of(data, versions).ifPresent(changes -> {
            outcomes.addAll(changes.rows());
            diagnostics.add(changes.summary());
            artifacts.addAll(changes.artifacts());
        });
        if (engaged) {
            artifacts.add(recalls.artifact());
        }
        return new Findings(outcomes, diagnostics, arms(versions), dropped(data), artifacts);
    }

    private static List<ArmInfo> arms(Versions versions) {
        // both versions are about the same entities: nothing is shared out
        int n = versions.common().length;
        return List.of(
                new ArmInfo(ClusteringSpec.BASELINE, true, 0, n), new ArmInfo(ClusteringSpec.CANDIDATE, false, 0, n));
    }

    private static List<Dropped> dropped(ClusteringData data) {
        List<Dropped> dropped = new ArrayList<>();
        new TreeMap<>(data.counts()).forEach((name, count) -> {
            String reason = DROPPED.get(name.substring(name.indexOf('/') + 1));
            if (count > 0 && reason != null) {
                dropped.add(new Dropped("rows of " + name.substring(0, name.indexOf('/')), count, reason));
            }
        });
        return dropped;
    }

    @Override
    public List<Working> workings(ClusteringSpec spec, ClusteringData data, Working.Asked number) {
        return new ClusteringWorkings(spec, data).of(number);
    }
}
