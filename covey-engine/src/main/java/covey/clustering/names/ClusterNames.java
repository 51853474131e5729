package covey.clustering.names;

import covey.clustering.names.ClusterMetric.Agreement;
import covey.clustering.names.ClusterMetric.Internal;
import covey.clustering.names.ClusterMetric.Internal.Index;
import covey.clustering.names.ClusterMetric.Moved;
import covey.clustering.names.ClusterMetric.Overlapping;
import covey.clustering.names.ClusterMetric.Overlapping.Part;
import covey.clustering.names.ClusterMetric.Recall;
import covey.clustering.names.ClusterMetric.Sizes;
import covey.clustering.names.ClusterMetric.Sizes.Statistic;
import covey.clustering.names.ClusterMetric.Stability;
import covey.method.Language.Misread;
import covey.metric.Location;
import covey.metric.Measure;
import covey.metric.Metric;
import covey.metric.Window;
import covey.result.MetricInfo.Goal;
import covey.stats.partition.BCubed;
import covey.stats.partition.ElementCentricSimilarity;
import covey.stats.partition.InversePurity;
import covey.stats.partition.PartitionMeasure;
import covey.stats.partition.Purity;
import covey.stats.partition.SplitJoinDistance;
import covey.stats.partition.information.AdjustedMutualInformation;
import covey.stats.partition.information.Completeness;
import covey.stats.partition.information.Homogeneity;
import covey.stats.partition.information.MutualInformation;
import covey.stats.partition.information.NormalizedMutualInformation;
import covey.stats.partition.information.Normalizer;
import covey.stats.partition.information.VMeasure;
import covey.stats.partition.information.VariationOfInformation;
import covey.stats.partition.information.VariationOfInformation.Unit;
import covey.stats.partition.pair.AdjustedRandIndex;
import covey.stats.partition.pair.FowlkesMallows;
import covey.stats.partition.pair.PairJaccard;
import covey.stats.partition.pair.PairShare;
import covey.stats.partition.pair.RandIndex;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of metrics of clusterings, as a study declares them. */
public final class ClusterNames {
    /** Share of entities that moved. */
    public static final String MOVED = "moved_share";

    private static final Pattern RECALL = Pattern.compile("heldout_engagement_recall@([1-9][0-9]{0,5})");

    /** Measures of graphs, which take the graph that a clustering was made of. */
    private static final List<String> OF_GRAPHS =
            List.of("heldout_follow_recall", "relative_precision", "conductance", "modularity", "coverage");

    private static final Map<String, Entry> ALL = new LinkedHashMap<>();

    private record Entry(ClusterMetric metric, String label, String kind, Goal goal, String definition) {}

    static {
        agreement("adjusted_rand_index", new AdjustedRandIndex());
        agreement("rand_index", new RandIndex());
        agreement("fowlkes_mallows", new FowlkesMallows());
        agreement("pair_jaccard", new PairJaccard());
        for (PairShare.Pairs pairs : PairShare.Pairs.values()) {
            add(
                    "pairs_" + lower(pairs),
                    new Agreement(new PairShare(pairs)),
                    "proportion",
                    switch (pairs) {
                        case IN_BOTH, IN_NEITHER -> Goal.INCREASE;
                        case IN_FIRST_ONLY, IN_SECOND_ONLY -> Goal.DECREASE;
                    },
                    new PairShare(pairs).name());
        }
        agreement("mutual_information", new MutualInformation());
        for (Normalizer bound : Normalizer.values()) {
            // the arithmetic mean is what libraries mean by the bare name
            String suffix = bound == Normalizer.ARITHMETIC ? "" : "_" + lower(bound);
            agreement("adjusted_mutual_information" + suffix, new AdjustedMutualInformation(bound));
            agreement("normalized_mutual_information" + suffix, new NormalizedMutualInformation(bound));
        }
        for (Unit unit : Unit.values()) {
            VariationOfInformation measure = new VariationOfInformation(unit);
            String suffix = unit == Unit.NATS ? "" : "_" + lower(unit);
            add("variation_of_information" + suffix, new Agreement(measure), "number", Goal.DECREASE, measure.name());
        }
        agreement("homogeneity", new Homogeneity());
        agreement("completeness", new Completeness());
        agreement("v_measure", new VMeasure(1));
        agreement("b_cubed_precision", new BCubed.Precision());
        agreement("b_cubed_recall", new BCubed.Recall());
        agreement("b_cubed_f", new BCubed.F(1));
        agreement("purity", new Purity());
        agreement("inverse_purity", new InversePurity());
        add(
                "split_join_distance",
                new Agreement(new SplitJoinDistance()),
                "number",
                Goal.DECREASE,
                new SplitJoinDistance().name());
        agreement("element_centric_similarity", new ElementCentricSimilarity());
        for (Part part : Part.values()) {
            String name = "extended B-cubed " + (part == Part.F ? "F (β = 1)" : lower(part));
            add("extended_b_cubed_" + lower(part), new Overlapping(part), "number", Goal.INCREASE, name);
        }
        add(MOVED, new Moved(), "proportion", Goal.DECREASE, "share of entities outside matched clusters");
        sizes();
        add("silhouette", new Internal(Index.SILHOUETTE), "number", Goal.INCREASE, "silhouette width, Euclidean");
        add("davies_bouldin", new Internal(Index.DAVIES_BOULDIN), "number", Goal.DECREASE, "Davies–Bouldin index");
        add(
                "calinski_harabasz",
                new Internal(Index.CALINSKI_HARABASZ),
                "number",
                Goal.INCREASE,
                "Calinski–Harabasz index");
        stability("stability_ari", new AdjustedRandIndex());
        stability("stability_ami", new AdjustedMutualInformation(Normalizer.ARITHMETIC));
    }

