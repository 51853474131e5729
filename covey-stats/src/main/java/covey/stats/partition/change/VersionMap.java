package covey.stats.partition.change;

import covey.stats.partition.ContingencyTable;
import covey.stats.partition.Unassigned;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Map from the clusters of one version to those of the next: which were kept, moved, grew, shrank, split, merged, were
 * born and died, by the thresholds of a {@link ChangeRule}.
 *
 * <p>Clusters of both versions are nodes, {@link ChangeRule links} between them edges; each connected component is one
 * {@link ClusterChange}: 0 to 1 a birth, 1 to 0 a death, 1 to 1 a continuation, 1 to many a split, many to 1 a merge,
 * many to many a regrouping. Sizes count every member of a version; an element without a cluster in the other version,
 * because it is new, gone or unassigned (label −1), is a member that is not shared.
 *
 * <p>A description, without an error of its own. Agrees with the events of Greene, Doyle, Cunningham (2010) at Jaccard .3
 * on an example with each kind. Cost: one pass over elements and cells.
 *
 * @param rule the thresholds
 * @param changes the changes, that with the most members first
 */
public record VersionMap(ChangeRule rule, List<ClusterChange> changes) {

    private static final Comparator<ClusterChange> MOST_MEMBERS_FIRST = Comparator.comparingLong(
                    (ClusterChange change) -> -Math.max(change.membersBefore(), change.membersAfter()))
            .thenComparingInt(change -> change.before().isEmpty()
                    ? Integer.MAX_VALUE
                    : change.before().getFirst())
            .thenComparingInt(change -> change.after().isEmpty()
                    ? Integer.MAX_VALUE
                    : change.after().getFirst());

    /** Keeps its own copy of the changes. */
    public VersionMap {
        changes = List.copyOf(changes);
    }

    /** The map between two versions' labels of the same elements, −1 where an element has no cluster. */
    public static VersionMap of(int[] before, int[] after, ChangeRule rule) {
        ContingencyTable table = ContingencyTable.of(before, after, Unassigned.ONE_CLUSTER);
        int[] root = components(table, rule);
        Map<Integer, Component> components = new TreeMap<>();
        for (int i = 0; i < table.rows(); i++) {
            if (table.rowLabel(i) != Unassigned.LABEL) {
                Component component = components.computeIfAbsent(root[i], key -> new Component());
                component.before.add(table.rowLabel(i));
                component.membersBefore += (long) table.rowTotal(i);
                for (int c = table.firstCell(i); c < table.firstCell(i + 1); c++) {
                    boolean inside = root[table.rows() + table.column(c)] == root[i];
                    component.shared += inside ? (long) table.shared(c) : 0;
                }
            }
        }
        for (int j = 0; j < table.columns(); j++) {
            if (table.columnLabel(j) != Unassigned.LABEL) {
                Component component = components.computeIfAbsent(root[table.rows() + j], key -> new Component());
                component.after.add(table.columnLabel(j));
                component.membersAfter += (long) table.columnTotal(j);
            }
        }
        return new VersionMap(
                rule,
                components.values().stream()
                        .map(component -> component.change(rule))
                        .sorted(MOST_MEMBERS_FIRST)
                        .toList());
    }

    /** Number of changes of each kind that occurred. */
    public Map<ClusterChange.Kind, Long> counts() {
        return changes.stream()
                .collect(Collectors.groupingBy(ClusterChange::kind, TreeMap::new, Collectors.counting()));
    }

    /** Root of the component of each row, then of each column. */
    private static int[] components(ContingencyTable table, ChangeRule rule) {
        int[] parent = new int[table.rows() + table.columns()];
        Arrays.setAll(parent, node -> node);
        for (int i = 0; i < table.rows(); i++) {
            for (int c = table.firstCell(i); c < table.firstCell(i + 1); c++) {
                int j = table.column(c);
                boolean clusters = table.rowLabel(i) != Unassigned.LABEL && table.columnLabel(j) != Unassigned.LABEL;
                if (clusters && rule.links(table.shared(c), table.rowTotal(i), table.columnTotal(j))) {
                    parent[find(parent, table.rows() + j)] = find(parent, i);
                }
            }
        }
        for (int node = 0; node < parent.length; node++) {
            parent[node] = find(parent, node);
        }
        return parent;
    }

    private static int find(int[] parent, int node) {
        int at = node;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }

    /** A component while it is put together. */
    private static final class Component {
        private final List<Integer> before = new ArrayList<>();
        private final List<Integer> after = new ArrayList<>();
        private long membersBefore;
        private long membersAfter;
        private long shared;

        private ClusterChange change(ChangeRule rule) {
            return new ClusterChange(kind(rule), before, after, membersBefore, membersAfter, shared);
        }

        private ClusterChange.Kind kind(ChangeRule rule) {
            if (before.isEmpty()) {
                return ClusterChange.Kind.BORN;
            }
            if (after.isEmpty()) {
                return ClusterChange.Kind.DIED;
            }
            if (before.size() > 1) {
                return after.size() > 1 ? ClusterChange.Kind.REGROUPED : ClusterChange.Kind.MERGED;
            }
            return after.size() > 1
                    ? ClusterChange.Kind.SPLIT
                    : rule.continued((double) shared, (double) membersBefore, (double) membersAfter);
        }
    }
}
