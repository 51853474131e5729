package covey.warehouse.sql;

import covey.data.ExperimentData.Cell;
import covey.data.ExperimentData.PairCell;
import covey.data.ExperimentData.UnitCell;
import covey.data.ExperimentRequirement;
import covey.data.Groups;
import covey.data.Groups.GroupCell;
import covey.data.Groups.GroupCells;
import covey.data.Groups.GroupUnits;
import covey.data.Groups.SegmentCells;
import covey.result.Reason;
import covey.stats.moment.Moments;
import covey.warehouse.Row;
import covey.warehouse.dialect.Dialect;
import covey.warehouse.sql.ScriptRun.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Centred moments per cell: count, averages, population variances and covariances of each metric's columns. */
final class MomentsSql {
    /** Most groups that are read: their moments travel and are kept with the result. */
    private static final int MOST_GROUPS = 20_000;

    /** The same where units are spread over the buckets of a hash, which is read for a replay and not kept. */
    private static final int MOST_HASHED = 100_000;

    private final ExperimentRequirement need;
    private final Dialect dialect;
    private final List<MetricPlan> plans;

    MomentsSql(ExperimentRequirement need, Dialect dialect, List<MetricPlan> plans) {
        this.need = need;
        this.dialect = dialect;
        this.plans = plans.stream().filter(p -> p.quantile().isEmpty()).toList();
    }

    /** Blocks per arm, first-exposure day and exclusion mark; for a slice also per segment. */
    Step cells(Optional<Integer> slice) {
        List<String> keys = new ArrayList<>(List.of("arm", "entry_day", "excluded"));
        slice.ifPresent(i -> keys.add("s" + i));
        StringBuilder sql = new StringBuilder("SELECT\n  arm,\n  " + dialect.text("entry_day") + " AS day,\n  excluded"
                + slice.map(i -> ",\n  s" + i + " AS segment").orElse("") + ",\n  count(*) AS units");
        for (MetricPlan plan : plans) {
            sql.append(",\n  -- ").append(Sql.comment(plan.name())).append("\n");
            sql.append(block(plan.id(), ids(plan.columns())));
        }
        sql.append("\nFROM covey_values\nGROUP BY ")
                .append(String.join(", ", keys))
                .append("\nORDER BY ")
                .append(String.join(", ", keys));
        String of = slice.map(i -> need.slices().get(i - 1)).orElse("");
        return new Step(
                slice.map(i -> "moments_s" + i).orElse("moments"),
                of.isEmpty()
                        ? "Moments per arm and first-exposure day; every unit is in one cell."
                        : "Moments per arm, first-exposure day and " + Sql.comment(of) + ".",
                sql.toString(),
                Step.Kind.READ);
    }

    /** Units per cell. */
    UnitCell units(Row row, String slice) {
        return new UnitCell(
                row.text("arm"),
                row.text("day"),
                slice,
                segment(row, slice),
                row.count("excluded") == 1,
                row.count("units"));
    }

    /** The block of a metric in a row of {@link #cells}; empty when no unit of the cell counts. */
    Optional<Cell> cell(Row row, MetricPlan plan, String slice) {
        return moments(row, plan.id(), plan.columns().size())
                .map(m -> new Cell(
                        row.text("arm"), row.text("day"), slice, segment(row, slice), row.count("excluded") == 1, m));
    }

    /** Blocks per arm, group and stratum, declared exclusions left out; empty when units were assigned alone. */
    Optional<Step> groups() {
        return need.grouping().isNone() ? Optional.empty() : Optional.of(groups(Optional.empty()));
    }

    /** The same per segment of a slice. */
    List<Step> groupSlices() {
        return need.grouping().isNone()
                ? List.of()
                : IntStream.rangeClosed(1, need.slices().size())
                        .mapToObj(i -> groups(Optional.of(i)))
                        .toList();
    }

