package covey.clustering.evaluate;

import covey.clustering.evaluate.ClusteringSpec.Draws;
import covey.clustering.evaluate.ClusteringSpec.Planned;
import covey.clustering.evaluate.ClusteringSpec.Version;
import covey.clustering.names.ClusterMetric;
import covey.clustering.names.ClusterMetric.Agreement;
import covey.clustering.names.ClusterMetric.Internal;
import covey.clustering.names.ClusterMetric.Moved;
import covey.clustering.names.ClusterMetric.Overlapping;
import covey.clustering.names.ClusterMetric.Recall;
import covey.clustering.names.ClusterMetric.Sizes;
import covey.clustering.names.ClusterMetric.Stability;
import covey.clustering.names.ClusterNames;
import covey.data.ClusteringRequirement;
import covey.data.ClusteringRequirement.EngagementSource;
import covey.data.ClusteringRequirement.FeatureSource;
import covey.data.ClusteringRequirement.MembershipSource;
import covey.method.SpecificationException;
import covey.method.Study;
import covey.method.Study.MetricUse;
import covey.result.MetricInfo.Role;
import covey.result.Scale;
import covey.stats.partition.Unassigned;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes a {@link ClusteringSpec} from a study as declared. */
final class ClusteringReader {
    private final Study study;
    private final Declared declared;

    private ClusteringReader(Study study) {
        this.study = study;
        this.declared = new Declared(study);
    }

    static ClusteringSpec read(Study study) {
        return new ClusteringReader(study).spec();
    }

    private ClusteringSpec spec() {
        refuseOthers();
        MembershipSource baseline = memberships(ClusteringSpec.BASELINE, "");
        MembershipSource candidate = memberships(ClusteringSpec.CANDIDATE, "");
        Optional<MembershipSource> truth = truth(candidate.entity());
        Optional<FeatureSource> features = features(candidate.entity());
        Optional<EngagementSource> engagement = engagement(candidate.entity());
        List<Planned> metrics = metrics(truth.isPresent());
        for (Planned planned : metrics) {
            needed(planned, features.isPresent(), engagement.isPresent(), baseline, candidate);
        }
        ClusteringRequirement requirement = new ClusteringRequirement(
                study.schema(),
                study.context().asOf(),
                baseline,
                candidate,
                truth,
                features,
                engagement,
                declared.whole("most_rows", ClusteringSettings.MOST_ROWS));
        Version before = version(ClusteringSpec.BASELINE, baseline);
        Version now = version(ClusteringSpec.CANDIDATE, candidate);
        boolean heaviest = declared.word(study.analysis(), "overlap", ClusteringSettings.OVERLAPS)
                .equals("heaviest");
        if (heaviest && baseline.weight().isEmpty() && candidate.weight().isEmpty()) {
            throw new SpecificationException(
                    study.analysis().location("overlap"),
                    "analysis.overlap is heaviest, and no version has weights",
                    "write baseline: {weight: score} and candidate: {weight: score}");
        }
        Unassigned unassigned =
                Unassigned.valueOf(declared.word(study.analysis(), "unassigned", ClusteringSettings.UNASSIGNED)
                        .toUpperCase(Locale.ROOT));
        Draws draws =
                new Draws((int) Math.max(2, declared.whole("permutations", ClusteringSettings.PERMUTATIONS)), (int)
                        declared.whole("shuffles", ClusteringSettings.SHUFFLES));
        boolean corrected = declared.word(study.multiplicity(), "secondary", ClusteringSettings.CORRECTIONS)
                .equals(ClusteringSettings.CORRECTIONS.getFirst());
        return new ClusteringSpec(
                study, requirement, metrics, before, now, heaviest, unassigned, draws, corrected, declared.settings());
    }

    private void refuseOthers() {
        study.refusePopulation(
                "a clustering evaluation", "write the same filter for baseline and candidate, and for the engagements");
        if (!study.slices().isEmpty() || study.treatment().isPresent()) {
            throw new SpecificationException(
                    study.location(),
                    "a clustering evaluation has neither slices nor a treatment",
                    "write the same filter for baseline and candidate, in a study of its own for each slice");
        }
        if (study.data().has("labels.model") || study.data().has("labels.sample")) {
            throw new SpecificationException(
                    study.data().location(study.data().has("labels.model") ? "labels.model" : "labels.sample"),
                    "labels are not read here: what people say of clusters is measured from a sample with its own"
                            + " probabilities",
                    "write a study of kind label_evaluation, items: the clusters of one version, and compare the two");
        }
    }

    private MembershipSource memberships(String version, String otherwise) {
        if (study.data().has(version)) {
            String address = study.data().text(version, "");
            throw new SpecificationException(
                    study.data().location(version),
                    version + " is '" + address + "'; memberships of a study of kind communities are not read yet",
                    "write " + version + ": {model: memberships, filter: \"version = '"
                            + address.substring(address.indexOf('@') + 1) + "'\", cluster: cluster_id}");
        }
        String model = declared.needed(version + ".model", version + ": {model: memberships, cluster: cluster_id}");
        return new MembershipSource(
                model,
                declared.text(version + ".filter", ""),
                declared.entity(version + ".entity", model, otherwise),
                declared.text(version + ".cluster", "cluster"),
                declared.text(version + ".weight", ""),
                declared.text(version + ".runs", ""));
    }

