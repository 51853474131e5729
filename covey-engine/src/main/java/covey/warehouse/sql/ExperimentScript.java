package covey.warehouse.sql;

import covey.data.ExperimentData.Failure;
import covey.data.ExperimentRequirement;
import covey.data.ExperimentRequirement.Covariate;
import covey.data.ExperimentRequirement.MetricNeed;
import covey.data.Groups.Membership;
import covey.metric.Aggregate;
import covey.result.Reason;
import covey.warehouse.SqlSession;
import covey.warehouse.TableColumn;
import covey.warehouse.WarehouseException;
import covey.warehouse.dialect.Dialect;
import covey.warehouse.sql.QuantilesSql.View;
import covey.warehouse.sql.ScriptRun.Step;
import covey.warehouse.sql.ValueColumn.Events;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The whole script of an experiment: every statement in order, and the plan by which its answers are read. */
final class ExperimentScript {
    private final ExperimentRequirement need;
    private final SqlSession session;
    private final Dialect dialect;
    private final ModelTables tables;
    private final Map<String, Failure> failures = new TreeMap<>();
    private final Map<String, Failure> unreadable = new TreeMap<>();
    private final List<String> attributes = new ArrayList<>();
    private final List<MetricPlan> plans = new ArrayList<>();
    private final Map<String, Map<String, TableColumn>> kinds = new LinkedHashMap<>();
    private final Map<String, EventsSql> events = new LinkedHashMap<>();
    private final Map<String, SeriesSql> series = new LinkedHashMap<>();

    /**
     * @param known metrics that are already known to fail
     */
    ExperimentScript(ExperimentRequirement need, SqlSession session, ModelTables tables, Map<String, Failure> known) {
        this.need = need;
        this.session = session;
        this.dialect = session.dialect();
        this.tables = tables;
        failures.putAll(known);
        requireExposures(tables.of(need.exposure().model()));
        probeSlices();
        probePopulation();
        probeAttributes();
        need.metrics().forEach(this::plan);
        scans();
    }

    /** Metrics that cannot be measured, with the reason. */
    Map<String, Failure> failures() {
        return Map.copyOf(failures);
    }

    List<MetricPlan> plans() {
        return List.copyOf(plans);
    }

    /** The scan of the model that a column is read from. */
    EventsSql scan(Events source) {
        return Objects.requireNonNull(
                events.get(source.aggregate().model()), source.aggregate().model());
    }

    /** Names of all temporary tables. */
    List<String> temporaryTables() {
        List<String> names = new ArrayList<>(List.of("covey_entered", "covey_units", "covey_caps", "covey_values"));
        if (need.exposure().population().restricted()) {
            names.add("covey_exposed");
        }
        events.values().forEach(e -> names.add(e.target()));
        series.values().forEach(s -> names.add(s.target()));
        return names;
    }

    /** What is known of the time of memberships in the groups. */
    Optional<Membership.Kind> memberships() {
        return need.grouping()
                .group()
                .filter(g -> !g.equals(need.unit()))
                .map(new DimensionSql(tables, need.unit())::kind);
    }

    MomentsSql momentsSql() {
        return new MomentsSql(need, dialect, plans);
    }

    PairsSql pairsSql() {
        return new PairsSql(need, dialect, plans);
    }

    LossesSql lossesSql() {
        return new LossesSql(dialect, plans, events);
    }

    QuantilesSql quantilesSql() {
        return new QuantilesSql(need, dialect);
    }

