package covey.warehouse.sql;

import covey.data.ExperimentRequirement;
import covey.data.ExperimentRequirement.Covariate;
import covey.data.ExperimentRequirement.MetricNeed;
import covey.metric.Aggregate;
import covey.metric.Cap;
import covey.metric.Measure;
import covey.metric.Metric;
import covey.metric.Window;
import covey.result.Reason;
import covey.warehouse.dialect.Dialect;
import covey.warehouse.dialect.TimeKind;
import covey.warehouse.sql.ValueColumn.Attribute;
import covey.warehouse.sql.ValueColumn.Events;
import covey.warehouse.sql.ValueColumn.Shape;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Turns a metric and its covariates into columns of the per-unit table. */
final class MetricPlanner {
    /** Longest series of cumulative days; longer periods are sampled every few days. */
    private static final int MOST_SNAPSHOTS = 31;

    private final ExperimentRequirement need;
    private final Dialect dialect;
    private final ModelTables tables;
    private final List<String> attributes;

    /**
     * @param attributes numeric dimensions that {@code covey_units} carries, in the order of their columns
     */
    MetricPlanner(ExperimentRequirement need, Dialect dialect, ModelTables tables, List<String> attributes) {
        this.need = need;
        this.dialect = dialect;
        this.tables = tables;
        this.attributes = attributes;
    }

    /** The columns of one metric. */
    MetricPlan plan(int number, MetricNeed metricNeed) {
        String id = "m" + number;
        Metric metric = metricNeed.metric();
        check(metric);
        String eligible = eligible(metric);
        List<ValueColumn> columns = new ArrayList<>(values(id, metric, mainFrames(metric), eligible));
        for (Covariate covariate : metricNeed.covariates()) {
            if (covariate instanceof Covariate.Before before) {
                check(before.metric());
            }
        }
        columns.addAll(covariates(id, metricNeed, eligible));
        if (metricNeed.overTime() && need.exposure().rehearsed()) {
            return new MetricPlan(id, metricNeed, columns, weeks(id, metricNeed), List.of());
        }
        if (metricNeed.overTime() && overTimeMakesSense(metric)) {
            return new MetricPlan(id, metricNeed, columns, snapshots(id, metric), ages(id, metric));
        }
        return new MetricPlan(id, metricNeed, columns, List.of(), List.of());
    }

    private List<ValueColumn> values(String id, Metric metric, List<Timeframe> frames, String eligible) {
        List<Aggregate> aggregates = metric.measure().aggregates();
        Shape shape = switch (metric.measure()) {
            case Measure.Proportion _, Measure.Retention _ -> Shape.INDICATOR;
            case Measure.Participation _ -> Shape.DIVIDED_BY_ELIGIBLE_DAYS;
            case Measure.Mean _, Measure.Ratio _, Measure.Quantile _, Measure.Computed _ -> Shape.VALUE;
        };
        List<ValueColumn> columns = new ArrayList<>();
        for (int i = 0; i < aggregates.size(); i++) {
            String role = i == 0 ? "y" : "d";
            columns.add(new ValueColumn(
                    id + "_" + role,
                    role,
                    new Events(aggregates.get(i), frames.get(i), shape),
                    metric.cap(),
                    eligible));
        }
        return columns;
    }

    private List<ValueColumn> covariates(String id, MetricNeed metricNeed, String eligible) {
        List<ValueColumn> columns = new ArrayList<>();
        for (Covariate covariate : metricNeed.covariates()) {
            columns.addAll(covariate(id + "_x" + (columns.size() + 1), covariate, eligible));
        }
        return columns;
    }

    private List<ValueColumn> covariate(String id, Covariate covariate, String eligible) {
        return switch (covariate) {
            case Covariate.Attribute attribute ->
                List.of(new ValueColumn(
                        id,
                        attribute.label(),
                        new Attribute("attr_" + (attributes.indexOf(attribute.dimension()) + 1)),
                        Optional.empty(),
                        eligible));
            case Covariate.Before before -> before(id, before, eligible);
        };
    }

