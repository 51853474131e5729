package covey.experiment.draw;

import covey.data.ExperimentData;
import covey.data.ExperimentData.Failure;
import covey.data.Groups.GroupCell;
import covey.data.Groups.GroupCells;
import covey.method.Options;
import covey.method.SpecificationException;
import covey.metric.Location;
import covey.stats.design.Side;
import covey.stats.design.randomization.Assignments;
import covey.stats.moment.Moments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Who is to be drawn, ascending by id: units or clusters with their covariates, clusters by the averages of their units. */
final class Roster {
    /** Name of the metric that carries the covariates home. */
    static final String CARRIER = "standing";

    private final List<String> ids;
    private final int[] strata;
    private final List<String> labels;
    private final double[][] covariates;

    private Roster(List<String> ids, int[] strata, List<String> labels, double[][] covariates) {
        this.ids = List.copyOf(ids);
        this.strata = strata;
        this.labels = List.copyOf(labels);
        this.covariates = covariates;
    }

    /** Units or clusters. */
    List<String> ids() {
        return ids;
    }

    /** Stratum of each, empty without strata. */
    List<String> labels() {
        return labels;
    }

    /** Covariates of each, in the columns of the rules; not to be changed. */
    double[][] covariates() {
        return covariates;
    }

    /** Those in the data; refused when one has no covariates or stands in several strata. */
    static Roster of(DrawSpec spec, ExperimentData data) {
        Failure failure = data.failures().get(CARRIER);
        if (failure != null) {
            throw new SpecificationException(where(spec), failure.message(), failure.advice());
        }
        Map<String, GroupCell> cells = new TreeMap<>();
        List<GroupCell> read =
                data.groups().metric(CARRIER).map(GroupCells::cells).orElse(List.of());
        for (GroupCell cell : read) {
            if (cells.put(cell.group(), cell) != null) {
                throw new SpecificationException(
                        where(spec),
                        spec.drawn() + " '" + cell.group() + "' has units in several strata of "
                                + String.join(", ", spec.grouping().strata()),
                        "stratify by what all units of a " + spec.drawn() + " share");
            }
        }
        Map<String, Integer> numbers = new LinkedHashMap<>();
        int[] strata = new int[cells.size()];
        List<String> labels = new ArrayList<>();
        double[][] rows = new double[cells.size()][];
        List<String> ids = new ArrayList<>(cells.keySet());
        for (int i = 0; i < rows.length; i++) {
            GroupCell cell = cells.get(ids.get(i));
            if (cell == null) {
                throw new IllegalStateException(ids.get(i));
            }
            labels.add(cell.stratum());
            int next = numbers.size();
            strata[i] = numbers.computeIfAbsent(cell.stratum(), _ -> next);
            rows[i] = row(cell.moments(), spec.columns());
        }
        return new Roster(ids, strata, labels, rows);
    }

    /** The covariates follow the carrier's own column. */
    private static double[] row(Moments moments, int columns) {
        double[] row = new double[columns];
        for (int j = 0; j < columns; j++) {
            row[j] = moments.mean(j + 1);
        }
        return row;
    }

    int size() {
        return ids.size();
    }

    /** All assignments with so large a share treated, overall to the nearest unit and so in every stratum within one. */
    Assignments assignments(double share) {
        Map<Integer, List<Integer>> members = new TreeMap<>();
        for (int i = 0; i < strata.length; i++) {
            members.computeIfAbsent(strata[i], _ -> new ArrayList<>()).add(i);
        }
        Side[] sides = new Side[strata.length];
        int before = 0;
        for (List<Integer> group : members.values()) {
            long treated = Math.round(share * (before + group.size())) - Math.round(share * before);
            for (int k = 0; k < group.size(); k++) {
                sides[group.get(k)] = k < treated ? Side.TREATMENT : Side.CONTROL;
            }
            before += group.size();
        }
        return Assignments.stratified(sides, strata);
    }

    static Location where(DrawSpec spec) {
        Options design = spec.plan().experiment().study().design();
        return design.location("randomize.rerandomize.covariates");
    }
}
