package covey.world;

import covey.world.planted.Timeline;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Who follows whom: mostly within the community, and a few are followed by many. */
final class FollowGraph {
    private static final double HOMOPHILY = 0.7;
    private static final double HEAD = 2.5;
    private static final int MOST = 400;

    private final Population population;
    private final Streams streams;
    private final double mean;

    FollowGraph(Population population, Streams streams, double followsPerUser) {
        this.population = population;
        this.streams = streams;
        this.mean = followsPerUser;
    }

    /** Writes the follows of one user. */
    void write(int user, NetworkTables tables) {
        RandomGenerator random = streams.of(Streams.Kind.FOLLOWS, user);
        int attempts = Math.min(MOST, (int) Draws.lognormal(mean * Math.exp(-0.5), 1, random));
        int[] seen = new int[attempts];
        int count = 0;
        for (int i = 0; i < attempts; i++) {
            int followee = pick(user, random);
            double when = random.nextDouble();
            if (followee == user || contains(seen, count, followee)) {
                continue;
            }
            seen[count++] = followee;
            long from = Math.max(population.signup(user), population.signup(followee));
            tables.follow(user, followee, from + (long) (when * (Timeline.OUTCOMES_END - from)));
        }
    }

    private int pick(int user, RandomGenerator random) {
        boolean local = random.nextDouble() < HOMOPHILY;
        int community = local
                ? population.community(user)
                : population.community(Draws.below(population.size(), random.nextDouble()));
        int[] members = population.members(community);
        return members[Draws.rank(members.length, HEAD, random.nextDouble())];
    }

    private static boolean contains(int[] values, int count, int value) {
        return Arrays.stream(values, 0, count).anyMatch(v -> v == value);
    }
}