    /** A metric before entry; of a ratio both sides, since each carries its own information. */
    private List<ValueColumn> before(String id, Covariate.Before before, String eligible) {
        List<ValueColumn> columns = new ArrayList<>();
        Metric metric = before.metric();
        Shape shape = metric.measure() instanceof Measure.Proportion || metric.measure() instanceof Measure.Retention
                ? Shape.INDICATOR
                : Shape.VALUE;
        int side = 0;
        for (Aggregate aggregate : metric.measure().aggregates()) {
            if (!tables.of(aggregate.model()).timed()) {
                throw new CompileException(
                        Reason.QUERY_FAILED,
                        "covariate '" + metric.name() + "' is asked for before entry, but model '" + aggregate.model()
                                + "' has no time",
                        "declare agg_time_dimension, or use a numeric dimension of the unit as covariate");
            }
            Optional<Cap> cap = metric.cap().filter(c -> c.quantile().isPresent());
            String suffix = side == 0 ? "" : "d";
            String label = before.label() + (side == 0 ? "" : " (denominator)");
            columns.add(new ValueColumn(
                    id + suffix,
                    label,
                    new Events(aggregate, new Timeframe.Before(before.lookback()), shape),
                    cap,
                    eligible));
            side++;
        }
        return columns;
    }

    private List<Timeframe> mainFrames(Metric metric) {
        List<Timeframe> frames = new ArrayList<>();
        for (Aggregate aggregate : metric.measure().aggregates()) {
            frames.add(frame(aggregate.model(), metric.window()));
        }
        return frames;
    }

    private Timeframe frame(String model, Window window) {
        if (!tables.of(model).timed()) {
            return new Timeframe.Always();
        }
        if (window.to().isPresent()) {
            return new Timeframe.After(window.from(), window.to().get());
        }
        return new Timeframe.Until(window.from(), endOfData());
    }

    /** Only units that have had the time a closed window asks for. */
    private String eligible(Metric metric) {
        Optional<Duration> to = metric.window().to();
        boolean timed = metric.measure().aggregates().stream()
                .allMatch(a -> tables.of(a.model()).timed());
        if (!timed) {
            return "";
        }
        if (to.isEmpty()) {
            // a share of days needs at least one
            boolean late = metric.measure() instanceof Measure.Participation
                    && !metric.window().from().isZero();
            return late
                    ? dialect.plus("u.entry_at", metric.window().from()) + " < " + dialect.timestamp(endOfData())
                    : "";
        }
        Instant complete = completeUntil(metric);
        return dialect.plus("u.entry_at", to.get()) + " <= " + dialect.timestamp(complete);
    }

    private Instant completeUntil(Metric metric) {
        Instant complete = need.asOf();
        for (Aggregate aggregate : metric.measure().aggregates()) {
            String until = tables.of(aggregate.model()).freshness().completeUntil();
            if (!until.isEmpty() && Instant.parse(until).isBefore(complete)) {
                complete = Instant.parse(until);
            }
        }
        return complete;
    }

    private static boolean overTimeMakesSense(Metric metric) {
        boolean additive = metric.measure() instanceof Measure.Mean
                || metric.measure() instanceof Measure.Proportion
                || metric.measure() instanceof Measure.Ratio;
        return additive && metric.window().to().isEmpty();
    }

    private List<MetricPlan.Snapshot> snapshots(String id, Metric metric) {
        List<MetricPlan.Snapshot> snapshots = new ArrayList<>();
        if (!timed(metric)) {
            return snapshots;
        }
        LocalDate first = need.start().atZone(need.zone()).toLocalDate();
        Instant last = endOfData();
        long days = Math.max(1, Duration.between(need.start(), last).toDays());
        long every = (days + MOST_SNAPSHOTS - 1) / MOST_SNAPSHOTS;
        int k = 0;
        for (LocalDate day = first; ; day = day.plusDays(every)) {
            Instant dayEnd = day.plusDays(1).atStartOfDay(need.zone()).toInstant();
            if (dayEnd.isAfter(last)) {
                break;
            }
            k++;
            String entered = "u.entry_at < " + dialect.timestamp(dayEnd);
            List<Timeframe> frames = metric.measure().aggregates().stream()
                    .map(a -> (Timeframe) new Timeframe.Until(metric.window().from(), dayEnd))
                    .toList();
            snapshots.add(MetricPlan.Snapshot.on(day, values(id + "_c" + k, metric, frames, entered)));
        }
        return snapshots;
    }

