package covey.warehouse.sql;

import covey.data.ExperimentData;
import covey.data.ExperimentData.AppliedCap;
import covey.data.ExperimentData.Cell;
import covey.data.ExperimentData.ExposureCounts;
import covey.data.ExperimentData.Losses;
import covey.data.ExperimentData.MetricCells;
import covey.data.ExperimentData.UnitCell;
import covey.data.ExperimentRequirement;
import covey.data.ExperimentRequirement.ArmValue;
import covey.data.ExperimentRequirement.Covariate;
import covey.data.ExperimentRequirement.MetricNeed;
import covey.metric.Aggregate;
import covey.metric.Cap;
import covey.metric.Measure;
import covey.metric.Metric;
import covey.stats.moment.Moments;
import covey.warehouse.sql.Ground.Event;
import covey.warehouse.sql.Ground.Exposure;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The same questions answered by loops over the rows. */
final class Oracle {
    private static final Duration DAY = Duration.ofDays(1);

    private final Ground ground;
    private final ExperimentRequirement need;
    private final Map<String, Entered> entered = new LinkedHashMap<>();
    private final Map<String, Map<String, List<Event>>> indexed = new LinkedHashMap<>();
    private final OracleSlices slices;
    final List<Entered> units;

    /** A unit that entered. */
    static final class Entered {
        final String id;
        final Map<String, Instant> firsts = new TreeMap<>();
        boolean defective;
        boolean seenBefore;
        boolean undeclared;
        int rows;

        Entered(String id) {
            this.id = id;
        }

        Instant entry() {
            return firsts.values().stream().min(Comparator.naturalOrder()).orElseThrow();
        }

        String arm() {
            return firsts.keySet().iterator().next();
        }
    }

    /** When a row counts: half-open, from the unit's entry. */
    interface Frame {
        Instant from(Instant entry);

        Instant to(Instant entry);

        static Frame of(Function<Instant, Instant> from, Function<Instant, Instant> to) {
            return new Frame() {
                @Override
                public Instant from(Instant entry) {
                    return from.apply(entry);
                }

                @Override
                public Instant to(Instant entry) {
                    return to.apply(entry);
                }
            };
        }
    }

    Oracle(Ground ground, ExperimentRequirement need) {
        this.ground = ground;
        this.need = need;
        for (Exposure e : sampled()) {
            String arm = arm(e.arm());
            if (e.unit() != null && arm != null && inPeriod(e)) {
                Entered unit = entered.computeIfAbsent(e.unit(), Entered::new);
                unit.firsts.merge(arm, Objects.requireNonNull(e.at()), (a, b) -> a.isBefore(b) ? a : b);
                unit.defective |= !Boolean.TRUE.equals(e.sound());
                unit.rows++;
            }
        }
        for (Exposure e : sampled()) {
            Entered unit = entered.get(e.unit());
            if (unit != null && e.arm() != null && e.at() != null) {
                unit.seenBefore |= arm(e.arm()) != null && e.at().isBefore(need.start());
                unit.undeclared |= arm(e.arm()) == null && inPeriod(e);
            }
        }
        units = entered.values().stream()
                .filter(u -> !several(u) && !u.seenBefore && !u.defective)
                .toList();
        slices = new OracleSlices(ground, units);
    }

    private static boolean several(Entered unit) {
        return unit.firsts.size() > 1 || unit.undeclared;
    }

    private List<Exposure> sampled() {
        return ground.exposures.stream().filter(e -> e.study().equals("e'1")).toList();
    }

    private @Nullable String arm(@Nullable String value) {
        return need.arms().stream()
                .filter(a -> a.value().equals(value))
                .map(ArmValue::name)
                .findFirst()
                .orElse(null);
    }

    Instant last() {
        return need.asOf().isBefore(need.end()) ? need.asOf() : need.end();
    }

    private boolean inPeriod(Exposure e) {
        return e.at() != null && !e.at().isBefore(need.start()) && e.at().isBefore(last());
    }

