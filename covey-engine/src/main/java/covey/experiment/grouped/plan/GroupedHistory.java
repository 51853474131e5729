package covey.experiment.grouped.plan;

import covey.data.ExperimentData;
import covey.data.Groups;
import covey.data.Groups.GroupCell;
import covey.data.Groups.GroupUnits;
import covey.data.Groups.PairWeek;
import covey.experiment.grouped.Assigned;
import covey.experiment.grouped.GroupedSpec;
import covey.experiment.grouped.GroupedSpec.Design;
import covey.experiment.grouped.cluster.ClusterError;
import covey.stats.design.pair.ClusterPair;
import covey.stats.moment.Moments;
import covey.stats.power.history.PairedHistory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Clusters and pairs that were in a history, in which every unit is in one arm.
 *
 * @param spec the plan
 * @param assigned clusters with their strata
 * @param units units in clusters, or in complete pairs
 * @param left units in none
 * @param pairs number of complete pairs
 * @param larger pairs with more members than two
 * @param arrivals how pairs of units came together
 * @param paired the metrics in complete pairs of units by week
 */
record GroupedHistory(
        GroupedPlan spec,
        Assigned assigned,
        long units,
        long left,
        int pairs,
        long larger,
        PairArrivals arrivals,
        List<PairWeek> paired) {
    private static final PairArrivals NO_ARRIVALS = new PairArrivals(List.of(), List.of(), List.of());

    /** A history with how its pairs came together. */
    static GroupedHistory of(GroupedPlan spec, ExperimentData data) {
        GroupedHistory whole = of(spec, data.groups());
        return new GroupedHistory(
                spec,
                whole.assigned,
                whole.units,
                whole.left,
                whole.pairs,
                whole.larger,
                PairArrivals.of(data),
                data.groups().pairing().weeks());
    }

    /** Complete pairs of units of a metric by week; none where clusters are paired, or nothing is. */
    List<PairWeek> weeks(String metric) {
        return paired.stream()
                .filter(w -> w.metric().equals(metric))
                .sorted(Comparator.comparing(PairWeek::day))
                .toList();
    }

    /** Units in clusters, or in complete pairs, among so many that have entered. */
    double counted(double entered) {
        boolean ofUnits = spec.grouped().design() == Design.MATCHED_PAIRS && !spec.pairsOfClusters();
        return ofUnits ? 2 * arrivals.pairs(entered) : entered * share();
    }

    static GroupedHistory of(GroupedPlan spec, Groups groups) {
        GroupedSpec clusters = new GroupedSpec(
                spec.grouped().experiment(),
                Design.CLUSTER_RANDOMIZED,
                spec.history(),
                spec.grouped().unit(),
                ClusterError.AUTO,
                List.of());
        Assigned assigned = Assigned.of(clusters, groups);
        long all = groups.units().stream().mapToLong(GroupUnits::units).sum();
        if (spec.grouped().design() != Design.MATCHED_PAIRS) {
            return new GroupedHistory(spec, assigned, all, groups.withoutGroup(), 0, 0, NO_ARRIVALS, List.of());
        }
        Map<String, Long> members = new TreeMap<>();
        Map<String, Long> units = new TreeMap<>();
        for (GroupUnits cell : groups.units()) {
            String pair = spec.pairsOfClusters() ? cell.stratum() : cell.group();
            members.merge(pair, spec.pairsOfClusters() ? 1L : cell.units(), Long::sum);
            units.merge(pair, cell.units(), Long::sum);
        }
        List<String> complete = members.keySet().stream()
                .filter(p -> members.getOrDefault(p, 0L) == 2)
                .toList();
        long inside =
                complete.stream().mapToLong(p -> units.getOrDefault(p, 0L)).sum();
        long larger = members.values().stream().filter(m -> m > 2).count();
        return new GroupedHistory(
                spec,
                assigned,
                inside,
                all - inside + groups.withoutGroup(),
                complete.size(),
                larger,
                NO_ARRIVALS,
                List.of());
    }

    int clusters() {
        return assigned.groups().size();
    }

    /** Number of clusters by the position of their stratum. */
    SortedMap<Integer, Integer> clustersByStratum() {
        SortedMap<Integer, Integer> counts = new TreeMap<>();
        assigned.groups().values().forEach(g -> counts.merge(g.stratum(), 1, Integer::sum));
        return counts;
    }

    /** Share of all units of the history that are in a cluster or in a complete pair. */
    double share() {
        return units + left == 0 ? 0 : (double) units / (units + left);
    }

    /** Complete pairs of a metric by name: those of which both members have a value. */
    SortedMap<String, ClusterPair> pairs(List<GroupCell> cells) {
        SortedMap<String, List<Moments>> members = new TreeMap<>();
        for (GroupCell cell : cells) {
            String pair = spec.pairsOfClusters() ? cell.stratum() : cell.group();
            members.computeIfAbsent(pair, _ -> new ArrayList<>()).add(cell.moments());
        }
        SortedMap<String, ClusterPair> found = new TreeMap<>();
        members.forEach((name, pair) -> {
            if (spec.pairsOfClusters() && pair.size() == 2) {
                found.put(name, new ClusterPair(pair.getFirst(), pair.getLast()));
            } else if (!spec.pairsOfClusters() && pair.getFirst().n() == 2) {
                found.put(name, PairedHistory.ofTwo(pair.getFirst()));
            }
        });
        return found;
    }
}