    private Step groups(Optional<Integer> slice) {
        List<String> keys = new ArrayList<>(UnitsSql.groupColumns(need.grouping()));
        slice.ifPresent(i -> keys.add("s" + i));
        StringBuilder sql =
                new StringBuilder("SELECT\n  arm,\n  " + String.join(",\n  ", keys) + ",\n  count(*) AS units");
        for (MetricPlan plan : plans) {
            sql.append(",\n  -- ").append(Sql.comment(plan.name())).append("\n");
            sql.append(block(plan.id(), ids(plan.columns())));
        }
        String all = "arm, " + String.join(", ", keys);
        sql.append("\nFROM covey_values\nWHERE excluded = 0\nGROUP BY ")
                .append(all)
                .append("\nORDER BY ")
                .append(all)
                .append("\nLIMIT ")
                .append(mostGroups() + 1);
        return new Step(
                "groups" + slice.map(i -> "_s" + i).orElse(""),
                "Moments per arm and group of units that were assigned together"
                        + slice.map(i -> ", by " + Sql.comment(need.slices().get(i - 1)))
                                .orElse("")
                        + ".",
                sql.toString(),
                Step.Kind.READ);
    }

    /** Rows of the i-th slice of {@link #groupSlices} as moments by segment. */
    List<SegmentCells> segments(List<Answer> rows, int i) {
        Map<String, List<Answer>> bySegment = new TreeMap<>();
        rows.forEach(row -> bySegment
                .computeIfAbsent(row.text("s" + i), _ -> new ArrayList<>())
                .add(row));
        requireFew(rows);
        return bySegment.entrySet().stream()
                .flatMap(e -> groups(e.getValue()).metrics().stream()
                        .map(cells -> new SegmentCells(need.slices().get(i - 1), e.getKey(), cells)))
                .toList();
    }

    private void requireFew(List<Answer> rows) {
        if (rows.size() > mostGroups()) {
            throw new CompileException(
                    Reason.NOT_SUPPORTED,
                    "there are more than " + mostGroups() + " groups, strata and segments of "
                            + String.join(", ", need.grouping().dimensions()),
                    "group or slice by a coarser dimension");
        }
    }

    private int mostGroups() {
        return need.exposure().buckets() > 1 ? MOST_HASHED : MOST_GROUPS;
    }

    /** Rows of {@link #groups} as units by group, and the moments of each metric; empty rows for no groups. */
    Groups groups(List<Answer> rows) {
        requireFew(rows);
        List<GroupUnits> units = new ArrayList<>();
        Map<String, List<GroupCell>> cells = new LinkedHashMap<>();
        long without = 0;
        for (Answer row : rows) {
            boolean grouped = need.grouping().group().isPresent();
            if (grouped && row.isNull("grp")) {
                without += row.count("units");
                continue;
            }
            String group = grouped ? row.text("grp") : "";
            String stratum = IntStream.rangeClosed(1, need.grouping().strata().size())
                    .mapToObj(i -> row.isNull("str" + i) ? "(missing)" : row.text("str" + i))
                    .collect(Collectors.joining(" / "));
            units.add(new GroupUnits(row.text("arm"), group, stratum, row.count("units")));
            for (MetricPlan plan : plans) {
                moments(row, plan.id(), plan.columns().size())
                        .ifPresent(m -> cells.computeIfAbsent(plan.name(), _ -> new ArrayList<>())
                                .add(new GroupCell(row.text("arm"), group, stratum, m)));
            }
        }
        List<GroupCells> metrics = cells.entrySet().stream()
                .map(e -> new GroupCells(e.getKey(), e.getValue()))
                .toList();
        return new Groups(units, metrics, without);
    }

    /** Moments of every two metrics that are wanted together, over the units that have both. */
    List<Step> pairs() {
        return together(this::pair);
    }

    /** Rows of {@link #pairs} as moments, answers by the name of their step. */
    List<PairCell> pairs(Function<String, List<Answer>> answers) {
        return together((first, second) -> answers.apply(pairId(first, second)).stream()
                        .flatMap(row -> moments(
                                row, pairId(first, second), both(first, second).size())
                                .stream())
                        .map(m -> new PairCell(
                                first.name(), second.name(), first.columns().size(), m))
                        .toList())
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    private <T> List<T> together(BiFunction<MetricPlan, MetricPlan, T> made) {
        List<MetricPlan> wanted = plans.stream().filter(p -> p.need().paired()).toList();
        List<T> all = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            for (int j = i + 1; j < wanted.size(); j++) {
                all.add(made.apply(wanted.get(i), wanted.get(j)));
            }
        }
        return all;
    }