    ExposureCounts exposures() {
        List<Exposure> rows = sampled();
        Map<String, Long> unknown = rows.stream()
                .filter(e -> inPeriod(e) && e.unit() != null && e.arm() != null && arm(e.arm()) == null)
                .collect(Collectors.groupingBy(e -> String.valueOf(e.arm()), Collectors.counting()));
        Map<String, Long> top = unknown.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(20)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        Map<String, Long> multiple = new TreeMap<>();
        Map<String, Long> unsound = new TreeMap<>();
        entered.values().forEach(u -> multiple.merge(firstArm(u), several(u) ? 1L : 0L, Long::sum));
        entered.values().forEach(u -> unsound.merge(firstArm(u), units.contains(u) ? 0L : 1L, Long::sum));
        List<UnitCell> cells = new ArrayList<>();
        grouped(units)
                .forEach((k, members) ->
                        cells.add(new UnitCell(k.arm, k.day, k.slice, k.segment, k.excluded, members.size())));
        return new ExposureCounts(
                count(rows, this::inPeriod),
                entered.size(),
                entered.values().stream()
                        .mapToLong(u -> u.rows - u.firsts.size())
                        .sum(),
                count(rows, e -> e.at() != null && e.at().isBefore(need.start())),
                count(rows, e -> e.at() != null && !e.at().isBefore(last())),
                count(rows, e -> e.unit() == null || e.arm() == null || e.at() == null),
                entered.values().stream().filter(Oracle::several).count(),
                multiple,
                entered.values().stream().filter(u -> u.defective).count(),
                count(rows, e -> inPeriod(e) && !Boolean.TRUE.equals(e.sound())),
                top,
                entered.values().stream()
                        .filter(u -> !several(u) && u.seenBefore)
                        .count(),
                unsound,
                cells);
    }

    private String firstArm(Entered unit) {
        return need.arms().stream()
                .map(ArmValue::name)
                .filter(a -> unit.entry().equals(unit.firsts.get(a)))
                .findFirst()
                .orElseThrow();
    }

    private static <T> long count(List<T> rows, Predicate<T> condition) {
        return rows.stream().filter(condition).count();
    }

    /** Key of a cell. */
    record Key(String arm, String day, String slice, String segment, boolean excluded) {}

    Map<Key, List<Entered>> grouped(List<Entered> members) {
        Map<Key, List<Entered>> groups = new LinkedHashMap<>();
        for (Entered u : members) {
            String day = LocalDate.ofInstant(u.entry(), need.zone()).toString();
            boolean excluded = excluded(u);
            groups.computeIfAbsent(new Key(u.arm(), day, "", "", excluded), _ -> new ArrayList<>())
                    .add(u);
            for (String slice : need.slices()) {
                String segment = slices.segment(slice, u);
                groups.computeIfAbsent(new Key(u.arm(), day, slice, segment, excluded), _ -> new ArrayList<>())
                        .add(u);
            }
        }
        return groups;
    }

    /** Value of a dimension at entry; {@code (missing)} for none. */
    String segment(String dimension, Entered u) {
        return slices.segment(dimension, u);
    }

    boolean excluded(Entered u) {
        return need.exclusions().stream()
                .anyMatch(x -> !u.entry().isBefore(x.from()) && u.entry().isBefore(x.to()));
    }

    /** Rows of a unit in a window, whatever they hold. */
    List<Event> rows(String model, Entered unit, Frame frame) {
        List<Event> rows = new ArrayList<>();
        for (Event e : byUser(model).getOrDefault(unit.id, List.of())) {
            boolean inside = model.equals("plain")
                    || (e.at() != null
                            && (model.equals("days") ? dated(e.at(), unit, frame) : timed(e.at(), unit, frame))
                            && e.at().isBefore(need.asOf()));
            if (inside) {
                rows.add(e);
            }
        }
        return rows;
    }

    private static boolean timed(Instant at, Entered unit, Frame frame) {
        return !at.isBefore(frame.from(unit.entry())) && at.isBefore(frame.to(unit.entry()));
    }

