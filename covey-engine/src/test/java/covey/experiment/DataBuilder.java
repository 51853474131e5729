package covey.experiment;

import covey.data.ExperimentData;
import covey.data.ExperimentData.AppliedCap;
import covey.data.ExperimentData.Cell;
import covey.data.ExperimentData.ExposureCounts;
import covey.data.ExperimentData.Failure;
import covey.data.ExperimentData.Freshness;
import covey.data.ExperimentData.Losses;
import covey.data.ExperimentData.MetricCells;
import covey.data.ExperimentData.QuantileCell;
import covey.data.ExperimentData.QuantileCells;
import covey.data.ExperimentData.UnitCell;
import covey.data.Groups;
import covey.data.LookHistory;
import covey.stats.moment.Moments;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Data for tests. */
public final class DataBuilder {
    /** Nothing left out. */
    public static final Losses WHOLE = new Losses(0, 0, 0, 1000, OptionalDouble.empty());

    private final List<UnitCell> units = new ArrayList<>();
    private final Map<String, List<Cell>> cells = new LinkedHashMap<>();
    private final Map<String, List<Cell>> snapshots = new HashMap<>();
    private final Map<String, List<Cell>> ages = new HashMap<>();
    private final Map<String, List<String>> columns = new HashMap<>();
    private final Map<String, Losses> losses = new HashMap<>();
    private final Map<String, List<AppliedCap>> caps = new HashMap<>();
    private final List<QuantileCells> quantiles = new ArrayList<>();
    private final Map<String, Failure> failures = new HashMap<>();
    private final Map<String, Freshness> freshness = new HashMap<>(Map.of(
            "events",
            new Freshness(1000, "2026-01-01T00:00:00Z", "2026-04-30T00:00:00Z", "2026-04-30T00:00:00Z"),
            "exposures",
            new Freshness(1000, "2026-01-01T00:00:00Z", "2026-04-30T00:00:00Z", "2026-04-30T00:00:00Z")));
    private final Map<String, Long> multipleByArm = new HashMap<>();
    private final Map<String, Long> unknown = new HashMap<>();
    private long duplicateRows;
    private long beforeStart;
    private long nullRows;
    private long defective;
    private ExperimentData.Recomputed recomputed = ExperimentData.Recomputed.NONE;
    private long seenBefore;
    private final List<ExperimentData.PairCell> pairs = new ArrayList<>();
    private LookHistory history = LookHistory.NONE;

    public DataBuilder units(String arm, String day, long count) {
        units.add(new UnitCell(arm, day, "", "", false, count));
        return this;
    }

    public DataBuilder segmentUnits(String arm, String day, String segment, long count) {
        units.add(new UnitCell(arm, day, "country", segment, false, count));
        return this;
    }

    /** A block of columns y, further ones named x1, x2, ... or d for a ratio; all units of one day. */
    public DataBuilder block(String metric, String arm, Moments moments) {
        return block(metric, new Cell(arm, "2026-03-01", "", "", false, moments));
    }

    public DataBuilder block(String metric, Cell cell) {
        cells.computeIfAbsent(metric, m -> new ArrayList<>()).add(cell);
        List<String> names = new ArrayList<>(List.of("y"));
        for (int i = 1; i < cell.moments().size(); i++) {
            names.add("x" + i);
        }
        columns.put(metric, names);
        return this;
    }

    /** Two metrics of so many columns of the first together. */
    public DataBuilder pair(String first, String second, int columns, Moments moments) {
        pairs.add(new ExperimentData.PairCell(first, second, columns, moments));
        return this;
    }

    public DataBuilder snapshot(String metric, String arm, String day, Moments moments) {
        snapshots.computeIfAbsent(metric, m -> new ArrayList<>()).add(new Cell(arm, day, "", "", false, moments));
        return this;
    }

    public DataBuilder age(String metric, String arm, int day, Moments moments) {
        ages.computeIfAbsent(metric, m -> new ArrayList<>())
                .add(new Cell(arm, Integer.toString(day), "", "", false, moments));
        return this;
    }

    public DataBuilder losses(String metric, Losses value) {
        losses.put(metric, value);
        return this;
    }

    public DataBuilder cap(String metric, AppliedCap cap) {
        caps.computeIfAbsent(metric, m -> new ArrayList<>()).add(cap);
        return this;
    }

    public DataBuilder quantile(String metric, double p, QuantileCell... arms) {
        quantiles.add(new QuantileCells(metric, p, List.of(arms), WHOLE));
        return this;
    }

    public DataBuilder failure(String metric, String reason) {
        failures.put(metric, new Failure(reason, "it broke", "mend it"));
        return this;
    }

    public DataBuilder freshness(String model, Freshness value) {
        freshness.put(model, value);
        return this;
    }

    public DataBuilder multipleArms(String arm, long count) {
        multipleByArm.put(arm, count);
        return this;
    }

    public DataBuilder unknownArm(String value, long rows) {
        unknown.put(value, rows);
        return this;
    }

    public DataBuilder exposureRows(long duplicates, long before, long nulls) {
        duplicateRows = duplicates;
        beforeStart = before;
        nullRows = nulls;
        return this;
    }

    public DataBuilder recomputed(long all, long otherArm, long outside) {
        recomputed = new ExperimentData.Recomputed(all, otherArm, outside);
        return this;
    }

    public DataBuilder defective(long count) {
        defective = count;
        return this;
    }

    /** Units exposed before the period already, all of control. */
    public DataBuilder seenBefore(long count) {
        seenBefore = count;
        return this;
    }

    /** Defective units and those seen before count as control's. */
    private Map<String, Long> quarantined() {
        Map<String, Long> all = new HashMap<>(multipleByArm);
        all.merge("control", defective + seenBefore, Long::sum);
        return all;
    }

    public DataBuilder history(LookHistory looks) {
        history = looks;
        return this;
    }

    public ExperimentData data() {
        List<MetricCells> metrics = new ArrayList<>();
        cells.forEach((name, list) -> metrics.add(new MetricCells(
                name,
                columns.getOrDefault(name, List.of("y")),
                list,
                snapshots.getOrDefault(name, List.of()),
                ages.getOrDefault(name, List.of()),
                caps.getOrDefault(name, List.of()),
                losses.getOrDefault(name, WHOLE))));
        long multiple =
                multipleByArm.values().stream().mapToLong(Long::longValue).sum();
        long analysed = units.stream()
                .filter(u -> u.slice().isEmpty())
                .mapToLong(UnitCell::units)
                .sum();
        long all = analysed + multiple + defective + seenBefore;
        return new ExperimentData(
                new ExposureCounts(
                        all + duplicateRows,
                        all,
                        duplicateRows,
                        beforeStart,
                        0,
                        nullRows,
                        multiple,
                        multipleByArm,
                        defective,
                        defective,
                        unknown,
                        seenBefore,
                        quarantined(),
                        units,
                        recomputed,
                        0L),
                metrics,
                quantiles,
                failures,
                freshness,
                history,
                Groups.NONE,
                pairs);
    }

    /** Moments of one column. */
    public static Moments values(double... y) {
        return Moments.ofColumns(y);
    }

    /** Moments of a 0/1 column. */
    public static Moments counts(long successes, long n) {
        double p = (double) successes / n;
        return Moments.ofPopulation(n, new double[] {p}, new double[][] {{p * (1 - p)}});
    }

    /** Moments of one column with a given mean and population variance. */
    public static Moments block(long n, double mean, double variance) {
        return Moments.ofPopulation(n, new double[] {mean}, new double[][] {{variance}});
    }
}
