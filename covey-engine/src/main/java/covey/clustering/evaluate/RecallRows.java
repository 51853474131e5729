package covey.clustering.evaluate;

import covey.clustering.evaluate.ClusteringSpec.Planned;
import covey.clustering.evaluate.Measured.Level;
import covey.clustering.names.ClusterMetric.Recall;
import covey.clustering.recall.Assignment;
import covey.clustering.recall.ClusterRecall;
import covey.clustering.recall.Engagements;
import covey.data.ClusteringData;
import covey.method.Artifact;
import covey.result.Estimand;
import covey.result.Outcome;
import covey.result.Reason;
import covey.result.Scale;
import covey.stats.compare.Contrast;
import covey.stats.compare.PairedDifference;
import covey.stats.moment.MomentAccumulator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * What the clusters of a version foretell of engagements that were held back: each user's recall, averaged over users, with the
 * error of the paired mean over users. The popularity of items in clusters is taken as it is: the interval is about other users and
 * their later engagements.
 */
final class RecallRows {
    static final String METHOD = "paired t, clustered by user";

    /** Analysis and arm of recommending what is popular with everybody. */
    static final String POPULARITY = "global_popularity";

    /** Analysis and arm of clusters given to other users. */
    static final String SHUFFLED = "shuffled_clusters";

    private final ClusteringSpec spec;
    private final Versions versions;
    private final ClusteringData data;
    private final RandomGenerator random;
    private final Engagements engagements;
    private final int[] users;
    private final VersionRows rows;
    private final List<Outcome> beside = new ArrayList<>();
    private final List<List<String>> perUser = new ArrayList<>();

    RecallRows(ClusteringSpec spec, Versions versions, ClusteringData data, RandomGenerator random) {
        this.spec = spec;
        this.versions = versions;
        this.data = data;
        this.random = random;
        this.engagements = Engagements.of(versions.entities(), data.engagement());
        this.users = Arrays.stream(versions.common())
                .filter(e -> engagements.held(e) > 0)
                .toArray();
        this.rows = new VersionRows(spec);
    }

    int[] users() {
        return users;
    }

    Engagements engagements() {
        return engagements;
    }

    List<Outcome> beside() {
        return beside;
    }

    /** Recall of each user under both versions. */
    Artifact artifact() {
        return new Artifact(
                "heldout_recall", List.of("metric", "entity", "held_items", "baseline", "candidate"), perUser);
    }

    Measured of(Planned planned) {
        int k = ((Recall) planned.metric()).cutoff();
        if (users.length < 2) {
            return Measured.missing(
                    planned,
                    new Fault(
                            Reason.NO_DATA,
                            users.length
                                    + " entities of both versions have a held-back engagement with an item that they"
                                    + " did not know",
                            "see engagement.after and engagement.until, and whether users are named as entities"));
        }
        Assignment before = versions.baseline().assignment();
        Assignment now = versions.candidate().assignment();
        double[] baseline = ClusterRecall.of(engagements, before, k, users);
        double[] candidate = ClusterRecall.of(engagements, now, k, users);
        note(planned, baseline, candidate);
        double[] popular = ClusterRecall.of(engagements, Assignment.everybody(versions.entities()), k, users);
        beside.add(rows.level(
                VersionRows.estimand(
                        planned, POPULARITY, VersionRows.quantity(planned), Scale.LEVEL, ClusteringSpec.CANDIDATE),
                level(popular),
                "t, clustered by user",
                users.length));
        against(planned, POPULARITY, ClusteringSpec.BASELINE, popular, baseline);
        against(planned, POPULARITY, ClusteringSpec.CANDIDATE, popular, candidate);
        shuffled(planned, ClusteringSpec.BASELINE, before, k, baseline);
        shuffled(planned, ClusteringSpec.CANDIDATE, now, k, candidate);
        return Measured.of(
                planned, level(baseline), level(candidate), () -> contrast(baseline, candidate), METHOD, users.length);
    }

    private void note(Planned planned, double[] baseline, double[] candidate) {
        for (int i = 0; i < users.length; i++) {
            perUser.add(List.of(
                    planned.name(),
                    data.entities().get(users[i]),
                    Integer.toString(engagements.held(users[i])),
                    Double.toString(baseline[i]),
                    Double.toString(candidate[i])));
        }
    }

    private static Level level(double... values) {
        return Level.of(
                Arrays.stream(values).average().orElseThrow(), () -> contrast(new double[values.length], values));
    }

    private static Contrast contrast(double[] baseline, double[] candidate) {
        MomentAccumulator moments = new MomentAccumulator(3);
        for (int i = 0; i < baseline.length; i++) {
            moments.add(baseline[i], candidate[i] - baseline[i], 1);
        }
        return PairedDifference.contrast(moments.moments());
    }

    /** A version less a null, user by user. */
    private void against(Planned planned, String of, String version, double[] none, double[] recall) {
        double gap = Arrays.stream(recall).average().orElseThrow()
                - Arrays.stream(none).average().orElseThrow();
        Estimand estimand =
                new Estimand(of, planned.name(), "over_chance", Scale.DIFFERENCE, version, of, "", Map.of(), "");
        beside.add(rows.level(estimand, Level.of(gap, () -> contrast(none, recall)), METHOD, users.length));
    }

    /** Clusters of the same sizes that know nothing of their members: those of one entity given to another. */
    private void shuffled(Planned planned, String version, Assignment assignment, int k, double[] recall) {
        int[] assigned = IntStream.range(0, versions.entities())
                .filter(e -> assignment.of(e) > 0)
                .toArray();
        double[] mean = new double[users.length];
        int draws = spec.draws().shuffles();
        for (int s = 0; s < draws; s++) {
            double[] of = ClusterRecall.of(engagements, assignment.permuted(source(assigned)), k, users);
            for (int u = 0; u < mean.length; u++) {
                mean[u] += of[u] / draws;
            }
        }
        beside.add(rows.level(
                VersionRows.estimand(planned, SHUFFLED, VersionRows.quantity(planned), Scale.LEVEL, version),
                level(mean),
                "t, clustered by user, mean of " + draws + " draws",
                users.length));
        against(planned, SHUFFLED, version, mean, recall);
    }

    private int[] source(int[] assigned) {
        int[] source = IntStream.range(0, versions.entities()).toArray();
        int[] drawn = assigned.clone();
        for (int i = drawn.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = drawn[i];
            drawn[i] = drawn[j];
            drawn[j] = kept;
        }
        for (int i = 0; i < assigned.length; i++) {
            source[assigned[i]] = drawn[i];
        }
        return source;
    }
}
