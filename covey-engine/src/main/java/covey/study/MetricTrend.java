package covey.study;

import covey.data.ExperimentData.Freshness;
import covey.data.TrendRequirement;
import covey.metric.Aggregate;
import covey.metric.Column;
import covey.metric.Metric;
import covey.metric.Model;
import covey.project.Project;
import covey.project.source.Names;
import covey.result.Outcome;
import covey.trend.MetricLevels;
import covey.warehouse.SqlSession;
import covey.warehouse.sql.trend.TrendWarehouse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** A metric without a study. */
final class MetricTrend {
    private static final List<String> GRAINS = List.of("day", "week", "month");

    private final Project project;
    private final SqlSession session;
    private final Instant now;

    MetricTrend(Project project, SqlSession session, Instant now) {
        this.project = project;
        this.session = session;
        this.now = now;
    }

    QueryAnswer answer(MetricQuery query) {
        Metric metric = project.metric(query.metric())
                .orElseThrow(() -> new CoveyException(
                        Exit.INPUT,
                        "there is no metric '" + query.metric() + "'",
                        Names.suggestion(
                                query.metric(),
                                project.metrics().stream().map(Metric::name).toList()),
                        null));
        String grain = "none";
        List<String> dimensions = new ArrayList<>();
        String unit = unit(metric);
        for (String by : query.by()) {
            if (GRAINS.contains(by)) {
                grain = by;
            } else {
                dimensions.add(dimension(by, unit));
            }
        }
        Instant asOf = query.asOf().orElse(now);
        ZoneId zone = project.schema().zone();
        List<Freshness> fresh = metric.measure().aggregates().stream()
                .map(a -> TrendWarehouse.freshness(session, project.schema(), asOf, a.model()))
                .toList();
        Instant newest = edge(fresh.stream().map(Freshness::newest).toList(), asOf, Edge.LAST);
        Instant oldest = edge(fresh.stream().map(Freshness::oldest).toList(), Instant.EPOCH, Edge.FIRST);
        LocalDate lastDay = newest.atZone(zone).toLocalDate();
        Instant end = lastDay.plusDays(1).atStartOfDay(zone).toInstant();
        Instant start = query.last()
                .map(l -> daysBefore(lastDay, l, zone))
                .orElse(oldest.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant());
        TrendRequirement need = new TrendRequirement(
                metric,
                unit,
                grain,
                dimensions,
                start,
                end,
                zone,
                project.schema().weekStart(),
                asOf,
                project.schema());
        TrendWarehouse.Fetched fetched = new TrendWarehouse(session, need).fetch((done, what) -> {});
        List<Outcome> outcomes = new MetricLevels(
                        need, project.config().level(), project.config().minCell())
                .of(fetched.data());
        String period = start.atZone(zone).toLocalDate() + " to " + lastDay + " (" + zone.getId() + "), units of "
                + unit + " with at least one row in the period";
        return new QueryAnswer(outcomes, fetched.queries(), period);
    }

    /** Whole local days back, so that a change of the clock cuts none. */
    private static Instant daysBefore(LocalDate lastDay, Duration length, ZoneId zone) {
        return lastDay.plusDays(1)
                .minusDays(Math.max(1, length.toDays()))
                .atStartOfDay(zone)
                .toInstant();
    }

    private enum Edge {
        FIRST,
        LAST
    }

    private static Instant edge(List<String> times, Instant otherwise, Edge edge) {
        List<Instant> known = times.stream()
                .filter(t -> !t.isEmpty())
                .map(Instant::parse)
                .sorted()
                .toList();
        if (known.isEmpty()) {
            return otherwise;
        }
        return edge == Edge.FIRST ? known.getFirst() : known.getLast();
    }

    private String dimension(String name, String unit) {
        if (project.schema().dimension(name, unit).isPresent()) {
            return name;
        }
        List<String> known = new ArrayList<>(GRAINS);
        project.schema().dimensions().stream()
                .filter(d -> d.entity().equals(unit))
                .forEach(d -> known.add(d.name()));
        throw new CoveyException(
                Exit.INPUT,
                "'" + name + "' is neither a period nor a dimension of " + unit,
                Names.suggestion(name, known),
                null);
    }

    /** The unit that all models of the metric share; the first such unit that has a model of its own. */
    String unit(Metric metric) {
        List<String> shared = null;
        for (Aggregate aggregate : metric.measure().aggregates()) {
            List<String> units = project.schema().model(aggregate.model()).stream()
                    .flatMap(m -> m.columns().stream())
                    .flatMap(c -> c.entity().stream())
                    .map(Column.Entity::name)
                    .toList();
            if (shared == null) {
                shared = new ArrayList<>(units);
            } else {
                shared.retainAll(units);
            }
        }
        List<String> candidates = shared == null ? List.of() : shared;
        for (String unit : candidates) {
            boolean own = project.schema().models().stream()
                    .filter(m -> metric.measure().aggregates().stream()
                            .noneMatch(a -> a.model().equals(m.name())))
                    .anyMatch(m -> primary(m, unit));
            if (own) {
                return unit;
            }
        }
        return candidates.stream()
                .findFirst()
                .orElseThrow(() -> new CoveyException(
                        Exit.INPUT,
                        "the models of metric '" + metric.name() + "' share no unit",
                        "mark the column that identifies the unit: entity: {name: user, type: foreign}",
                        null));
    }

    private static boolean primary(Model model, String unit) {
        return model.entity(unit)
                .flatMap(Column::entity)
                .filter(Column.Entity::primary)
                .isPresent();
    }
}