    /** Days are counted from the local day of entry, whatever the hour of entry and however long the days. */
    private static boolean dated(Instant at, Entered unit, Frame frame) {
        Instant entry = clockless(unit.entry());
        Instant to = frame.to(entry);
        boolean fixed = to.equals(frame.to(entry.plusSeconds(1)));
        return !clockless(at).isBefore(frame.from(entry))
                && (fixed ? at.isBefore(to) : clockless(at).isBefore(to));
    }

    private static Instant clockless(Instant at) {
        return LocalDate.ofInstant(at, Ground.BERLIN)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }

    /** Whether the unit has a usable value, or no row that should have one. */
    boolean known(Metric metric, Entered unit) {
        if (metric.measure() instanceof Measure.Quantile q && q.over() == Measure.Quantile.Over.EVENT) {
            return true;
        }
        for (Aggregate a : metric.measure().aggregates()) {
            List<Event> wanted = rows(a.model(), unit, main(metric)).stream()
                    .filter(e -> Ground.matches(a.filter(), e))
                    .toList();
            boolean numeric = a.function() == Aggregate.Function.SUM || a.function() == Aggregate.Function.MAX;
            if (numeric
                    && !wanted.isEmpty()
                    && wanted.stream()
                            .allMatch(
                                    e -> number(Ground.expr(a.expr()).apply(e)).isEmpty())) {
                return false;
            }
        }
        return true;
    }

    private Map<String, List<Event>> byUser(String model) {
        return indexed.computeIfAbsent(
                model,
                _ -> ground.events.getOrDefault(model, List.of()).stream()
                        .filter(e -> user(model, e) != null)
                        .collect(Collectors.groupingBy(e -> Objects.requireNonNull(user(model, e)))));
    }

    private @Nullable String user(String model, Event e) {
        return model.equals("logs") ? ground.deviceUser.get(e.key()) : e.key();
    }

    static OptionalDouble number(@Nullable Object value) {
        return switch (value) {
            case null -> OptionalDouble.empty();
            case Boolean b -> OptionalDouble.of(b ? 1 : 0);
            case BigDecimal d -> OptionalDouble.of(d.doubleValue());
            case Number n ->
                Double.isFinite(n.doubleValue()) ? OptionalDouble.of(n.doubleValue()) : OptionalDouble.empty();
            default -> throw new IllegalArgumentException(value + "");
        };
    }

    /** The aggregate over rows of one unit. */
    static double aggregate(Aggregate a, List<Event> rows, Instant begin) {
        Function<Event, @Nullable Object> expr = Ground.expr(a.expr());
        List<Event> matching =
                rows.stream().filter(e -> Ground.matches(a.filter(), e)).toList();
        return switch (a.function()) {
            case SUM ->
                matching.stream()
                        .map(e -> number(expr.apply(e)))
                        .filter(OptionalDouble::isPresent)
                        .mapToDouble(OptionalDouble::getAsDouble)
                        .sum();
            case MAX ->
                matching.stream()
                        .map(e -> number(expr.apply(e)))
                        .filter(OptionalDouble::isPresent)
                        .mapToDouble(OptionalDouble::getAsDouble)
                        .max()
                        .orElse(0);
            case COUNT -> matching.stream().filter(e -> expr.apply(e) != null).count();
            case COUNT_DISTINCT ->
                matching.stream().map(expr).filter(Objects::nonNull).distinct().count();
            case DAYS ->
                matching.stream()
                        .map(e -> Math.floorDiv(
                                ChronoUnit.MICROS.between(begin, Objects.requireNonNull(e.at())),
                                DAY.toMillis() * 1000))
                        .distinct()
                        .count();
        };
    }

    Frame main(Metric metric) {
        Duration from = metric.window().from();
        return Frame.of(
                t -> t.plus(from),
                t -> metric.window().to().isPresent()
                        ? t.plus(metric.window().to().get())
                        : last());
    }

