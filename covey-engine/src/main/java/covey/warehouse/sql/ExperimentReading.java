package covey.warehouse.sql;

import covey.data.ExperimentData;
import covey.data.ExperimentData.AppliedCap;
import covey.data.ExperimentData.ArmLosses;
import covey.data.ExperimentData.Cell;
import covey.data.ExperimentData.ExposureCounts;
import covey.data.ExperimentData.Failure;
import covey.data.ExperimentData.Freshness;
import covey.data.ExperimentData.Losses;
import covey.data.ExperimentData.MetricCells;
import covey.data.ExperimentData.QuantileCell;
import covey.data.ExperimentData.QuantileCells;
import covey.data.ExperimentData.Recomputed;
import covey.data.ExperimentData.RowLosses;
import covey.data.ExperimentData.UnitCell;
import covey.data.ExperimentRequirement;
import covey.data.Groups;
import covey.data.Groups.Membership;
import covey.data.Groups.SegmentCells;
import covey.data.LookHistory;
import covey.result.Reason;
import covey.warehouse.sql.ValueColumn.Events;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Answers as data. */
final class ExperimentReading {
    private final ExperimentRequirement need;
    private final ExperimentScript script;
    private final Map<String, List<Answer>> answers;

    ExperimentReading(ExperimentRequirement need, ExperimentScript script, Map<String, List<Answer>> answers) {
        this.need = need;
        this.script = script;
        this.answers = answers;
    }

    /** The whole answer; a metric whose moments overflow is a failure of its own. */
    ExperimentData data(Map<String, Failure> known, Map<String, Freshness> freshness) {
        Map<String, Failure> failures = new TreeMap<>(known);
        List<MetricCells> metrics = new ArrayList<>();
        List<QuantileCells> quantiles = new ArrayList<>();
        for (MetricPlan plan : script.plans()) {
            Optional<Failure> failure = failure(plan);
            if (failure.isPresent()) {
                failures.put(plan.name(), failure.get());
            } else if (plan.quantile().isPresent()) {
                quantiles.add(new QuantileCells(
                        plan.name(),
                        plan.quantile().get().quantile(),
                        quantileCells(plan),
                        losses(plan),
                        rows(plan.id() + "_values").stream()
                                .map(QuantilesSql::value)
                                .toList(),
                        script.quantilesSql().weeks(rows(plan.id() + "_quantile_weeks"), plan)));
            } else {
                metrics.add(metricCells(plan));
            }
        }
        Groups groups = groups();
        return new ExperimentData(
                exposures(),
                metrics,
                quantiles,
                failures,
                freshness,
                LookHistory.NONE,
                groups,
                script.momentsSql().pairs(this::rows));
    }

    private Groups groups() {
        MomentsSql moments = script.momentsSql();
        Groups whole = moments.groups(rows("groups"));
        List<SegmentCells> segments = IntStream.rangeClosed(1, need.slices().size())
                .boxed()
                .flatMap(i -> moments.segments(rows("groups_s" + i), i).stream())
                .toList();
        Optional<Membership> membership = rows("memberships").stream()
                .findFirst()
                .flatMap(row -> script.memberships()
                        .map(kind -> new Membership(
                                kind,
                                row.count("units"),
                                row.count("moved"),
                                row.count("several"),
                                row.count("late"))));
        return new Groups(whole.units(), whole.metrics(), whole.withoutGroup(), segments, membership)
                .with(script.pairsSql().pairing(answers));
    }

    private Optional<Failure> failure(MetricPlan plan) {
        Optional<Failure> unmatched = unmatched(plan);
        if (unmatched.isPresent()) {
            return unmatched;
        }
        MomentsSql moments = script.momentsSql();
        boolean finite = Stream.of("moments", "groups", "series")
                .flatMap(step -> rows(step).stream())
                .allMatch(row -> moments.finite(row, plan));
        return finite
                ? Optional.empty()
                : Optional.of(new Failure(
                        Reason.NOT_FINITE.name(),
                        plan.name() + " sums to infinity: its values are too large for a double",
                        "look at the largest values of its model, or set a cap"));
    }