    /**
     * What experiments of one week, two weeks, ... would have seen: the units that entered by then with all that they did
     * by then, covariates too. Of a metric with a closed window the days of entry tell as much.
     */
    private List<MetricPlan.Snapshot> weeks(String id, MetricNeed metricNeed) {
        Metric metric = metricNeed.metric();
        List<MetricPlan.Snapshot> weeks = new ArrayList<>();
        if (!timed(metric) || metric.window().to().isPresent() || overEvents(metric)) {
            return weeks;
        }
        for (LocalDate day : need.wholeWeeks()) {
            Instant end = day.atStartOfDay(need.zone()).toInstant();
            String entered = dialect.plus("u.entry_at", metric.window().from()) + " < " + dialect.timestamp(end);
            Timeframe frame = new Timeframe.Until(metric.window().from(), end);
            List<Timeframe> frames =
                    Collections.nCopies(metric.measure().aggregates().size(), frame);
            String point = id + "_c" + (weeks.size() + 1);
            List<ValueColumn> columns = new ArrayList<>(values(point, metric, frames, entered));
            columns.addAll(covariates(point, metricNeed, entered));
            weeks.add(MetricPlan.Snapshot.on(day.minusDays(1), columns));
        }
        return weeks;
    }

    /** A quantile over events has no value of a unit. */
    private static boolean overEvents(Metric metric) {
        return metric.measure() instanceof Measure.Quantile q && q.over() == Measure.Quantile.Over.EVENT;
    }

    private List<MetricPlan.Snapshot> ages(String id, Metric metric) {
        List<MetricPlan.Snapshot> ages = new ArrayList<>();
        if (!timed(metric)) {
            return ages;
        }
        Instant last = endOfData().isBefore(completeUntil(metric)) ? endOfData() : completeUntil(metric);
        long days =
                Math.min(MOST_SNAPSHOTS, Duration.between(need.start(), last).toDays());
        for (int k = 0; k < days; k++) {
            Duration to = Duration.ofDays(k + 1L);
            Duration delay = metric.window().from();
            if (delay.compareTo(to) >= 0) {
                continue;
            }
            Timeframe day =
                    delay.compareTo(Duration.ofDays(k)) > 0 ? new Timeframe.After(delay, to) : new Timeframe.Day(k);
            String eligible = dialect.plus("u.entry_at", to) + " <= " + dialect.timestamp(last);
            List<Timeframe> frames =
                    Collections.nCopies(metric.measure().aggregates().size(), day);
            ages.add(new MetricPlan.Snapshot(Integer.toString(k), values(id + "_a" + k, metric, frames, eligible)));
        }
        return ages;
    }

    private boolean timed(Metric metric) {
        return tables.of(need.exposure().model()).timed()
                && metric.measure().aggregates().stream()
                        .allMatch(a -> tables.of(a.model()).timed());
    }

    private void check(Metric metric) {
        if (metric.measure() instanceof Measure.Ratio
                && metric.cap().filter(c -> c.value().isPresent()).isPresent()) {
            throw new CompileException(
                    Reason.NOT_SUPPORTED,
                    "a fixed cap on a ratio would cut both sides at the same number",
                    "use cap: {quantile: ...}, which is fitted on each side");
        }
        ModelTable exposures = tables.of(need.exposure().model());
        for (Aggregate aggregate : metric.measure().aggregates()) {
            ModelTable table = tables.of(aggregate.model());
            tables.requireSound(table, need.unit());
            table.requireSameKey(exposures, need.unit());
            refuseMixedZones(exposures, table);
            if (!table.timed() && metric.measure() instanceof Measure.Participation) {
                throw new CompileException(
                        Reason.NOT_SUPPORTED,
                        "participation counts days, but model '" + aggregate.model() + "' has no time",
                        "declare agg_time_dimension, or use type: proportion");
            }
        }
    }

    /** Wall clocks and instants are never compared unless somebody said which zone the clock is in. */
    private static void refuseMixedZones(ModelTable exposures, ModelTable table) {
        if (!exposures.timed() || !table.timed() || table.zoneNamed() == exposures.zoneNamed()) {
            return;
        }
        ModelTable bare = table.zoneNamed() ? exposures : table;
        ModelTable zoned = table.zoneNamed() ? table : exposures;
        throw new CompileException(
                Reason.QUERY_FAILED,
                "mixed time zones: " + zoned.model().name() + " names its time zone, "
                        + bare.model().name() + "."
                        + bare.model().aggTimeDimension().orElse("")
                        + " is a " + (bare.timeKind() == TimeKind.DATE ? "date" : "wall clock") + " without one",
                "say which zone it is in: dimension: {type: time, timezone: UTC}");
    }

    private Instant endOfData() {
        return need.asOf().isBefore(need.end()) ? need.asOf() : need.end();
    }
}
