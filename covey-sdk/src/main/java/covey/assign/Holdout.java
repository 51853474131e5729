package covey.assign;

import java.util.Set;

/**
 * A slice of units that no experiment touches, taken before layers.
 *
 * @param unit the attribute that holds the unit id; the same as that of every experiment it holds for
 * @param share of all units, in (0, 1)
 * @param exempt experiments it does not hold for
 */
public record Holdout(String name, String salt, String unit, double share, Set<String> exempt) {
    public Holdout {
        exempt = Set.copyOf(exempt);
    }
}
