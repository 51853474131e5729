package covey.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How units were assigned together: moments are then wanted per group and stratum too.
 *
 * @param group dimension whose values were assigned as one: clusters or pairs; the unit itself where single units are
 *     wanted; empty when units were assigned alone
 * @param arms arms that every whole group has: one of clusters, two of pairs
 * @param strata dimensions inside whose combinations assignment was made
 */
public record Grouping(Optional<String> group, int arms, List<String> strata) {
    /** Units assigned alone, in one stratum. */
    public static final Grouping NONE = new Grouping(Optional.empty(), List.of());

    public Grouping {
        strata = List.copyOf(strata);
    }

    /** Groups of one arm each, or units alone. */
    public Grouping(Optional<String> group, List<String> strata) {
        this(group, 1, strata);
    }

    /** Whether there is nothing to group by. */
    public boolean isNone() {
        return group.isEmpty() && strata.isEmpty();
    }

    /** Every dimension, the group first. */
    public List<String> dimensions() {
        List<String> all = new ArrayList<>();
        group.ifPresent(all::add);
        all.addAll(strata);
        return all;
    }
}
