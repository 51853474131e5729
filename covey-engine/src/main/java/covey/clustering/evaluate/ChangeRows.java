package covey.clustering.evaluate;

import covey.data.ClusteringData;
import covey.method.Artifact;
import covey.result.Diagnostic;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.Outcome;
import covey.result.Scale;
import covey.result.Severity;
import covey.stats.partition.ContingencyTable;
import covey.stats.partition.Unassigned;
import covey.stats.partition.change.ChangeRule;
import covey.stats.partition.change.ClusterChange;
import covey.stats.partition.change.ClusterMatching;
import covey.stats.partition.change.VersionMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What became of each cluster, and who moved: a description, without an error. Entities of one version only are not shared. */
final class ChangeRows {
    /** Analysis, and metric, of rows of the map. */
    static final String MAP = "version_map";

    /** Changes that are rows of the result; the file has all. */
    private static final int SHOWN = 40;

    private static final int NAMED = 8;

    private final ClusteringData data;
    private final Versions versions;
    private final int[] before;
    private final int[] now;
    private final VersionMap map;

    private ChangeRows(ClusteringData data, Versions versions) {
        this.data = data;
        this.versions = versions;
        int[] all = IntStream.range(0, versions.entities()).toArray();
        this.before = versions.baseline().labels(all);
        this.now = versions.candidate().labels(all);
        this.map = VersionMap.of(before, now, ChangeRule.DEFAULT);
    }

    /** The map; empty when the versions are no partitions of the same entities. */
    static Optional<ChangeRows> of(ClusteringData data, Versions versions) {
        return versions.common().length == 0
                        || versions.baseline().overlapping() > 0
                        || versions.candidate().overlapping() > 0
                ? Optional.empty()
                : Optional.of(new ChangeRows(data, versions));
    }

    /** Changes that the page shows: those that are no mere continuation first, the largest first. */
    List<Outcome> rows() {
        List<ClusterChange> changes = new ArrayList<>(map.changes());
        changes.sort(java.util.Comparator.comparing((ClusterChange c) -> c.kind() == ClusterChange.Kind.KEPT));
        List<Outcome> rows = new ArrayList<>();
        for (ClusterChange change : changes.stream().limit(SHOWN).toList()) {
            Map<String, String> at = new HashMap<>();
            at.put("before", names(versions.baseline(), change.before()));
            at.put("after", names(versions.candidate(), change.after()));
            at.put("members_before", Long.toString(change.membersBefore()));
            at.put("members_after", Long.toString(change.membersAfter()));
            rows.add(new Estimate(
                    new Estimand(
                            MAP,
                            MAP,
                            lower(change.kind()),
                            Scale.COUNT,
                            ClusteringSpec.CANDIDATE,
                            ClusteringSpec.BASELINE,
                            "",
                            at,
                            ""),
                    change.shared(),
                    OptionalDouble.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    change.membersBefore() + change.membersAfter() - change.shared(),
                    ""));
        }
        return rows;
    }

    private static String lower(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static String names(Side side, List<Integer> clusters) {
        String first =
                clusters.stream().map(side.names()::get).sorted().limit(NAMED).collect(Collectors.joining(" + "));
        return clusters.size() > NAMED ? first + " and " + (clusters.size() - NAMED) + " more" : first;
    }

    /** How many clusters had which fate, in a sentence. */
    Diagnostic summary() {
        Map<String, String> values = new HashMap<>();
        List<String> parts = new ArrayList<>();
        map.counts().forEach((kind, count) -> {
            values.put(lower(kind), Long.toString(count));
            parts.add(count + " " + lower(kind));
        });
        return new Diagnostic(
                MAP,
                Severity.NOTE,
                "",
                "of the clusters, " + String.join(", ", parts),
                List.of(),
                "version_map.csv beside the result has them all, moved_entities.csv who moved",
                values,
                "");
    }

    /** The whole map, and every entity that is not in the cluster that matches its old one. */
    List<Artifact> artifacts() {
        List<List<String>> changes = new ArrayList<>();
        for (ClusterChange c : map.changes()) {
            changes.add(List.of(
                    lower(c.kind()),
                    c.before().stream()
                            .map(versions.baseline().names()::get)
                            .sorted()
                            .collect(Collectors.joining(" + ")),
                    c.after().stream()
                            .map(versions.candidate().names()::get)
                            .sorted()
                            .collect(Collectors.joining(" + ")),
                    Long.toString(c.membersBefore()),
                    Long.toString(c.membersAfter()),
                    Long.toString(c.shared()),
                    Double.toString(c.jaccard())));
        }
        return List.of(
                new Artifact(
                        MAP,
                        List.of("change", "before", "after", "members_before", "members_after", "shared", "jaccard"),
                        changes),
                new Artifact("moved_entities", List.of("entity", "change", "before", "after"), moved()));
    }

    private List<List<String>> moved() {
        ClusterMatching matching = ClusterMatching.of(ContingencyTable.of(before, now, Unassigned.ONE_CLUSTER));
        Map<Integer, Integer> matched = new HashMap<>();
        matching.pairs().forEach(p -> matched.put(p.before(), p.after()));
        List<List<String>> rows = new ArrayList<>();
        for (int e = 0; e < before.length; e++) {
            String change = change(e, matched);
            if (!change.isEmpty()) {
                rows.add(List.of(
                        data.entities().get(e),
                        change,
                        name(versions.baseline(), before[e]),
                        name(versions.candidate(), now[e])));
            }
        }
        return rows;
    }

    private String change(int entity, Map<Integer, Integer> matched) {
        if (!versions.baseline().has(entity) || !versions.candidate().has(entity)) {
            return versions.candidate().has(entity) ? "new" : "gone";
        }
        if (before[entity] < 0 || now[entity] < 0) {
            return before[entity] == now[entity] ? "" : now[entity] < 0 ? "left" : "joined";
        }
        return matched.getOrDefault(before[entity], -1) == now[entity] ? "" : "moved";
    }

    private static String name(Side side, int label) {
        return label < 0 ? "" : side.names().get(label);
    }
}
