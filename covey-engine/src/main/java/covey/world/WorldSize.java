package covey.world;

import java.util.List;
import java.util.Locale;

/**
 * How large a world is.
 *
 * @param name name, as on the command line
 * @param users number of users, from 100 to 9,999,999
 * @param sessionsPerDay mean sessions per user and day over everyone, quiet users included
 * @param impressionsPerSession mean items shown in a session, at least 1
 * @param followsPerUser mean number of follows attempted by a user
 */
public record WorldSize(
        String name, int users, double sessionsPerDay, double impressionsPerSession, double followsPerUser) {
    /** 20 thousand users, about a million events. */
    public static final WorldSize SMALL = new WorldSize("small", 20_000, 0.125, 4.2, 6);

    /** 200 thousand users, about 20 million events. */
    public static final WorldSize MEDIUM = new WorldSize("medium", 200_000, 0.25, 5, 12);

    /** 2 million users, more than 200 million events. */
    public static final WorldSize LARGE = new WorldSize("large", 2_000_000, 0.26, 5, 12);

    private static final List<WorldSize> NAMED = List.of(SMALL, MEDIUM, LARGE);

    public WorldSize {
        if (users < 100 || users > 9_999_999) {
            throw new IllegalArgumentException("users must be from 100 to 9999999, not " + users);
        }
        if (!(sessionsPerDay > 0) || !(impressionsPerSession >= 1) || !(followsPerUser >= 0)) {
            throw new IllegalArgumentException("rates must be positive: " + sessionsPerDay + " sessions per day, "
                    + impressionsPerSession + " impressions per session, " + followsPerUser + " follows per user");
        }
    }

    /** Size by name; throws with the names there are. */
    public static WorldSize of(String name) {
        return NAMED.stream()
                .filter(size -> size.name().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no world size '" + name + "'; there are small, medium and large"));
    }
}
