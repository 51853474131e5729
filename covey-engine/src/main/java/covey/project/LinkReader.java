package covey.project;

import covey.metric.Column;
import covey.metric.Link;
import covey.metric.Location;
import covey.metric.Model;
import covey.project.grammar.GrammarCheck;
import covey.project.source.Faults;
import covey.project.source.MapView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads {@code links:}. A link through a column of the unit's own table makes that column a key of the other unit. */
final class LinkReader {
    private static final double MATCH = 0.95;

    private final Faults faults;
    private final GrammarCheck check;
    private final Register<Model> models;
    private final Map<String, Way> ways = new LinkedHashMap<>();

    LinkReader(Faults faults, GrammarCheck check, Register<Model> models) {
        this.faults = faults;
        this.check = check;
        this.models = models;
    }

    /**
     * A declared link, usable or not.
     *
     * @param link the link; empty when it has faults or comes from an artifact
     * @param artifact the artifact; empty for none
     * @param location where it was declared
     */
    record Way(Optional<Link> link, String artifact, Location location) {}

    /** Reads one item of {@code links:}. */
    void read(MapView view) {
        String from = view.text("from", "");
        String to = view.text("to", "");
        Optional<Link> link = check.sound(view.mapping()) ? link(view, from, to) : Optional.empty();
        Way way = new Way(link, view.text("artifact", ""), view.location());
        Way first = ways.putIfAbsent(from + "\n" + to, way);
        if (first != null) {
            faults.add(
                    view.location(),
                    "the link from '" + from + "' to '" + to + "' is declared twice, here and at " + first.location(),
                    "remove one");
        }
    }

    private Optional<Link> link(MapView view, String from, String to) {
        List<String> given =
                Stream.of("model", "dimension", "artifact").filter(view::has).toList();
        if (given.size() != 1) {
            faults.add(
                    view.location(),
                    "the link from '" + from + "' to '" + to + "' must name one of model, dimension, artifact, not "
                            + (given.isEmpty() ? "none" : String.join(" and ", given)),
                    "");
            return Optional.empty();
        }
        Optional<Model> model = switch (given.getFirst()) {
            case "model" -> joining(view, from, to);
            case "dimension" -> owning(view, from, to);
            default -> Optional.empty();
        };
        double match =
                view.map("match").map(m -> m.number("at_least").orElse(MATCH)).orElse(MATCH);
        if (match <= 0) {
            faults.add(view.at("match"), "'at_least' must be above 0", "");
            return Optional.empty();
        }
        return model.map(m -> new Link(
                from,
                to,
                m.name(),
                Link.Cardinality.valueOf(view.text("cardinality", "many_to_one").toUpperCase(Locale.ROOT)),
                Link.Conflicts.valueOf(view.text("conflicts", "exclude").toUpperCase(Locale.ROOT)),
                match,
                view.location()));
    }

    private Optional<Model> joining(MapView view, String from, String to) {
        Optional<Model> model = models.resolve(view.text("model", ""), view.at("model"));
        for (String unit : List.of(from, to)) {
            if (model.isPresent() && model.get().entity(unit).isEmpty()) {
                faults.add(
                        view.at("model"),
                        "model '" + model.get().name() + "' of the link has no column for unit '" + unit + "'",
                        "give one of its columns entity: {name: " + unit + ", type: ...}");
                return Optional.empty();
            }
        }
        return model;
    }

    private Optional<Model> owning(MapView view, String from, String to) {
        String column = view.text("dimension", "");
        Optional<Model> owner = models.all().stream()
                .filter(m -> DimensionReader.primary(m).filter(from::equals).isPresent())
                .filter(m -> m.column(column).isPresent())
                .findFirst();
        if (owner.isEmpty()) {
            faults.add(
                    view.at("dimension"),
                    "no model with the primary entity '" + from + "' has a column '" + column + "'",
                    "declare the column, or name the model of the link");
            return Optional.empty();
        }
        Model keyed = withKey(owner.get(), column, to);
        models.put(keyed.name(), keyed);
        return Optional.of(keyed);
    }

    private static Model withKey(Model model, String name, String unit) {
        List<Column> columns = new ArrayList<>();
        for (Column column : model.columns()) {
            boolean key = column.name().equals(name) && column.entity().isEmpty();
            columns.add(
                    key
                            ? new Column(
                                    name,
                                    column.expr(),
                                    Optional.of(new Column.Entity(unit, false)),
                                    column.dimension())
                            : column);
        }
        return new Model(
                model.name(),
                model.table(),
                model.aggTimeDimension(),
                model.completeAfter(),
                columns,
                model.location());
    }

    Optional<Way> way(String from, String to) {
        return Optional.ofNullable(ways.get(from + "\n" + to));
    }

    List<Link> links() {
        return ways.values().stream().flatMap(w -> w.link().stream()).toList();
    }

    /** Whether rows of the model can be brought to the unit, by their own key or through a link. */
    boolean leads(Model model, String unit) {
        return model.entity(unit).isPresent()
                || model.columns().stream()
                        .flatMap(c -> c.entity().stream())
                        .anyMatch(e -> way(e.name(), unit).isPresent());
    }
}