    private Step pair(MetricPlan first, MetricPlan second) {
        String id = pairId(first, second);
        return new Step(
                id,
                "Moments of " + Sql.comment(first.name()) + " and " + Sql.comment(second.name()) + " together.",
                "SELECT\n" + block(id, ids(both(first, second))) + "\nFROM covey_values\nWHERE excluded = 0 AND "
                        + first.columns().getFirst().id() + " IS NOT NULL AND "
                        + second.columns().getFirst().id() + " IS NOT NULL",
                Step.Kind.READ);
    }

    private static String pairId(MetricPlan first, MetricPlan second) {
        return "pair_" + first.id() + "_" + second.id();
    }

    private static List<ValueColumn> both(MetricPlan first, MetricPlan second) {
        List<ValueColumn> columns = new ArrayList<>(first.columns());
        columns.addAll(second.columns());
        return columns;
    }

    /** Cumulative blocks by day and blocks by age, per arm, declared exclusions left out. */
    Optional<Step> series() {
        List<String> blocks = new ArrayList<>();
        for (MetricPlan plan : plans) {
            for (MetricPlan.Snapshot snapshot : both(plan)) {
                blocks.add(block(seriesId(snapshot), ids(snapshot.columns())));
            }
        }
        if (blocks.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Step(
                "series",
                "Cumulative snapshots by day, and effects by whole days since entry.",
                "SELECT\n  arm,\n" + String.join(",\n", blocks)
                        + "\nFROM covey_values\nWHERE excluded = 0\nGROUP BY arm\nORDER BY arm",
                Step.Kind.READ));
    }

    /** The block of one point of a series. */
    Optional<Cell> point(Row row, MetricPlan.Snapshot snapshot) {
        return moments(row, seriesId(snapshot), snapshot.columns().size())
                .map(m -> new Cell(row.text("arm"), snapshot.label(), "", "", false, m));
    }

    /** Whether every moment of the metric in a row is a finite number: a sum of finite values need not be. */
    boolean finite(Row row, MetricPlan plan) {
        return row.columns().stream()
                .filter(c -> c.startsWith(plan.id() + "_"))
                .allMatch(c -> Double.isFinite(row.maybeNumber(c).orElse(0)));
    }

    private static List<MetricPlan.Snapshot> both(MetricPlan plan) {
        List<MetricPlan.Snapshot> all = new ArrayList<>(plan.snapshots());
        all.addAll(plan.ages());
        return all;
    }

    private static String seriesId(MetricPlan.Snapshot snapshot) {
        return snapshot.columns().getFirst().id().replaceAll("_y$", "");
    }

    private static String segment(Row row, String slice) {
        return slice.isEmpty() ? "" : row.text("segment");
    }

    private static List<String> ids(List<ValueColumn> columns) {
        return columns.stream().map(ValueColumn::id).toList();
    }

    private String block(String id, List<String> columns) {
        return block(dialect, id, columns);
    }

    /** Moments of columns as items of a select, the first telling which units count; {@link #moments} reads them. */
    static String block(Dialect dialect, String id, List<String> columns) {
        List<String> parts = new ArrayList<>();
        parts.add("  count(" + columns.getFirst() + ") AS " + id + "_n");
        for (int i = 0; i < columns.size(); i++) {
            parts.add("  avg(" + columns.get(i) + ") AS " + id + "_avg_" + i);
        }
        for (int i = 0; i < columns.size(); i++) {
            parts.add("  " + dialect.varPop(columns.get(i)) + " AS " + id + "_cov_" + i + "_" + i);
            for (int j = i + 1; j < columns.size(); j++) {
                parts.add(
                        "  " + dialect.covarPop(columns.get(i), columns.get(j)) + " AS " + id + "_cov_" + i + "_" + j);
            }
        }
        return String.join(",\n", parts);
    }

    private static Optional<Moments> moments(Row row, String id, int k) {
        return moments(row, id, k, row.count(id + "_n"));
    }

    /** A block read from a row, over so many units; empty over none. */
    static Optional<Moments> moments(Row row, String id, int k, long n) {
        if (n == 0) {
            return Optional.empty();
        }
        double[] mean = new double[k];
        double[][] covariance = new double[k][k];
        for (int i = 0; i < k; i++) {
            mean[i] = row.number(id + "_avg_" + i);
            for (int j = i; j < k; j++) {
                covariance[i][j] = row.number(id + "_cov_" + i + "_" + j);
                covariance[j][i] = covariance[i][j];
            }
        }
        return Optional.of(Moments.ofPopulation(n, mean, covariance));
    }
}