    private Version version(String version, MembershipSource source) {
        if (study.data().has(version + ".run") && source.runs().isEmpty()) {
            throw new SpecificationException(
                    study.data().location(version + ".run"),
                    version + ".run names a run, and no column tells runs apart",
                    "write " + version + ".runs: the column, or a filter");
        }
        return new Version(
                declared.text(version + ".run", ""),
                study.data().has(version + ".training_end")
                        ? Optional.of(declared.moment(version + ".training_end"))
                        : Optional.empty());
    }

    private Optional<MembershipSource> truth(String entity) {
        if (!study.data().has("truth.model")) {
            return Optional.empty();
        }
        String model = declared.text("truth.model", "");
        return Optional.of(new MembershipSource(
                model,
                declared.text("truth.filter", ""),
                declared.entity("truth.entity", model, entity),
                declared.text("truth.class", "class"),
                "",
                ""));
    }

    private Optional<FeatureSource> features(String entity) {
        if (!study.data().has("features.model")) {
            return Optional.empty();
        }
        String model = declared.text("features.model", "");
        List<String> columns = study.data().list("features.columns", List.of()).stream()
                .map(String::valueOf)
                .toList();
        if (columns.isEmpty()) {
            throw new SpecificationException(
                    study.data().location("features.model"),
                    "features name no columns",
                    "write features: {model: " + model + ", columns: [f1, f2]}");
        }
        declared.text("features.columns", String.join(", ", columns));
        return Optional.of(new FeatureSource(
                model,
                declared.text("features.filter", ""),
                declared.entity("features.entity", model, entity),
                columns));
    }

    private Optional<EngagementSource> engagement(String entity) {
        if (!study.data().has("engagement.model")) {
            return Optional.empty();
        }
        String model = declared.text("engagement.model", "");
        String example = "engagement: {model: " + model + ", item: item_id, after: 2026-03-01}";
        declared.needed("engagement.after", example);
        return Optional.of(new EngagementSource(
                model,
                declared.text("engagement.filter", ""),
                declared.entity("engagement.user", model, entity),
                declared.needed("engagement.item", example),
                declared.text("engagement.time", ""),
                maybe("engagement.from"),
                declared.moment("engagement.after"),
                maybe("engagement.until")));
    }

    private Optional<java.time.Instant> maybe(String key) {
        return study.data().has(key) ? Optional.of(declared.moment(key)) : Optional.empty();
    }

    private List<Planned> metrics(boolean truth) {
        List<Planned> metrics = new ArrayList<>();
        for (MetricUse use : study.metrics()) {
            ClusterMetric metric = ClusterNames.metric(use.metric().name())
                    .orElseThrow(() -> new SpecificationException(
                            use.location(),
                            "'" + use.metric().name() + "' is not measured on clusterings",
                            "there are " + String.join(", ", ClusterNames.EXAMPLES)));
            refuseRole(use, metric, truth);
            metrics.add(new Planned(use, metric));
        }
        List<Planned> primary =
                metrics.stream().filter(m -> m.use().role() == Role.PRIMARY).toList();
        if (primary.size() > 1) {
            throw new SpecificationException(
                    primary.get(1).use().location(),
                    "the study has " + primary.size() + " primary metrics, and one decides which version is taken",
                    "write the others as secondary");
        }
        return metrics;
    }

    private static void refuseRole(MetricUse use, ClusterMetric metric, boolean truth) {
        String name = use.metric().name();
        boolean ofVersions = !truth && (metric instanceof Agreement || metric instanceof Overlapping);
        if (use.role() != Role.SECONDARY && ofVersions) {
            throw new SpecificationException(
                    use.location(),
                    "without a truth, " + name + " says how far the versions agree, which makes neither the better",
                    "write it as secondary, declare truth: {model: topics, class: topic}, or guard moved_share");
        }
        if (use.role() == Role.PRIMARY && (metric instanceof Moved || metric instanceof Sizes)) {
            throw new SpecificationException(
                    use.location(),
                    name + " describes a version, and cannot say which of two is better",
                    "write it as secondary" + (metric instanceof Moved ? ", or as a guardrail with a margin" : ""));
        }
        boolean fraction = metric instanceof Recall;
        if (!fraction && use.margin().isPresent() && use.marginScale() == Scale.RELATIVE_DIFFERENCE) {
            throw new SpecificationException(
                    use.location(),
                    "the margin of " + name + " is relative, "
                            + (metric instanceof Moved
                                    ? "and nothing has moved from the baseline to itself"
                                    : "and a fraction of an index means nothing"),
                    "write margin: {absolute: 0.05}");
        }
    }

    private void needed(
            Planned planned,
            boolean features,
            boolean engagement,
            MembershipSource baseline,
            MembershipSource candidate) {
        String missing = switch (planned.metric()) {
            case Internal _ when !features -> "features: {model: embeddings, columns: [f1, f2]}";
            case Recall _ when !engagement -> "engagement: {model: engagements, item: item_id, after: 2026-03-01}";
            case Stability _
            when baseline.runs().isEmpty() && candidate.runs().isEmpty() ->
                "baseline.runs and candidate.runs: the column that tells runs apart";
            default -> "";
        };
        if (!missing.isEmpty()) {
            throw new SpecificationException(
                    planned.use().location(),
                    planned.name() + " takes what the study does not name",
                    "write " + missing);
        }
    }
}
