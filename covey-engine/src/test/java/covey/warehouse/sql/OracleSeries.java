package covey.warehouse.sql;

import covey.data.ExperimentData.AppliedCap;
import covey.data.ExperimentData.Cell;
import covey.data.ExperimentRequirement;
import covey.metric.Aggregate;
import covey.metric.Metric;
import covey.warehouse.sql.Oracle.Entered;
import covey.warehouse.sql.Oracle.Frame;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Snapshots by day and effects by age, by loops. */
final class OracleSeries {
    private final Oracle oracle;
    private final ExperimentRequirement need;
    private final Metric metric;
    private final List<AppliedCap> caps;

    OracleSeries(Oracle oracle, ExperimentRequirement need, Metric metric, List<AppliedCap> caps) {
        this.oracle = oracle;
        this.need = need;
        this.metric = metric;
        this.caps = caps;
    }

    List<Cell> snapshots() {
        List<Cell> cells = new ArrayList<>();
        LocalDate first = LocalDate.ofInstant(need.start(), need.zone());
        long days = Math.max(1, Duration.between(need.start(), oracle.last()).toDays());
        for (LocalDate day = first; ; day = day.plusDays(Math.ceilDiv(days, 31))) {
            Instant end = day.plusDays(1).atStartOfDay(need.zone()).toInstant();
            if (end.isAfter(oracle.last())) {
                return cells;
            }
            Frame frame = Frame.of(t -> t.plus(metric.window().from()), _ -> end);
            List<Entered> members =
                    oracle.units.stream().filter(u -> u.entry().isBefore(end)).toList();
            point(day.toString(), members, frame, cells);
        }
    }

    List<Cell> ages() {
        List<Cell> cells = new ArrayList<>();
        Instant complete = oracle.last();
        for (Aggregate a : metric.measure().aggregates()) {
            complete = Oracle.earlier(complete, oracle.completeUntil(a.model()));
        }
        Instant last = complete;
        for (int k = 0; k < Math.min(31, Duration.between(need.start(), last).toDays()); k++) {
            Duration delay = metric.window().from();
            Duration to = Duration.ofDays(k + 1);
            if (delay.compareTo(to) >= 0) {
                continue;
            }
            Duration from = delay.compareTo(Duration.ofDays(k)) > 0 ? delay : Duration.ofDays(k);
            List<Entered> members = oracle.units.stream()
                    .filter(u -> !u.entry().plus(to).isAfter(last))
                    .toList();
            point(k + "", members, Frame.of(t -> t.plus(from), t -> t.plus(to)), cells);
        }
        return cells;
    }

    private void point(String label, List<Entered> members, Frame frame, List<Cell> cells) {
        List<Function<Entered, Double>> columns = new ArrayList<>();
        for (int side = 0; side < metric.measure().aggregates().size(); side++) {
            int s = side;
            double cap =
                    caps.isEmpty() ? Double.POSITIVE_INFINITY : caps.get(side).value();
            columns.add(u -> Math.min(cap, oracle.value(metric, s, u, frame)));
        }
        Map<String, List<Entered>> arms = new TreeMap<>();
        members.stream()
                .filter(u -> !oracle.excluded(u) && oracle.known(metric, u))
                .forEach(u ->
                        arms.computeIfAbsent(u.arm(), _ -> new ArrayList<>()).add(u));
        arms.forEach((arm, who) -> cells.add(new Cell(arm, label, "", "", false, Oracle.moments(who, columns))));
    }
}