    /** Every statement in order. */
    List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        UnitsSql units = new UnitsSql(need, tables);
        steps.add(units.counts());
        steps.addAll(units.entered());
        steps.add(units.enteredCounts());
        units.recomputed().ifPresent(steps::add);
        steps.add(units.units(attributes));
        units.memberships().ifPresent(steps::add);
        for (EventsSql scan : events.values()) {
            steps.add(scan.scan());
            scan.links().ifPresent(steps::add);
            scan.unplaced().ifPresent(steps::add);
        }
        series.values().forEach(s -> steps.add(s.scan()));
        ValuesSql values = new ValuesSql(need, dialect, plans, events, series);
        if (values.fitsCaps()) {
            steps.add(values.caps());
        }
        if (!values.capped().isEmpty()) {
            steps.add(values.capCounts());
        }
        steps.add(values.values());
        steps.add(lossesSql().losses());
        MomentsSql moments = momentsSql();
        slices().forEach(slice -> steps.add(moments.cells(slice)));
        moments.groups().ifPresent(steps::add);
        steps.addAll(moments.groupSlices());
        moments.series().ifPresent(steps::add);
        steps.addAll(moments.pairs());
        steps.addAll(pairsSql().steps());
        for (MetricPlan plan : plans) {
            if (plan.quantile().isPresent()) {
                slices().forEach(slice -> steps.add(quantile(plan, slice)));
                if (quantilesSql().weekly(plan)) {
                    steps.add(weeks(plan));
                }
            }
        }
        return steps;
    }

    /** All units first, then each slice. */
    private List<Optional<Integer>> slices() {
        List<Optional<Integer>> slices = new ArrayList<>();
        slices.add(Optional.empty());
        for (int i = 1; i <= need.slices().size(); i++) {
            slices.add(Optional.of(i));
        }
        return slices;
    }

    private Step quantile(MetricPlan plan, Optional<Integer> slice) {
        boolean hashed = need.exposure().buckets() > 1;
        if (!plan.overEvents()) {
            return hashed ? quantilesSql().valuesOfUnits(plan) : quantilesSql().ofUnits(plan, View.of(slice));
        }
        Events source = (Events) plan.columns().getFirst().source();
        String model = source.aggregate().model();
        return hashed
                ? quantilesSql().valuesOfEvents(plan, tables.of(model), scan(source), rows(model))
                : quantilesSql().ofEvents(plan, tables.of(model), scan(source), rows(model), View.of(slice));
    }

    private Step weeks(MetricPlan plan) {
        if (!plan.overEvents()) {
            return quantilesSql().ofUnits(plan, View.everyWeek());
        }
        Events source = (Events) plan.columns().getFirst().source();
        String model = source.aggregate().model();
        return quantilesSql().ofEvents(plan, tables.of(model), scan(source), rows(model), View.everyWeek());
    }

    private RowSql rows(String model) {
        return new RowSql(dialect, model, kinds.getOrDefault(model, Map.of()));
    }

    /** Exposures that do not reach their unit stop the run: who is in the experiment is unknown then. */
    private void requireExposures(ModelTable exposures) {
        tables.requireSound(exposures, need.unit());
        new UnitsSql(need, tables)
                .matched()
                .map(sql -> session.query(sql, Answer::of).getFirst())
                .filter(row -> row.count("link_rows") > 0)
                .flatMap(row ->
                        exposures.unmatched(need.unit(), (double) row.count("link_matched") / row.count("link_rows")))
                .ifPresent(e -> {
                    throw e;
                });
    }

    /** A slice that cannot be read stops the run: it is part of the question, not one metric. */
    private void probeSlices() {
        DimensionSql dimensions = new DimensionSql(tables, need.unit());
        List<String> dimensionsOfUnits = new ArrayList<>(need.slices());
        dimensionsOfUnits.addAll(need.exposure().population().dimensions());
        need.grouping().dimensions().stream()
                .filter(d -> !d.equals(need.unit()))
                .forEach(dimensionsOfUnits::add);
        for (String slice : dimensionsOfUnits) {
            try {
                refuseOtherKey(dimensions, slice);
                session.describe(dimensions.probe(slice));
            } catch (WarehouseException e) {
                throw new CompileException(
                        Reason.QUERY_FAILED, "dimension '" + slice + "': " + e.getMessage(), e.advice());
            }
        }
    }

    private void probePopulation() {
        if (need.exposure().population().restricted()) {
            try {
                session.describe(new UnitsSql(need, tables).enteredUnits());
            } catch (WarehouseException e) {
                throw new CompileException(Reason.QUERY_FAILED, "population: " + e.getMessage(), e.advice());
            }
        }
    }

    private void probeAttributes() {
        DimensionSql dimensions = new DimensionSql(tables, need.unit());
        for (String name : wantedAttributes()) {
            try {
                refuseOtherKey(dimensions, name);
                requireNumber(name, session.describe(dimensions.probe(name)).getFirst());
                attributes.add(name);
            } catch (CompileException e) {
                unreadable.put(name, new Failure(e.reason().name(), "covariate: " + e.getMessage(), e.advice()));
            } catch (WarehouseException e) {
                unreadable.put(
                        name,
                        new Failure(
                                Reason.QUERY_FAILED.name(), "covariate '" + name + "': " + e.getMessage(), e.advice()));
            }
        }
    }

    private void refuseOtherKey(DimensionSql dimensions, String name) {
        ModelTable table = tables.of(dimensions.dimension(name).model());
        tables.requireSound(table, need.unit());
        table.requireSameKey(tables.of(need.exposure().model()), need.unit());
    }

    private static void requireNumber(String dimension, TableColumn column) {
        switch (column.kind()) {
            case NUMBER, BOOLEAN, OTHER -> {}
            case TEXT, DATE, NAIVE_TIMESTAMP, ZONED_TIMESTAMP ->
                throw new CompileException(
                        Reason.QUERY_FAILED,
                        "dimension '" + dimension + "' is " + column.type() + ", not a number",
                        "adjust by a number, or use the dimension as a slice with post-stratification");
        }
    }

    private Set<String> wantedAttributes() {
        Set<String> names = new LinkedHashSet<>();
        for (MetricNeed metric : need.metrics()) {
            if (!failures.containsKey(metric.metric().name())) {
                names.addAll(attributesOf(metric));
            }
        }
        return names;
    }

    private static List<String> attributesOf(MetricNeed metric) {
        return metric.covariates().stream()
                .filter(c -> c instanceof Covariate.Attribute)
                .map(c -> ((Covariate.Attribute) c).dimension())
                .toList();
    }

    private void plan(MetricNeed metric) {
        String name = metric.metric().name();
        if (failures.containsKey(name)) {
            return;
        }
        for (String attribute : attributesOf(metric)) {
            Failure failure = unreadable.get(attribute);
            if (failure != null) {
                failures.put(name, failure);
                return;
            }
        }
        try {
            int number = need.metrics().indexOf(metric) + 1;
            MetricPlan plan = new MetricPlanner(need, dialect, tables, attributes).plan(number, metric);
            probe(plan);
            plans.add(plan);
        } catch (CompileException e) {
            List<String> models = metric.metric().measure().aggregates().stream()
                    .map(Aggregate::model)
                    .toList();
            CompileException first = tables.empty(models).orElse(e);
            failures.put(name, new Failure(first.reason().name(), first.getMessage(), first.advice()));
        } catch (WarehouseException e) {
            failures.put(name, new Failure(Reason.QUERY_FAILED.name(), e.getMessage(), e.advice()));
        }
    }

    /** Asks the engine what each row expression is, so that a wrong one fails alone and before anything runs. */
    private void probe(MetricPlan plan) {
        Set<Aggregate> seen = new LinkedHashSet<>();
        for (ValueColumn column : plan.all()) {
            if (!(column.source() instanceof Events source) || !seen.add(source.aggregate())) {
                continue;
            }
            Aggregate aggregate = source.aggregate();
            String expr = aggregate.expr().equals("*") ? "1" : aggregate.expr();
            String select = "SELECT (" + expr + ") AS probe FROM "
                    + tables.of(aggregate.model()).sourceFor(need.unit())
                    + (aggregate.filter().isEmpty() ? "" : " WHERE (" + aggregate.filter() + ")");
            kinds.computeIfAbsent(aggregate.model(), _ -> new LinkedHashMap<>())
                    .put(aggregate.expr(), session.describe(select).getFirst());
            // refuses an expression that is no number
            rows(aggregate.model()).value(aggregate);
        }
    }

    /** One scan per model for all its metrics, and one for the points of its series. */
    private void scans() {
        Map<String, List<ValueColumn>> columns = new LinkedHashMap<>();
        Map<String, List<ValueColumn>> points = new LinkedHashMap<>();
        for (MetricPlan plan : plans) {
            for (ValueColumn column : plan.all()) {
                if (column.source() instanceof Events source) {
                    (SeriesSql.takes(column) ? points : columns)
                            .computeIfAbsent(source.aggregate().model(), _ -> new ArrayList<>())
                            .add(column);
                }
            }
        }
        columns.forEach((model, asked) ->
                events.put(model, new EventsSql(need, tables.of(model), events.size() + 1, rows(model), asked)));
        points.forEach((model, asked) ->
                series.put(model, new SeriesSql(need, tables.of(model), series.size() + 1, rows(model), asked)));
    }
}
