package covey.clustering.evaluate;

import covey.clustering.evaluate.ClusteringSpec.Version;
import covey.clustering.recall.Engagements;
import covey.data.ClusteringData;
import covey.data.ClusteringData.Memberships;
import covey.result.Diagnostic;
import covey.result.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** What is wrong with what was compared. */
final class ClusteringChecks {
    /** Share of entities in one version only, above which the common ones are not the population. */
    private static final double MOST_UNSHARED = 0.1;

    private final ClusteringSpec spec;
    private final ClusteringData data;
    private final Versions versions;
    private final List<Diagnostic> found = new ArrayList<>();

    ClusteringChecks(ClusteringSpec spec, ClusteringData data, Versions versions) {
        this.spec = spec;
        this.data = data;
        this.versions = versions;
    }

    List<Diagnostic> all(Optional<Engagements> engagements) {
        version(ClusteringSpec.BASELINE, data.baseline(), spec.baseline());
        version(ClusteringSpec.CANDIDATE, data.candidate(), spec.candidate());
        shared();
        truth();
        features();
        engagements.ifPresent(this::engagement);
        return found;
    }

    private void add(String check, Severity severity, String message, String advice) {
        found.add(new Diagnostic(check, severity, "", message, List.of(), advice, Map.of(), ""));
    }

    private void version(String name, List<Memberships> runs, Version declared) {
        if (runs.isEmpty()) {
            add(
                    "version_empty",
                    Severity.INVALIDATES,
                    "the " + name + " has no memberships: " + data.count(name + "/membership_rows") + " rows were read",
                    "see " + name + ".filter, and whether the table is filled");
            return;
        }
        Side side = versions.side(name);
        int[] members =
                IntStream.range(0, versions.entities()).filter(side::has).toArray();
        long without = Arrays.stream(members).filter(e -> side.label(e) < 0).count();
        if (side.overlapping() > 0) {
            add(
                    "overlapping_clusters",
                    Severity.NOTE,
                    side.overlapping() + " of " + members.length + " entities are in several clusters of the " + name
                            + ": measures of partitions refuse it, held-back recall weighs the clusters of a user",
                    "extended_b_cubed_f takes it; analysis: {overlap: heaviest} keeps each entity's heaviest cluster");
        }
        if (without > 0) {
            add(
                    "entities_without_cluster",
                    Severity.NOTE,
                    without + " of " + members.length + " entities of the " + name + " have no cluster; "
                            + switch (spec.unassigned()) {
                                case EXCLUDED -> "measures of agreement leave them out";
                                case SINGLETONS -> "in measures of agreement each is a cluster of its own";
                                case ONE_CLUSTER -> "in measures of agreement they are one cluster";
                            },
                    "");
        }
        if (runs.size() > 1) {
            add(
                    "run_of_version",
                    Severity.NOTE,
                    "of " + runs.size() + " runs of the " + name + ", run '"
                            + (declared.run().isEmpty() ? runs.getFirst().run() : declared.run())
                            + "' stands for it in all but the stability",
                    declared.run().isEmpty() ? "name another as " + name + ".run" : "");
        }
        repeated(name);
    }

    private void repeated(String name) {
        long repeated = data.count(name + "/repeated");
        if (repeated > 0) {
            add(
                    "memberships_repeated",
                    Severity.NOTE,
                    repeated + " rows of the " + name + " repeat an entity and its cluster, and count once",
                    "");
        }
    }

    private void shared() {
        int n = versions.entities();
        int common = versions.common().length;
        if (n == 0 || common == n) {
            return;
        }
        long before = IntStream.range(0, n).filter(versions.baseline()::has).count() - common;
        long now = IntStream.range(0, n).filter(versions.candidate()::has).count() - common;
        boolean none =
                common == 0 && !data.baseline().isEmpty() && !data.candidate().isEmpty();
        add(
                "entities_in_one_version",
                none ? Severity.INVALIDATES : n - common > MOST_UNSHARED * n ? Severity.WARNING : Severity.NOTE,
                before + " entities are in the baseline only and " + now + " in the candidate only; the versions are"
                        + " compared on the " + common + " that both have",
                none
                        ? "see whether both versions name entities alike"
                        : n - common > MOST_UNSHARED * n
                                ? "what is said of the common ones need not hold for them"
                                : "");
    }

    private void truth() {
        if (spec.requirement().truth().isEmpty()) {
            return;
        }
        long classed = Arrays.stream(versions.common())
                .filter(e -> versions.truth().label(e) >= 0)
                .count();
        long unknown = data.count("truth/unknown_entities");
        if (classed < versions.common().length || unknown > 0) {
            add(
                    "truth_coverage",
                    Severity.NOTE,
                    classed + " of " + versions.common().length + " entities of both versions have a class"
                            + (unknown > 0 ? "; " + unknown + " classes are of entities that neither version has" : ""),
                    "");
        }
    }

    private void features() {
        long bad = data.count("features/not_finite");
        long repeated = data.count("features/repeated");
        if (bad > 0 || repeated > 0) {
            add(
                    "features",
                    Severity.WARNING,
                    bad + " rows of features have a value that is missing or no finite number and are left out, "
                            + repeated + " repeat an entity",
                    "fill features in, or scale them, in the model");
        }
    }

    private void engagement(Engagements engagements) {
        Instant after = spec.requirement().engagement().orElseThrow().after();
        leakage(ClusteringSpec.BASELINE, spec.baseline(), after);
        leakage(ClusteringSpec.CANDIDATE, spec.candidate(), after);
        long known = 0;
        long users = 0;
        for (int e : versions.common()) {
            known += engagements.known(e);
            users += engagements.held(e) > 0 ? 1 : 0;
        }
        if (known == 0) {
            add(
                    "known_engagements",
                    Severity.INVALIDATES,
                    "nobody of both versions engaged before " + after + ", so nothing is popular in any cluster",
                    "see engagement.after, engagement.from and whether users are named as entities");
        }
        long without = Arrays.stream(versions.common())
                .filter(e -> engagements.held(e) > 0
                        && (versions.baseline().label(e) < 0
                                || versions.candidate().label(e) < 0))
                .count();
        add(
                "heldout_users",
                Severity.NOTE,
                users + " of " + versions.common().length + " entities of both versions came to an item that they did"
                        + " not know"
                        + (without > 0
                                ? "; " + without + " of them have no cluster in a version, which"
                                        + " recommends them nothing"
                                : ""),
                "");
        long unknown = data.count("engagement/unknown_users");
        if (unknown > 0) {
            add(
                    "engagements_of_others",
                    Severity.NOTE,
                    unknown + " users with engagements are in neither version, and are not read",
                    "");
        }
    }

    /** Clusters that have seen what is held back foretell the past. */
    private void leakage(String name, Version version, Instant after) {
        if (version.trainingEnd().isEmpty()) {
            add(
                    "training_end",
                    Severity.WARNING,
                    "until when the " + name + " learnt is not declared, so it may have seen the held-back engagements",
                    "write " + name + ": {training_end: …}");
        } else if (version.trainingEnd().get().isAfter(after)) {
            add(
                    "time_leakage",
                    Severity.INVALIDATES,
                    "the " + name + " learnt until " + version.trainingEnd().get() + ", after the engagements held back"
                            + " from " + after,
                    "hold back engagements from a later moment, or cluster without them");
        }
    }
}
