package covey.study.plan;

import covey.method.Options;
import covey.method.Study;
import covey.method.Study.MetricUse;
import covey.metric.Aggregate;
import covey.metric.Column;
import covey.metric.Dimension;
import covey.metric.Link;
import covey.metric.Metric;
import covey.metric.Model;
import covey.study.plan.Preregistration.Item;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the numbers of a study are read from: the models, dimensions and links that its exposures, metrics, covariates,
 * strata, clusters and slices use, each with its table or file and the expressions of the columns in use. Not the rows,
 * and not which database a profile names.
 */
final class Sources {
    /** What every commitment of this kind begins with. */
    static final String PREFIX = "data.";

    private static final List<String> DIMENSIONS = List.of("randomize.stratify", "randomize.pair");

    private final Study study;
    private final Set<String> units = new LinkedHashSet<>();
    private final Map<String, List<String>> expressions = new TreeMap<>();
    private final Map<String, Dimension> dimensions = new TreeMap<>();
    private final Map<String, Link> links = new TreeMap<>();

    private Sources(Study study) {
        this.study = study;
    }

    /** The commitments, by dotted key. */
    static Map<String, Item> of(Study study) {
        Sources sources = new Sources(study);
        sources.units();
        sources.exposures();
        sources.metrics().stream()
                .flatMap(m -> m.measure().aggregates().stream())
                .forEach(sources::aggregate);
        sources.dimensions();
        sources.links();
        return sources.items();
    }

    /** Metrics that covariates name, whatever their role. */
    static List<Metric> covariates(Study study) {
        return study.analysis().list("covariates", List.of()).stream()
                .flatMap(c -> named(c, "metric"))
                .flatMap(name -> study.libraryMetric(name).stream())
                .toList();
    }

    private List<Metric> metrics() {
        return Stream.concat(study.metrics().stream().map(MetricUse::metric), covariates(study).stream())
                .toList();
    }

    private static Stream<String> named(Object item, String key) {
        Object value = item instanceof Map<?, ?> map ? map.get(key) : null;
        return value == null ? Stream.empty() : Stream.of(String.valueOf(value));
    }

    private void units() {
        units.add(study.unit());
        units.add(study.design().text("randomize.unit", study.unit()));
        study.metrics().stream().map(MetricUse::unit).filter(u -> !u.isEmpty()).forEach(units::add);
        sides().forEach(side -> named(side, "unit").forEach(units::add));
    }

    /** Sides of a two-sided design. */
    private List<Object> sides() {
        return study.design().list("randomize", List.of());
    }

    private void exposures() {
        study.treatment().ifPresent(t -> use(t.model(), t.armColumn(), t.filter(), t.valid()));
        for (Object side : sides()) {
            named(side, "exposures")
                    .forEach(model -> use(model, named(side, "filter").collect(Collectors.joining())));
        }
    }

    private void aggregate(Aggregate aggregate) {
        use(aggregate.model(), aggregate.expr(), aggregate.filter());
    }

    private void use(String model, String... used) {
        expressions.computeIfAbsent(model, _ -> new ArrayList<>()).addAll(List.of(used));
    }

    private void dimensions() {
        Stream.of(
                        study.slices().stream(),
                        study.population().dimensions().stream(),
                        DIMENSIONS.stream().flatMap(key -> texts(study.design(), key)),
                        texts(study.analysis(), "post_stratify"),
                        study.analysis().list("covariates", List.of()).stream().flatMap(c -> named(c, "dimension")))
                .flatMap(s -> s)
                .forEach(name -> units.forEach(
                        unit -> study.schema().dimension(name, unit).ifPresent(this::dimension)));
    }

    private static Stream<String> texts(Options part, String key) {
        return part.list(key, List.of()).stream().map(String::valueOf);
    }

    private void dimension(Dimension dimension) {
        dimensions.put(dimension.entity() + "." + dimension.name(), dimension);
        use(dimension.model(), dimension.expr());
    }

    /** Ways between the units, and from models that lack a unit's key to that unit. */
    private void links() {
        Set<String> from = new TreeSet<>(units);
        for (String name : expressions.keySet()) {
            study.schema()
                    .model(name)
                    .ifPresent(m -> m.columns()
                            .forEach(c -> c.entity().map(Column.Entity::name).ifPresent(from::add)));
        }
        for (String one : from) {
            for (String unit : units) {
                study.schema().link(one, unit).ifPresent(this::link);
            }
        }
    }

    private void link(Link link) {
        links.put(link.from() + "." + link.to(), link);
        use(link.model());
    }

    private Map<String, Item> items() {
        Map<String, Item> items = new LinkedHashMap<>();
        items.put(PREFIX + "timezone", new Item(study.schema().zone().getId(), "covey.yml"));
        expressions.forEach((name, used) -> study.schema()
                .model(name)
                .ifPresent(m -> items.put(
                        PREFIX + "models." + name,
                        new Item(told(m, used), m.location().toString()))));
        dimensions.forEach((name, d) -> items.put(
                PREFIX + "dimensions." + name,
                new Item(
                        d.expr() + " of " + d.model() + ", top " + d.top()
                                + (d.bins().isEmpty() ? "" : ", bins " + d.bins()),
                        d.location().toString())));
        links.forEach((name, l) -> items.put(
                PREFIX + "links." + name,
                new Item(
                        l.model() + ", " + l.cardinality() + ", conflicts " + l.conflicts() + ", match at least "
                                + l.matchAtLeast(),
                        l.location().toString())));
        return items;
    }

    private String told(Model model, List<String> used) {
        String file = study.schema().files().get(model.table());
        return "table " + model.table()
                + (file == null ? "" : ", file " + file)
                + model.aggTimeDimension().map(t -> ", time " + t).orElse("")
                + ", complete after " + model.completeAfter()
                + columns(model, used).stream().map(c -> "; " + told(c)).collect(Collectors.joining());
    }

    private static String told(Column column) {
        return column.name()
                + column.expr()
                        .filter(e -> !e.equals(column.name()))
                        .map(e -> " = " + e)
                        .orElse("")
                + column.entity()
                        .map(e -> (e.primary() ? " is one " : " names a ") + e.name())
                        .orElse("")
                + column.dimension()
                        .flatMap(Column.DimensionType::timezone)
                        .map(z -> " in " + z)
                        .orElse("");
    }

    /** Keys, the time, and what the expressions name, also by way of other columns. */
    private static Set<Column> columns(Model model, List<String> used) {
        Set<Column> found = new LinkedHashSet<>();
        List<String> texts = new ArrayList<>(used);
        model.aggTimeDimension().ifPresent(texts::add);
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Column column : model.columns()) {
                boolean needed = column.entity().isPresent() || texts.stream().anyMatch(t -> names(t, column.name()));
                if (needed && found.add(column)) {
                    column.expr().ifPresent(texts::add);
                    grown = true;
                }
            }
        }
        return model.columns().stream().filter(found::contains).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static boolean names(String expression, String column) {
        return Pattern.compile("(?<![\\p{Alnum}_])" + Pattern.quote(column) + "(?![\\p{Alnum}_])")
                .matcher(expression)
                .find();
    }
}
