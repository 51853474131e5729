package covey.world;

import covey.world.planted.Timeline;
import covey.world.truth.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * Two versions of a clustering of users, judged by the week of engagements that {@link OfflineRankers} are judged by. Each has one
 * cluster a home community. The first puts each user into a wrong one with probability {@value #MISPLACED}; the second puts
 * each of these right with probability {@value #CORRECTED} and leaves everybody else, so that a user moves with the product of
 * the two, and users placed right become more by as much.
 *
 * <p>Truth: moved share and purity by home community, expected and as drawn; recall of held-back engagements as drawn
 * ({@link HeldBackRecall}).
 */
final class CommunityVersions {
    static final String NAME = "communities_v2";

    /** Arms of the study, and the value of {@code version} of each. */
    static final List<String> ARMS = List.of("baseline", "candidate");

    static final List<String> VERSIONS = List.of("v1", "v2");

    static final String MOVED = "moved_share";
    static final String PURITY = "purity";
    static final String RECALL = "heldout_engagement_recall@50";
    static final double MISPLACED = 0.25;
    static final double CORRECTED = 0.4;

    /** Engagements from here on are held back. */
    static final long AFTER = Timeline.at("2026-03-19T00:00:00Z");

    private static final int CUTOFF = 50;
    private static final String SUMMARY =
            "two versions of users' communities: the second moves a tenth of the users, each to the right one, and so foretells more"
                    + " of what users look for";

    private final Population population;
    private final Catalogue catalogue;
    private final Streams streams;
    private final NetworkTables tables;
    private final List<OfflineRankers.Engagement> week;

    /** @param week engagements that both versions are judged by */
    CommunityVersions(World.Cast cast, NetworkTables tables, List<OfflineRankers.Engagement> week) {
        this.population = cast.population();
        this.catalogue = cast.catalogue();
        this.streams = cast.streams();
        this.tables = tables;
        this.week = List.copyOf(week);
    }

    /** Draws and writes both versions; what is true of them. */
    Truth.Experiment play() {
        int communities = Population.COMMUNITIES.size();
        int[][] cluster = new int[2][OfflineRankers.users(population)];
        int[][][] placed = new int[2][communities][communities];
        int users = 0;
        int moved = 0;
        for (int user = 0; user < cluster[0].length; user++) {
            if (population.signup(user) < Timeline.END) {
                draw(user, cluster);
                for (int version = 0; version < 2; version++) {
                    tables.membership(NetworkTables.userId(user), VERSIONS.get(version), cluster[version][user]);
                    placed[version][cluster[version][user]][population.community(user)]++;
                }
                users++;
                moved += cluster[0][user] == cluster[1][user] ? 0 : 1;
            }
        }
        int all = users;
        return new Truth.Experiment(
                NAME,
                SUMMARY,
                ARMS.stream().map(arm -> new Truth.Arm(arm, 1, all)).toList(),
                effects((double) moved / users, (double) (largest(placed[1]) - largest(placed[0])) / users, cluster),
                List.of());
    }

    private void draw(int user, int[][] cluster) {
        RandomGenerator random = streams.of(Streams.Kind.COMMUNITIES, user);
        int communities = Population.COMMUNITIES.size();
        int home = population.community(user);
        boolean misplaced = random.nextDouble() < MISPLACED;
        int wrong = (home + 1 + Draws.below(communities - 1, random.nextDouble())) % communities;
        boolean corrected = random.nextDouble() < CORRECTED;
        cluster[0][user] = misplaced ? wrong : home;
        cluster[1][user] = misplaced && !corrected ? wrong : home;
    }

    /** Users of each cluster's largest community. */
    private static int largest(int[]... placed) {
        int sum = 0;
        for (int[] cluster : placed) {
            int most = 0;
            for (int users : cluster) {
                most = Math.max(most, users);
            }
            sum += most;
        }
        return sum;
    }

    private List<Truth.Effect> effects(double moved, double purer, int[][] cluster) {
        HeldBackRecall recall = new HeldBackRecall(week, AFTER, catalogue.items(), cluster[0].length);
        double before = recall.mean(cluster[0], Population.COMMUNITIES.size(), CUTOFF);
        double gain = recall.mean(cluster[1], Population.COMMUNITIES.size(), CUTOFF) - before;
        List<Truth.Effect> effects = new ArrayList<>();
        effects.add(effect(MOVED, Truth.Scale.ABSOLUTE, MISPLACED * CORRECTED, moved));
        effects.add(effect(PURITY, Truth.Scale.ABSOLUTE, MISPLACED * CORRECTED, purer));
        effects.add(effect(RECALL, Truth.Scale.ABSOLUTE, gain, gain));
        if (before > 0) {
            effects.add(effect(RECALL, Truth.Scale.RELATIVE, gain / before, gain / before));
        }
        return effects;
    }

    private static Truth.Effect effect(String metric, Truth.Scale scale, double value, double drawn) {
        return new Truth.Effect(
                metric, scale, value, drawn, OptionalDouble.empty(), Optional.empty(), OptionalInt.empty());
    }
}
