package covey.experiment.grouped.plan;

import covey.data.Groups;
import covey.data.Groups.GroupCell;
import covey.data.Groups.GroupCells;
import covey.data.Groups.GroupUnits;
import covey.experiment.grouped.GroupedSpec.Design;
import covey.experiment.replay.Deal;
import covey.method.Study;
import covey.stats.design.pair.ClusterPair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** Arms drawn anew for the groups of a history, as a design draws them. */
interface Redraw {
    /** The groups under another assignment. */
    Groups draw(RandomGenerator random);

    /** Units that are assigned. */
    long units();

    /** How the design draws. */
    static Redraw of(GroupedPlan spec, Groups groups) {
        GroupedHistory history = GroupedHistory.of(spec, groups);
        return spec.grouped().design() == Design.MATCHED_PAIRS ? new Coins(history, groups) : new Lots(history, groups);
    }

    /**
     * Clusters, or buckets of units, dealt inside strata.
     *
     * @param history groups with their strata
     * @param groups as they were read
     */
    record Lots(GroupedHistory history, Groups groups) implements Redraw {
        @Override
        public long units() {
            return history.units();
        }

        @Override
        public Groups draw(RandomGenerator random) {
            SortedMap<String, TreeSet<String>> strata = new TreeMap<>();
            for (GroupUnits cell : groups.units()) {
                strata.computeIfAbsent(stratum(cell.group(), cell.stratum()), _ -> new TreeSet<>())
                        .add(lot(cell.arm(), cell.group(), cell.stratum()));
            }
            Deal deal = Deal.asPlanned(history.spec().grouped().experiment().arms());
            Map<String, String> arms = new HashMap<>();
            strata.values().forEach(lots -> arms.putAll(deal.among(lots, random)));
            List<GroupUnits> units = new ArrayList<>();
            for (GroupUnits cell : groups.units()) {
                arm(arms, cell.arm(), cell.group(), cell.stratum())
                        .ifPresent(arm -> units.add(new GroupUnits(arm, cell.group(), cell.stratum(), cell.units())));
            }
            List<GroupCells> metrics = groups.metrics().stream()
                    .map(m -> new GroupCells(
                            m.metric(),
                            m.cells().stream()
                                    .flatMap(c -> arm(arms, c.arm(), c.group(), c.stratum())
                                            .map(arm -> new GroupCell(arm, c.group(), c.stratum(), c.moments()))
                                            .stream())
                                    .toList()))
                    .toList();
            return new Groups(units, metrics, groups.withoutGroup());
        }

        private boolean clusters() {
            return history.spec().grouped().design() == Design.CLUSTER_RANDOMIZED;
        }

        /** A cluster whose units are in several strata is drawn in the one with most of them. */
        private String stratum(String group, String own) {
            return clusters() ? Integer.toString(history.assigned().stratum(group)) : own;
        }

        private String lot(String bucket, String group, String stratum) {
            return clusters() ? group : bucket + "\n" + stratum;
        }

        private Optional<String> arm(Map<String, String> arms, String bucket, String group, String stratum) {
            return Optional.ofNullable(arms.get(lot(bucket, group, stratum)));
        }
    }

    /**
     * Of each complete pair one member, by a coin.
     *
     * @param history pairs
     * @param groups as they were read
     */
    record Coins(GroupedHistory history, Groups groups) implements Redraw {
        @Override
        public long units() {
            return history.units();
        }

        @Override
        public Groups draw(RandomGenerator random) {
            String control = history.spec().grouped().experiment().control().name();
            String treated = history.spec()
                    .grouped()
                    .experiment()
                    .treatments()
                    .getFirst()
                    .name();
            SortedMap<String, Boolean> first = new TreeMap<>();
            groups.units().forEach(u -> first.put(pair(u.group(), u.stratum()), false));
            double all = history.spec().grouped().experiment().arms().stream()
                    .mapToDouble(Study.Arm::share)
                    .sum();
            List<String> drawn = List.copyOf(Deal.asPlanned(List.of(new Study.Arm("in", "", Math.min(1, all), true)))
                    .among(first.keySet(), random)
                    .keySet());
            first.keySet().retainAll(drawn);
            first.replaceAll((_, _) -> random.nextBoolean());
            List<GroupUnits> units = new ArrayList<>();
            first.keySet().forEach(pair -> {
                units.add(new GroupUnits(control, pair, "", 1));
                units.add(new GroupUnits(treated, pair, "", 1));
            });
            List<GroupCells> metrics = new ArrayList<>();
            for (GroupCells cells : groups.metrics()) {
                List<GroupCell> members = new ArrayList<>();
                history.pairs(cells.cells()).forEach((name, pair) -> {
                    Boolean heads = first.get(name);
                    if (heads != null) {
                        members.addAll(tossed(name, heads ? pair : turned(pair), control, treated));
                    }
                });
                metrics.add(new GroupCells(cells.metric(), members));
            }
            return new Groups(units, metrics, groups.withoutGroup());
        }

        private String pair(String group, String stratum) {
            return history.spec().pairsOfClusters() ? stratum : group;
        }

        private static ClusterPair turned(ClusterPair pair) {
            return new ClusterPair(/* control= */ pair.treatment(), /* treatment= */ pair.control());
        }

        private static List<GroupCell> tossed(String name, ClusterPair pair, String control, String treated) {
            return List.of(
                    new GroupCell(control, name, "", pair.control()),
                    new GroupCell(treated, name, "", pair.treatment()));
        }
    }
}
