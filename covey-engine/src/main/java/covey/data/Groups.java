package covey.data;

import covey.stats.moment.Moments;
import java.util.List;
import java.util.Optional;

/**
 * Moments per group and stratum of units that were assigned together; units in declared exclusions are not among them.
 *
 * @param units units by group
 * @param metrics moments by group
 * @param withoutGroup units whose group is unknown, in neither
 */
public record Groups(List<GroupUnits> units, List<GroupCells> metrics, long withoutGroup) {
    /** No groups. */
    public static final Groups NONE = new Groups(List.of(), List.of(), 0);

    public Groups {
        units = List.copyOf(units);
        metrics = List.copyOf(metrics);
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

    /** Cells of a metric. */
    public Optional<GroupCells> metric(String name) {
        return metrics.stream().filter(m -> m.metric().equals(name)).findFirst();
    }
}
