package covey.ranking.compare;

import java.util.List;

/**
 * What every comparison of one evaluation shares.
 *
 * @param systems names of the systems, the baseline first
 * @param level confidence level
 * @param minCell fewest units that are shown
 * @param adjustedBy what every number is adjusted by; empty for nothing
 */
public record Frame(List<String> systems, double level, int minCell, String adjustedBy) {
    public Frame {
        systems = List.copyOf(systems);
    }

    public String baseline() {
        return systems.getFirst();
    }

    public List<String> candidates() {
        return systems.subList(1, systems.size());
    }
}