    /** Names for messages. */
    public static final List<String> EXAMPLES = java.util.stream.Stream.concat(
                    java.util.stream.Stream.of("heldout_engagement_recall@50"), ALL.keySet().stream())
            .toList();

    private ClusterNames() {}

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    private static void add(String name, ClusterMetric metric, String kind, Goal goal, String definition) {
        // a measure of agreement has a name of its own, with its conventions
        String label =
                metric instanceof Agreement || metric instanceof Overlapping ? definition : name.replace('_', ' ');
        ALL.put(name, new Entry(metric, label, kind, goal, definition));
    }

    private static void agreement(String name, PartitionMeasure measure) {
        add(name, new Agreement(measure), "number", Goal.INCREASE, measure.name());
    }

    private static void stability(String name, PartitionMeasure measure) {
        add(name, new Stability(measure), "number", Goal.INCREASE, "mean over pairs of runs of the " + measure.name());
    }

    private static void sizes() {
        for (Statistic statistic : Statistic.values()) {
            String name = switch (statistic) {
                case CLUSTERS, SINGLETON_SHARE, UNASSIGNED_SHARE -> lower(statistic);
                case LARGEST_SHARE -> "largest_cluster_share";
                case GINI -> "size_gini";
                case ENTROPY -> "size_entropy";
                case EFFECTIVE -> "effective_clusters";
            };
            String definition = switch (statistic) {
                case CLUSTERS -> "number of clusters";
                case LARGEST_SHARE -> "share of assigned entities in the largest cluster";
                case GINI -> "Gini coefficient of the clusters' sizes";
                case ENTROPY -> "entropy of the clusters' shares of assigned entities, nats";
                case EFFECTIVE -> "1 / Σ share², equal clusters that are as concentrated";
                case SINGLETON_SHARE -> "share of assigned entities alone in their cluster";
                case UNASSIGNED_SHARE -> "share of the version's entities without a cluster";
            };
            boolean share = name.endsWith("_share");
            add(name, new Sizes(statistic), share ? "proportion" : "number", Goal.NONE, definition);
        }
    }

    /** What a name stands for; empty for a name that is none. */
    public static Optional<ClusterMetric> metric(String name) {
        return entry(name).map(Entry::metric);
    }

    private static Optional<Entry> entry(String name) {
        Matcher recall = RECALL.matcher(name);
        if (recall.matches()) {
            int cutoff = Integer.parseInt(recall.group(1));
            return Optional.of(new Entry(
                    new Recall(cutoff),
                    "held-back recall@" + cutoff,
                    "proportion",
                    Goal.INCREASE,
                    "share of a user's held-back items among the " + cutoff
                            + " most popular known items of the user's clusters that the user does not know; mean over users;"
                            + " items tied at the cut share the places left"));
        }
        return Optional.ofNullable(ALL.get(name));
    }

    /** The metric as a study carries it. */
    public static Optional<Metric> declared(String name) {
        return entry(name)
                .map(e -> new Metric(
                        name,
                        e.label(),
                        "",
                        "",
                        "official",
                        new Measure.Computed(e.kind()),
                        Window.OPEN,
                        Optional.empty(),
                        e.goal(),
                        "",
                        name + ": " + e.definition(),
                        Location.NONE));
    }

    /** What is wrong with a name that is none of these metrics. */
    public static Optional<Misread> misread(String name) {
        String bare = name.contains("@") ? name.substring(0, name.indexOf('@')) : name;
        if (OF_GRAPHS.contains(bare)) {
            return Optional.of(new Misread(
                    "'" + name + "' is measured on the graph that clusters are made of, which this kind does not read",
                    List.of(),
                    "use heldout_engagement_recall@50 with engagement: {model, user, item, after}"));
        }
        return bare.equals("heldout_engagement_recall")
                ? Optional.of(new Misread(
                        "'" + name + "' does not say how many items are recommended",
                        List.of(),
                        "write heldout_engagement_recall@50"))
                : Optional.empty();
    }
}
