package covey.world;

import covey.world.planted.Member;
import covey.world.planted.Timeline;
import java.util.List;
import java.util.random.RandomGenerator;

/** Traits of all users, in a few primitive arrays. */
final class Population {
    /** Home communities, largest first. */
    static final List<String> COMMUNITIES =
            List.of("football", "music", "cooking", "gaming", "travel", "science", "politics", "fashion");

    private static final List<String> COUNTRIES = List.of("BR", "US", "IN", "DE", "NG", "JP");
    private static final List<String> PLATFORMS = List.of("android", "ios", "web");
    private static final double[] COMMUNITY_WEIGHTS = Draws.cumulative(22, 18, 15, 13, 11, 9, 7, 5);
    private static final double[] COUNTRY_WEIGHTS = Draws.cumulative(26, 24, 20, 12, 10, 8);
    private static final double[] PLATFORM_WEIGHTS = Draws.cumulative(50, 30, 20);
    private static final long OLDEST_SIGNUP = Timeline.at("2024-02-01T00:00:00Z");
    private static final double DORMANT = 0.2;
    private static final double NEWCOMERS = 0.05;

    private final byte[] community;
    private final byte[] country;
    private final byte[] platform;
    private final long[] signup;
    private final float[] rate;
    private final int[][] members;

    Population(WorldSize size, Streams streams) {
        int users = size.users();
        community = new byte[users];
        country = new byte[users];
        platform = new byte[users];
        signup = new long[users];
        rate = new float[users];
        int[] counts = new int[COMMUNITIES.size()];
        for (int u = 0; u < users; u++) {
            draw(u, size.sessionsPerDay(), streams.of(Streams.Kind.TRAITS, u));
            counts[community[u]]++;
        }
        members = new int[counts.length][];
        for (int c = 0; c < counts.length; c++) {
            members[c] = new int[counts[c]];
        }
        int[] next = new int[counts.length];
        for (int u = 0; u < users; u++) {
            members[community[u]][next[community[u]]++] = u;
        }
    }

    private void draw(int u, double sessionsPerDay, RandomGenerator random) {
        community[u] = (byte) Draws.category(COMMUNITY_WEIGHTS, random.nextDouble());
        country[u] = (byte) Draws.category(COUNTRY_WEIGHTS, random.nextDouble());
        platform[u] = (byte) Draws.category(PLATFORM_WEIGHTS, random.nextDouble());
        double age = random.nextDouble();
        signup[u] = random.nextDouble() < NEWCOMERS
                ? between(Timeline.HISTORY_START, Timeline.OUTCOMES_END, age)
                : between(OLDEST_SIGNUP, Timeline.HISTORY_START, Math.sqrt(age));
        // Exponential times lognormal: heavier than a gamma, with a mean of one.
        double taste = -Math.log(1 - random.nextDouble()) * Math.exp(0.5 * random.nextGaussian() - 0.125);
        boolean dormant = random.nextDouble() < DORMANT;
        rate[u] = dormant ? 0 : (float) (Math.min(taste, 12) * sessionsPerDay / (1 - DORMANT));
    }

    private static long between(long from, long to, double share) {
        return from + (long) ((to - from) * share);
    }

    /** Countries, largest first. */
    static List<String> countries() {
        return COUNTRIES;
    }

    int size() {
        return rate.length;
    }

    Member member(int user) {
        return new Member(user, COMMUNITIES.get(community[user]), country(user), platform(user));
    }

    int community(int user) {
        return community[user];
    }

    String country(int user) {
        return COUNTRIES.get(country[user]);
    }

    String platform(int user) {
        return PLATFORMS.get(platform[user]);
    }

    /** Sign-up time in microseconds. */
    long signup(int user) {
        return signup[user];
    }

    /** Mean sessions on an average day; 0 for a dormant user. */
    double rate(int user) {
        return rate[user];
    }

    /** Users of a community; the first are the most popular. */
    int[] members(int ofCommunity) {
        return members[ofCommunity];
    }

    /** What the product team calls the user, from the activity expected of them. */
    String segment(int user, double meanRate) {
        double relative = rate[user] / meanRate;
        return relative == 0 ? "dormant" : relative < 0.5 ? "light" : relative < 2 ? "regular" : "heavy";
    }
}
