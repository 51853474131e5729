package covey.clustering.evaluate;

import covey.clustering.evaluate.ClusteringSpec.Planned;
import covey.clustering.names.ClusterMetric.Agreement;
import covey.clustering.names.ClusterMetric.Internal;
import covey.clustering.names.ClusterMetric.Moved;
import covey.clustering.names.ClusterMetric.Overlapping;
import covey.clustering.names.ClusterMetric.Recall;
import covey.clustering.names.ClusterMetric.Sizes;
import covey.clustering.names.ClusterMetric.Stability;
import covey.clustering.recall.Engagements;
import covey.data.ClusteringData;
import covey.method.Working;
import covey.stats.partition.ContingencyTable;
import covey.stats.partition.Unassigned;
import covey.stats.partition.change.ClusterMatching;
import covey.stats.partition.change.SizeDistribution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How a number of two versions came about. */
final class ClusteringWorkings {
    private final ClusteringSpec spec;
    private final ClusteringData data;
    private final Versions versions;

    ClusteringWorkings(ClusteringSpec spec, ClusteringData data) {
        this.spec = spec;
        this.data = data;
        this.versions = Versions.of(spec, data);
    }

    List<Working> of(Working.Asked number) {
        List<Working> workings = new ArrayList<>();
        spec.metrics().stream()
                .filter(p -> p.name().equals(number.metric()))
                .findFirst()
                .ifPresent(p -> {
                    workings.add(new Working("Versions", sides()));
                    workings.add(new Working("Formula", formula(p)));
                    workings.add(new Working("Assumptions", assumptions(p)));
                });
        return workings;
    }

    private String sides() {
        return line("baseline", versions.baseline()) + "\n" + line("candidate", versions.candidate()) + "\n"
                + versions.common().length + " of " + versions.entities() + " entities are in both";
    }

    private String line(String name, Side side) {
        int[] members = java.util.stream.IntStream.range(0, versions.entities())
                .filter(side::has)
                .toArray();
        SizeDistribution sizes = SizeDistribution.of(side.labels(members));
        return String.format(
                Locale.ROOT,
                "%-9s  %d entities, %d in %d clusters, the largest %d, the median %d, as concentrated as %.1f equal ones",
                name,
                members.length,
                sizes.members(),
                sizes.clusters(),
                sizes.largest(),
                sizes.median(),
                sizes.effective());
    }

    private String formula(Planned planned) {
        return switch (planned.metric()) {
            case Agreement agreement ->
                agreement.measure().name()
                        + " of the table of shared entities, cluster by cluster; at random: labels of"
                        + " the second side permuted, sizes kept; standard error² = (G − 1)/G Σ (θ without group g −"
                        + " their mean)²";
            case Overlapping _ ->
                "for each pair of entities min(shared clusters, shared classes) over shared clusters (precision) or"
                        + " classes (recall), averaged over the entity's pairs, then over entities";
            case Moved _ -> moved();
            case Sizes _ -> planned.use().metric().definition() + "; each version on all of its entities";
            case Internal _ ->
                planned.use().metric().definition() + " of "
                        + data.features().columns().size() + " features";
            case Stability _ ->
                "mean over the pairs of " + data.baseline().size() + " runs of the baseline and "
                        + data.candidate().size()
                        + " of the candidate; standard error² = (R − 1)/R Σ (mean without run r −"
                        + " their mean)²";
            case Recall recall -> recall(recall.cutoff());
        };
    }

    private String moved() {
        if (versions.obstacle().isPresent()) {
            return "1 − matched members over members of both";
        }
        ClusterMatching matching = ClusterMatching.of(ContingencyTable.of(
                versions.baseline().labels(versions.common()),
                versions.candidate().labels(versions.common()),
                Unassigned.ONE_CLUSTER));
        return String.format(
                Locale.ROOT,
                "%s matching of clusters one to one: %.0f entities stayed, %.0f moved, %.0f joined a cluster, %.0f left all;"
                        + " moved/(stayed + moved)",
                matching.method().name().toLowerCase(Locale.ROOT),
                matching.stayed(),
                matching.moved(),
                matching.joined(),
                matching.left());
    }

    private String recall(int cutoff) {
        Engagements engagements = Engagements.of(versions.entities(), data.engagement());
        int[] users = Arrays.stream(versions.common())
                .filter(e -> engagements.held(e) > 0)
                .toArray();
        long held = Arrays.stream(users).mapToLong(engagements::held).sum();
        return "recall of a user = held-back items among the " + cutoff
                + " most popular known items of the user's clusters that the user does not know, over the user's held-back"
                + " items; mean over " + users.length + " users with " + held + " held-back items of "
                + engagements.items() + "; the difference user by user, its error that of a mean of " + users.length
                + " differences (per user: heldout_recall.csv)";
    }

    private static String assumptions(Planned planned) {
        return switch (planned.metric()) {
            case Recall _ ->
                "users are a sample of those that are meant\nclusters and what is popular in them are taken as they are:"
                        + " the interval is about other users, not about other clusterings\nneither version has seen the"
                        + " held-back engagements (checks training_end, time_leakage)";
            case Stability _ ->
                "runs are independent and differ by what is random in the method alone\nentities are taken as they are";
            default ->
                "entities are a random sample of those that are meant, both versions fixed rules on them: what another run"
                        + " would give is not in the interval (stability_ami says it)\nentities of one version only are"
                        + " not compared (check entities_in_one_version)";
        };
    }
}
