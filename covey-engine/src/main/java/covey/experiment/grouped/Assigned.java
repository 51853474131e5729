package covey.experiment.grouped;

import covey.data.Groups;
import covey.data.Groups.GroupCells;
import covey.data.Groups.GroupUnits;
import covey.experiment.grouped.GroupedSpec.Design;
import covey.result.Dropped;
import covey.stats.moment.Moments;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which arm each cluster had, or which two each pair had, and what was left out for want of it.
 *
 * @param groups sound groups by name: a cluster in one arm, a pair in two
 * @param unsound groups left out: a cluster in several arms, a pair of which an arm is missing
 * @param mixed clusters whose units are in several strata; they count in the stratum with most of their units
 * @param strata strata in order
 * @param unsoundUnits units of unsound groups
 * @param withoutGroup units whose group is unknown
 */
public record Assigned(
        SortedMap<String, Group> groups,
        List<String> unsound,
        List<String> mixed,
        List<String> strata,
        long unsoundUnits,
        long withoutGroup) {
    /**
     * One group.
     *
     * @param units units by arm
     * @param stratum position of its stratum
     */
    public record Group(SortedMap<String, Long> units, int stratum) {
        String arm() {
            return units.firstKey();
        }
    }

    /** Reads which arm each group had. */
    public static Assigned of(GroupedSpec spec, Groups groups) {
        int arms = spec.design() == Design.MATCHED_PAIRS ? 2 : 1;
        List<String> strata = List.copyOf(
                new TreeSet<>(groups.units().stream().map(GroupUnits::stratum).toList()));
        SortedMap<String, SortedMap<String, Long>> byArm = new TreeMap<>();
        SortedMap<String, SortedMap<String, Long>> byStratum = new TreeMap<>();
        for (GroupUnits cell : groups.units()) {
            byArm.computeIfAbsent(cell.group(), _ -> new TreeMap<>()).merge(cell.arm(), cell.units(), Long::sum);
            byStratum
                    .computeIfAbsent(cell.group(), _ -> new TreeMap<>())
                    .merge(cell.stratum(), cell.units(), Long::sum);
        }
        SortedMap<String, Group> sound = new TreeMap<>();
        List<String> unsound = new ArrayList<>();
        List<String> mixed = new ArrayList<>();
        long left = 0;
        for (Map.Entry<String, SortedMap<String, Long>> group : byArm.entrySet()) {
            if (group.getValue().size() != arms) {
                unsound.add(group.getKey());
                left += sum(group.getValue());
                continue;
            }
            SortedMap<String, Long> own = byStratum.getOrDefault(group.getKey(), new TreeMap<>());
            if (own.size() > 1) {
                mixed.add(group.getKey());
            }
            String stratum = own.entrySet().stream()
                    .max(Map.Entry.<String, Long>comparingByValue()
                            .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                    .map(Map.Entry::getKey)
                    .orElse("");
            sound.put(group.getKey(), new Group(group.getValue(), strata.indexOf(stratum)));
        }
        return new Assigned(sound, unsound, mixed, strata, left, groups.withoutGroup());
    }

    /** Moments of a metric by sound group and arm; groups without a unit that counts are absent. */
    public SortedMap<String, SortedMap<String, Moments>> moments(GroupCells cells) {
        SortedMap<String, SortedMap<String, Moments>> merged = new TreeMap<>();
        cells.cells().stream()
                .filter(c -> groups.containsKey(c.group()))
                .forEach(c -> merged.computeIfAbsent(c.group(), _ -> new TreeMap<>())
                        .merge(c.arm(), c.moments(), Moments::plus));
        return merged;
    }

    /** The stratum of a sound group. */
    public int stratum(String group) {
        Group found = groups.get(group);
        return found == null ? 0 : found.stratum();
    }

    /** Sound groups that have an arm. */
    long count(String arm) {
        return groups.values().stream().filter(g -> g.units().containsKey(arm)).count();
    }

    /** What was left out, after what was left out before. */
    List<Dropped> dropped(GroupedSpec spec, List<Dropped> before) {
        List<Dropped> dropped = new ArrayList<>(before);
        boolean pairs = spec.design() == Design.MATCHED_PAIRS;
        if (!unsound.isEmpty() && spec.grouping().group().isPresent()) {
            String why = pairs ? "an arm of the pair is missing" : "units in several arms";
            dropped.add(new Dropped(pairs ? "pairs" : "clusters", unsound.size(), why));
            dropped.add(new Dropped(
                    "units", unsoundUnits, pairs ? "in an incomplete pair" : "in a cluster of several arms"));
        }
        if (withoutGroup > 0) {
            dropped.add(new Dropped("units", withoutGroup, pairs ? "no pair" : "no cluster"));
        }
        return dropped;
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
