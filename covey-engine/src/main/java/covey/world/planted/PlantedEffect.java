package covey.world.planted;

import java.util.Set;

/**
 * One experiment of the simulated network with what it truly does. Effects multiply; effects of different experiments
 * on the same event multiply each other.
 */
public interface PlantedEffect {
    /** Who takes part. */
    Design design();

    /** One sentence for the truth file: what was planted. */
    String summary();

    /** Levers it moves; none for a null. */
    default Set<Lever> levers() {
        return Set.of();
    }

    /**
     * Factor on a lever for a treated user; 1 for no effect. Only asked for {@link #levers()}.
     *
     * @param lever what is multiplied
     * @param member the user
     * @param day whole days since the user's entry, from 0
     */
    default double multiplier(Lever lever, Member member, int day) {
        return 1;
    }

    /** How finely its truth is written down. */
    default Detail detail() {
        return Detail.OVERALL;
    }
}
