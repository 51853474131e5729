package covey.data;

import covey.stats.moment.Moments;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Moments per group and stratum of units that were assigned together; units in declared exclusions are not among them.
 *
 * @param units units by group
 * @param metrics moments by group
 * @param withoutGroup units whose group is unknown, in neither
 * @param slices moments by group and segment
 * @param membership whether units stayed in their group; empty when units were assigned alone or on a history
 * @param pairing how pairs of units came together in a history; of nothing else
 */
public record Groups(
        List<GroupUnits> units,
        List<GroupCells> metrics,
        long withoutGroup,
        List<SegmentCells> slices,
        Optional<Membership> membership,
        Pairing pairing) {
    /** No groups. */
    public static final Groups NONE = new Groups(List.of(), List.of(), 0);

    public Groups {
        units = List.copyOf(units);
        metrics = List.copyOf(metrics);
        // data that were stored before groups had segments have none
        slices = slices == null ? List.of() : List.copyOf(slices);
        membership = membership == null ? Optional.empty() : membership;
        pairing = pairing == null ? Pairing.NONE : pairing;
    }

    /** Groups without segments. */
    public Groups(List<GroupUnits> units, List<GroupCells> metrics, long withoutGroup) {
        this(units, metrics, withoutGroup, List.of(), Optional.empty());
    }

    /** Groups that are no pairs of a history. */
    public Groups(
            List<GroupUnits> units,
            List<GroupCells> metrics,
            long withoutGroup,
            List<SegmentCells> slices,
            Optional<Membership> membership) {
        this(units, metrics, withoutGroup, slices, membership, Pairing.NONE);
    }

    /** The same groups with how pairs came together. */
    public Groups with(Pairing other) {
        return new Groups(units, metrics, withoutGroup, slices, membership, other);
    }

    /**
     * How pairs of units came together: a pair counts once both have entered. Pairs of more than two units are not among
     * them.
     *
     * @param days pairs by day
     * @param weeks complete pairs as experiments of one week, two weeks, ... would have had them
     */
    public record Pairing(List<PairDay> days, List<PairWeek> weeks) {
        /** Nothing is known of pairs. */
        public static final Pairing NONE = new Pairing(List.of(), List.of());

        public Pairing {
            days = List.copyOf(days);
            weeks = List.copyOf(weeks);
        }
    }

    /**
     * Pairs of one day.
     *
     * @param day ISO date in the study's zone
     * @param begun pairs of which the first unit entered
     * @param completed pairs of which the second did
     */
    public record PairDay(String day, long begun, long completed) {}

    /**
     * A metric in the complete pairs of so many weeks, both of whose units have a value.
     *
     * @param metric metric name
     * @param day last day of the weeks
     * @param members moments over the units
     * @param means moments over the pairs' means
     */
    public record PairWeek(String metric, String day, Moments members, Moments means) {}

    /**
     * How the units of an experiment belong to their groups.
     *
     * @param kind what is known of the time of a membership
     * @param units units with a group
     * @param moved units whose newest membership is in another group than the one at entry
     * @param several units with several groups at once; the last by name counts
     * @param late units whose membership at entry is dated after the period's start
     */
    public record Membership(Kind kind, long units, long moved, long several, long late) {
        /** What is known of the time of a membership. */
        public enum Kind {
            /** Memberships are rows with a time. */
            DATED,
            /** A column of the units' own table, one value a unit. */
            ATTRIBUTE,
            /** Rows without a time. */
            UNDATED
        }
    }

    /**
     * Number of units in a group.
     *
     * @param arm arm
     * @param group value of the group's dimension; empty when units were assigned alone
     * @param stratum values of the strata's dimensions, joined by {@code " / "}; empty without strata
     * @param units number of units
     */
    public record GroupUnits(String arm, String group, String stratum, long units) {}

    /**
     * Moments of one metric, in the columns of its {@link ExperimentData.MetricCells}.
     *
     * @param metric metric name
     * @param cells one block per arm, group and stratum
     */
    public record GroupCells(String metric, List<GroupCell> cells) {
        public GroupCells {
            cells = List.copyOf(cells);
        }
    }

    /**
     * One block of moments.
     *
     * @param arm arm
     * @param group as in {@link GroupUnits}
     * @param stratum as in {@link GroupUnits}
     * @param moments centred moments over the units of the group
     */
    public record GroupCell(String arm, String group, String stratum, Moments moments) {}

    /**
     * Moments of one metric in one segment.
     *
     * @param slice dimension
     * @param segment value
     * @param groups the metric's blocks
     */
    public record SegmentCells(String slice, String segment, GroupCells groups) {}

    /** Segments of a slice that a metric has cells in, in order. */
    public SortedSet<String> segments(String metric, String slice) {
        SortedSet<String> found = new TreeSet<>();
        slices.stream()
                .filter(s -> s.slice().equals(slice) && s.groups().metric().equals(metric))
                .forEach(s -> found.add(s.segment()));
        return found;
    }

    /** Cells of a metric in a segment named {@code dimension=value}; none when there is no such segment. */
    public GroupCells segment(String metric, String name) {
        return slices.stream()
                .filter(s -> name.equals(s.slice() + "=" + s.segment())
                        && s.groups().metric().equals(metric))
                .map(SegmentCells::groups)
                .findFirst()
                .orElseGet(() -> new GroupCells(metric, List.of()));
    }

    /** Cells of a metric. */
    public Optional<GroupCells> metric(String name) {
        return metrics.stream().filter(m -> m.metric().equals(name)).findFirst();
    }
}