    /** A metric whose rows find their unit through a link more rarely than the project says they must. */
    private Optional<Failure> unmatched(MetricPlan plan) {
        for (ValueColumn column : plan.columns()) {
            if (column.source() instanceof Events source) {
                OptionalDouble matched = matched(source);
                if (matched.isPresent()) {
                    Optional<CompileException> fault = script.scan(source).unmatched(matched.getAsDouble());
                    if (fault.isPresent()) {
                        CompileException e = fault.get();
                        return Optional.of(new Failure(e.reason().name(), e.getMessage(), e.advice()));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private List<Answer> rows(String step) {
        return answers.getOrDefault(step, List.of());
    }

    private ExposureCounts exposures() {
        Answer counts = rows("exposure_counts").getFirst();
        long units = 0;
        long exposureRows = 0;
        long unitArms = 0;
        long multiple = 0;
        long defective = 0;
        long seenBefore = 0;
        Map<String, Long> unsound = new TreeMap<>();
        Map<String, Long> multipleByArm = new TreeMap<>();
        for (Answer row : rows("entered_counts")) {
            units += row.count("units");
            exposureRows += row.count("exposure_rows");
            unitArms += row.count("unit_arms");
            multiple += row.count("multiple_arms");
            defective += row.count("defective");
            multipleByArm.put(row.text("arm"), row.count("multiple_arms"));
            seenBefore += row.count("seen_before");
            unsound.put(row.text("arm"), row.count("unsound"));
        }
        Map<String, Long> unknown = new LinkedHashMap<>();
        for (Answer row : rows("exposure_counts")) {
            if (row.count("all_rows") == 0) {
                unknown.put(row.text("unknown_arm"), row.count("rows_in_period"));
            }
        }
        List<UnitCell> cells = new ArrayList<>();
        MomentsSql moments = script.momentsSql();
        rows("moments").forEach(row -> cells.add(moments.units(row, "")));
        for (int i = 1; i <= need.slices().size(); i++) {
            String slice = need.slices().get(i - 1);
            rows("moments_s" + i).forEach(row -> cells.add(moments.units(row, slice)));
        }
        return new ExposureCounts(
                counts.count("rows_in_period"),
                units,
                exposureRows - unitArms,
                counts.count("before_start"),
                counts.count("after_end"),
                counts.count("null_rows"),
                multiple,
                multipleByArm,
                defective,
                counts.count("defective_rows"),
                unknown,
                seenBefore,
                unsound,
                cells,
                recomputed(),
                rows("outside").stream().mapToLong(row -> row.count("units")).sum());
    }

    private Recomputed recomputed() {
        return rows("recomputed").stream()
                .map(row -> new Recomputed(row.count("units"), row.count("other_arm"), row.count("outside")))
                .findFirst()
                .orElse(Recomputed.NONE);
    }

    private MetricCells metricCells(MetricPlan plan) {
        MomentsSql moments = script.momentsSql();
        List<Cell> cells = new ArrayList<>();
        rows("moments").forEach(row -> moments.cell(row, plan, "").ifPresent(cells::add));
        for (int i = 1; i <= need.slices().size(); i++) {
            String slice = need.slices().get(i - 1);
            rows("moments_s" + i).forEach(row -> moments.cell(row, plan, slice).ifPresent(cells::add));
        }
        List<Cell> snapshots = new ArrayList<>();
        List<Cell> ages = new ArrayList<>();
        for (Answer row : rows("series")) {
            plan.snapshots().forEach(s -> moments.point(row, s).ifPresent(snapshots::add));
            plan.ages().forEach(s -> moments.point(row, s).ifPresent(ages::add));
        }
        List<String> roles = plan.columns().stream().map(ValueColumn::role).toList();
        return new MetricCells(plan.name(), roles, cells, snapshots, ages, caps(plan), losses(plan));
    }

    private List<AppliedCap> caps(MetricPlan plan) {
        List<AppliedCap> caps = new ArrayList<>();
        for (Answer row : rows("cap_counts")) {
            for (ValueColumn column : plan.columns()) {
                if (column.cap().isEmpty() || !column.events() || row.isNull(column.id())) {
                    continue;
                }
                boolean sparse = row.count(column.id() + "_sparse") == 1;
                caps.add(new AppliedCap(
                        column.role(),
                        row.number(column.id()),
                        column.cap().get().quantile(),
                        sparse ? "units above zero" : "all units",
                        row.count(column.id() + "_capped"),
                        row.number(column.id() + "_removed")));
            }
        }
        return caps;
    }

    private Losses losses(MetricPlan plan) {
        long nulls = 0;
        long notFinite = 0;
        long withRows = Long.MAX_VALUE;
        OptionalDouble linked = OptionalDouble.empty();
        RowLosses unplaced = RowLosses.NONE;
        for (ValueColumn column : LossesSql.outcomes(plan)) {
            Events source = (Events) column.source();
            nulls += losses(column.id() + "_null") + losses(column.id() + "_undecided");
            notFinite += losses(column.id() + "_not_finite");
            withRows = Math.min(withRows, losses(column.id() + "_rows"));
            for (Answer row : rows(step(source, "_rows"))) {
                unplaced = unplaced.plus(script.scan(source).unplaced(source.aggregate(), row));
            }
            OptionalDouble matched = matched(source);
            if (matched.isPresent()) {
                linked = OptionalDouble.of(Math.min(linked.orElse(1), matched.getAsDouble()));
            }
        }
        Map<String, ArmLosses> arms = new TreeMap<>();
        rows("losses")
                .forEach(row -> arms.put(row.text("arm"), script.lossesSql().arm(plan, row)));
        long immature = losses("units") - losses(plan.id() + "_mature");
        return new Losses(
                nulls, notFinite, immature, withRows, linked, losses(plan.id() + "_without_value"), unplaced, arms);
    }

    /** A count of all arms together. */
    private long losses(String column) {
        return rows("losses").stream().mapToLong(row -> row.countOrZero(column)).sum();
    }

    private String step(Events source, String suffix) {
        return script.scan(source).target().replace("covey_", "") + suffix;
    }

    /** Share of a model's rows that find their unit through a link; empty without a link or rows. */
    private OptionalDouble matched(Events source) {
        for (Answer row : rows(step(source, "_links"))) {
            if (row.count("link_rows") > 0) {
                return OptionalDouble.of((double) row.count("link_matched") / row.count("link_rows"));
            }
        }
        return OptionalDouble.empty();
    }

    private List<QuantileCell> quantileCells(MetricPlan plan) {
        QuantilesSql sql = script.quantilesSql();
        List<QuantileCell> cells = new ArrayList<>();
        String name = plan.id() + "_quantile";
        cells.addAll(sql.cells(rows(name), plan, ""));
        for (int i = 1; i <= need.slices().size(); i++) {
            String slice = need.slices().get(i - 1);
            cells.addAll(sql.cells(rows(name + "_s" + i), plan, slice));
        }
        return cells;
    }
}