    /** Whether the unit has had the time. */
    boolean mature(Metric metric, Entered unit) {
        List<String> models =
                metric.measure().aggregates().stream().map(Aggregate::model).toList();
        if (models.contains("plain")) {
            return true;
        }
        if (metric.window().to().isEmpty()) {
            return !(metric.measure() instanceof Measure.Participation)
                    || unit.entry().plus(metric.window().from()).isBefore(last());
        }
        Instant complete = need.asOf();
        for (String model : models) {
            complete = earlier(complete, completeUntil(model));
        }
        return !unit.entry().plus(metric.window().to().get()).isAfter(complete);
    }

    Instant completeUntil(String model) {
        Optional<Instant> newest = ground.events.getOrDefault(model, List.of()).stream()
                .map(Event::at)
                .filter(Objects::nonNull)
                .filter(t -> t.isBefore(need.asOf()))
                .max(Comparator.naturalOrder());
        Instant hour = newest.map(t -> t.truncatedTo(ChronoUnit.HOURS)).orElse(need.asOf());
        Instant up = newest.isPresent() && !hour.equals(newest.get()) ? hour.plus(1, ChronoUnit.HOURS) : hour;
        return newest.isEmpty()
                ? need.asOf()
                : earlier(
                        up,
                        need.asOf()
                                .minus(need.schema().model(model).orElseThrow().completeAfter()));
    }

    static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    /** Uncapped value of one side of a metric in a window. */
    double value(Metric metric, int side, Entered unit, Frame frame) {
        Aggregate a = metric.measure().aggregates().get(side);
        List<Event> rows = rows(a.model(), unit, frame);
        Instant begin = frame.from(unit.entry());
        double value = aggregate(a, rows, begin);
        return switch (metric.measure()) {
            case Measure.Proportion _, Measure.Retention _ -> value > 0 ? 1 : 0;
            case Measure.Participation _ -> {
                long micros = ChronoUnit.MICROS.between(begin, frame.to(unit.entry()));
                yield value / Math.ceilDiv(micros, DAY.toMillis() * 1000);
            }
            case Measure.Mean _, Measure.Ratio _, Measure.Quantile _, Measure.Computed _ -> value;
        };
    }

    /** Cap of one column. */
    Optional<AppliedCap> cap(String role, Optional<Cap> cap, Metric metric, Function<Entered, Double> raw) {
        if (cap.isEmpty()) {
            return Optional.empty();
        }
        List<Double> values = units.stream()
                .filter(u -> !excluded(u) && mature(metric, u) && known(metric, u))
                .map(raw)
                .sorted()
                .toList();
        double limit;
        boolean sparse = false;
        if (cap.get().value().isPresent()) {
            limit = cap.get().value().getAsDouble();
        } else {
            limit = nearestRank(values, cap.get().quantile().orElseThrow());
            if (limit == 0 && values.getLast() > 0) {
                sparse = true;
                limit = nearestRank(
                        values.stream().filter(v -> v > 0).toList(),
                        cap.get().quantile().orElseThrow());
            }
        }
        double at = limit;
        return Optional.of(new AppliedCap(
                role,
                limit,
                cap.get().quantile(),
                sparse ? "units above zero" : "all units",
                values.stream().filter(v -> v > at).count(),
                values.stream().filter(v -> v > at).mapToDouble(v -> v - at).sum()));
    }

    static double nearestRank(List<Double> sorted, double p) {
        return sorted.get((int) Math.max(1, Math.ceil(p * sorted.size())) - 1);
    }

    MetricCells metric(MetricNeed wanted) {
        Metric metric = wanted.metric();
        List<String> roles = new ArrayList<>();
        List<Function<Entered, Double>> columns = new ArrayList<>();
        List<AppliedCap> caps = new ArrayList<>();
        for (int side = 0; side < metric.measure().aggregates().size(); side++) {
            int s = side;
            add(
                    side == 0 ? "y" : "d",
                    metric,
                    u -> value(metric, s, u, main(metric)),
                    metric.cap(),
                    roles,
                    columns,
                    caps);
        }
        int outcomes = columns.size();
        for (Covariate covariate : wanted.covariates()) {
            switch (covariate) {
                case Covariate.Attribute(String dimension) -> {
                    Map<Entered, Double> known = slices.attribute(dimension);
                    add(dimension, metric, known::get, Optional.empty(), roles, columns, caps);
                }
                case Covariate.Before before -> {
                    Metric x = before.metric();
                    Frame frame = Frame.of(t -> t.minus(before.lookback()), t -> t);
                    for (int side = 0; side < x.measure().aggregates().size(); side++) {
                        int s = side;
                        add(
                                before.label() + (side == 0 ? "" : " (denominator)"),
                                metric,
                                u -> value(x, s, u, frame),
                                x.cap().filter(c -> c.quantile().isPresent()),
                                roles,
                                columns,
                                caps);
                    }
                }
            }
        }
        List<Entered> counted = units.stream()
                .filter(u -> mature(metric, u) && known(metric, u))
                .toList();
        List<Cell> cells = new ArrayList<>();
        grouped(counted)
                .forEach((k, members) ->
                        cells.add(new Cell(k.arm, k.day, k.slice, k.segment, k.excluded, moments(members, columns))));
        OracleSeries series = new OracleSeries(
                this,
                need,
                metric,
                caps.stream()
                        .filter(c -> c.column().equals("y") || c.column().equals("d"))
                        .toList());
        return new MetricCells(
                metric.name(),
                roles,
                cells,
                wanted.overTime() ? series.snapshots() : List.of(),
                wanted.overTime() ? series.ages() : List.of(),
                caps,
                losses(metric, outcomes));
    }

    private void add(
            String role,
            Metric metric,
            Function<Entered, Double> raw,
            Optional<Cap> cap,
            List<String> roles,
            List<Function<Entered, Double>> columns,
            List<AppliedCap> caps) {
        roles.add(role);
        Optional<AppliedCap> applied = cap(role, cap, metric, raw);
        applied.ifPresent(caps::add);
        columns.add(
                u -> applied.isPresent() ? Math.min(raw.apply(u), applied.get().value()) : raw.apply(u));
    }

    static Moments moments(List<Entered> members, List<Function<Entered, Double>> columns) {
        return Moments.ofRows(members.stream()
                .map(u -> columns.stream().mapToDouble(c -> c.apply(u)).toArray())
                .toArray(double[][]::new));
    }

    Losses losses(Metric metric, int sides) {
        long nulls = 0;
        long notFinite = 0;
        long withRows = Long.MAX_VALUE;
        OptionalDouble linked = OptionalDouble.empty();
        for (int side = 0; side < sides; side++) {
            Aggregate a = metric.measure().aggregates().get(side);
            long any = 0;
            for (Entered u : units) {
                List<Event> rows = rows(a.model(), u, main(metric));
                any += rows.isEmpty() ? 0 : 1;
                boolean numeric = a.function() == Aggregate.Function.SUM || a.function() == Aggregate.Function.MAX;
                for (Event e : rows) {
                    Object x = Ground.expr(a.expr()).apply(e);
                    if (Ground.undecided(a.filter(), e)) {
                        nulls++;
                    } else if (numeric && Ground.matches(a.filter(), e)) {
                        nulls += x == null ? 1 : 0;
                        notFinite += x instanceof Double d && !Double.isFinite(d) ? 1 : 0;
                    }
                }
            }
            withRows = Math.min(withRows, any);
            if (a.model().equals("logs")) {
                long n = 0;
                long found = 0;
                for (Event e : ground.events.getOrDefault("logs", List.of())) {
                    if (e.at() != null && !e.at().isBefore(need.start()) && e.at().isBefore(last())) {
                        n++;
                        found += ground.deviceUser.containsKey(e.key()) ? 1 : 0;
                    }
                }
                linked = OptionalDouble.of((double) found / n);
            }
        }
        long immature = units.stream().filter(u -> !mature(metric, u)).count();
        long withoutValue = units.stream()
                .filter(u -> mature(metric, u) && !known(metric, u))
                .count();
        return new Losses(
                nulls, notFinite, immature, withRows, linked, withoutValue, ExperimentData.RowLosses.NONE, Map.of());
    }
}
