package covey.project;

import covey.metric.Column;
import covey.metric.Column.DimensionType;
import covey.metric.Dimension;
import covey.metric.Link;
import covey.metric.Location;
import covey.metric.Model;
import covey.metric.Population;
import covey.project.grammar.GrammarCheck;
import covey.project.source.Condition;
import covey.project.source.Faults;
import covey.project.source.MapView;
import covey.project.source.Names;
import covey.project.source.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects the slices of a project: those declared, and those that are columns of a unit's own table. */
final class DimensionReader {
    private static final int TOP = 20;

    /** In an expression: when the unit entered. */
    private static final String ENTRY = "entry_at";

    private final Faults faults;
    private final GrammarCheck check;
    private final Register<Model> models;
    private final LinkReader links;
    private final Map<String, Slice> slices = new LinkedHashMap<>();

    DimensionReader(Faults faults, GrammarCheck check, Register<Model> models, LinkReader links) {
        this.faults = faults;
        this.check = check;
        this.models = models;
        this.links = links;
    }

    /**
     * A dimension and whether a study may slice by it.
     *
     * @param name name
     * @param entity unit it describes
     * @param dimension the dimension; empty when it has faults or is not built yet
     * @param obstacle why no study may slice by it; empty when it may
     * @param cure what to do about the obstacle
     * @param location where it was declared
     */
    record Slice(
            String name,
            String entity,
            Optional<Dimension> dimension,
            String obstacle,
            String cure,
            Location location) {}

    /** Columns of a model with a primary entity. */
    void columns(MapView model) {
        Optional<Model> built = model.text("name").flatMap(models::get);
        Optional<String> unit = built.flatMap(DimensionReader::primary);
        if (built.isEmpty() || unit.isEmpty() || !built.get().location().equals(model.location())) {
            return;
        }
        for (MapView column : model.maps("columns")) {
            Column declared = built.get().column(column.text("name", "")).orElseThrow();
            Optional<DimensionType> type = declared.dimension();
            if (type.isEmpty() || type.get().kind() == DimensionType.Kind.TIME) {
                continue;
            }
            MapView view = column.map("dimension").orElseThrow();
            Dimension dimension = new Dimension(
                    declared.name(),
                    unit.get(),
                    built.get().name(),
                    declared.expr().orElse(declared.name()),
                    bins(view, faults),
                    view.count("top").orElse(TOP),
                    type.get().kind() == DimensionType.Kind.NUMERIC,
                    column.location());
            add(dimension, type.get().asOfEntry(), view.has("as_of"));
        }
    }

    /** Reads one item of {@code dimensions:}. */
    void read(MapView view) {
        String name = view.text("name", "");
        String entity = view.text("entity", "");
        if (!check.sound(view.mapping())) {
            slices.putIfAbsent(key(name, entity), new Slice(name, entity, Optional.empty(), "", "", view.location()));
            return;
        }
        if (view.has("link")) {
            linked(view, name, entity);
            return;
        }
        int before = faults.count();
        Optional<Model> model = model(view, name, entity);
        List<Double> bins = bins(view, faults);
        if (model.isEmpty() || faults.count() > before) {
            slices.putIfAbsent(key(name, entity), new Slice(name, entity, Optional.empty(), "", "", view.location()));
            return;
        }
        String column = view.text("column", name);
        Optional<Column> declared = model.get().column(column);
        String expr =
                view.text("expr").orElseGet(() -> declared.flatMap(Column::expr).orElse(column));
        boolean numeric = !bins.isEmpty()
                || declared.flatMap(Column::dimension)
                        .filter(d -> d.kind() == DimensionType.Kind.NUMERIC)
                        .isPresent();
        boolean entry = view.text("as_of")
                .map(a -> a.equals("entry"))
                .orElse(model.get().aggTimeDimension().isEmpty() || expr.contains(ENTRY));
        Dimension dimension = new Dimension(
                name, entity, model.get().name(), expr, bins, view.count("top").orElse(TOP), numeric, view.location());
        add(dimension, entry, view.has("as_of"));
    }

    private void linked(MapView view, String name, String entity) {
        String to = view.text("link", "");
        if (view.text("take", "primary").equals("weighted")) {
            faults.add(view.at("take"), "'take: weighted' is not built yet", "use take: primary");
            return;
        }
        Optional<LinkReader.Way> way = links.way(entity, to);
        if (way.isEmpty()) {
            faults.add(
                    view.at("link"),
                    "no link leads from '" + entity + "' to '" + to + "'",
                    "declare it under links: {from: " + entity + ", to: " + to + ", ...}");
            return;
        }
        Optional<Link> link = way.get().link();
        if (link.isEmpty()) {
            String artifact = way.get().artifact();
            String obstacle = artifact.isEmpty()
                    ? ""
                    : "it comes from the artifact '" + artifact + "', and artifacts are not built yet";
            slices.putIfAbsent(
                    key(name, entity),
                    new Slice(name, entity, Optional.empty(), obstacle, "leave it out", view.location()));
            return;
        }
        Model model = models.get(link.get().model()).orElseThrow();
        String expr = model.entity(to).map(c -> c.expr().orElse(c.name())).orElse(to);
        boolean entry = view.text("as_of")
                .map(a -> a.equals("entry"))
                .orElse(model.aggTimeDimension().isEmpty());
        Dimension dimension = new Dimension(
                name,
                entity,
                model.name(),
                expr,
                bins(view, faults),
                view.count("top").orElse(TOP),
                false,
                view.location());
        add(dimension, entry, view.has("as_of"));
    }

    /** The table of a declared dimension: the named one, else the only one keyed by the unit. */
    private Optional<Model> model(MapView view, String name, String entity) {
        if (view.has("model")) {
            Optional<Model> model = models.resolve(view.text("model", ""), view.at("model"));
            if (model.isPresent() && model.get().entity(entity).isEmpty()) {
                faults.add(
                        view.at("model"),
                        "model '" + model.get().name() + "' has no column for unit '" + entity + "' of dimension '"
                                + name + "'",
                        "give one of its columns entity: {name: " + entity + ", type: ...}");
                return Optional.empty();
            }
            return model;
        }
        List<Model> keyed = models.all().stream()
                .filter(m -> primary(m).filter(entity::equals).isPresent())
                .toList();
        if (keyed.size() == 1) {
            return Optional.of(keyed.getFirst());
        }
        String found = keyed.isEmpty()
                ? "no model has the primary entity '" + entity + "'"
                : "several models have the primary entity '" + entity + "': "
                        + Names.listing(keyed.stream().map(Model::name).toList());
        faults.add(view.location(), "dimension '" + name + "': " + found, "add 'model'");
        return Optional.empty();
    }

    private void add(Dimension dimension, boolean entry, boolean declared) {
        String obstacle = entry
                ? ""
                : declared
                        ? "it is declared as_of: now, so its value may be changed by the treatment"
                        : "model '" + dimension.model()
                                + "' has several values per unit over time, so its value may be changed by the"
                                + " treatment";
        Slice slice = new Slice(
                dimension.name(),
                dimension.entity(),
                Optional.of(dimension),
                obstacle,
                "use the value at entry: as_of: entry",
                dimension.location());
        Slice first = slices.putIfAbsent(key(slice.name(), slice.entity()), slice);
        if (first != null) {
            faults.add(
                    slice.location(),
                    "dimension '" + slice.name() + "' of unit '" + slice.entity() + "' is declared twice, here and at "
                            + first.location(),
                    "rename or remove one");
        }
    }

    /** Bin edges, which must ascend. */
    static List<Double> bins(MapView view, Faults faults) {
        List<Double> bins = new ArrayList<>();
        for (Value item : view.items("bins")) {
            if (item instanceof Value.Scalar s && s.number().isPresent()) {
                bins.add(s.number().get().doubleValue());
            }
        }
        for (int i = 1; i < bins.size(); i++) {
            if (bins.get(i) <= bins.get(i - 1)) {
                faults.add(
                        view.at("bins"),
                        "'bins' must ascend: " + bins.get(i) + " follows " + bins.get(i - 1),
                        "sort the edges");
                return List.of();
            }
        }
        return bins;
    }

    /** The unit that is unique in a table. */
    static Optional<String> primary(Model model) {
        return model.columns().stream()
                .flatMap(c -> c.entity().stream())
                .filter(Column.Entity::primary)
                .map(Column.Entity::name)
                .findFirst();
    }

    /** Reads {@code population}: a condition on dimensions of the unit, each known before entry. */
    Population population(MapView view, String unit) {
        String filter = view.text("filter", "").strip();
        Location at = view.at("filter");
        List<String> used = Condition.of(filter, names(unit)).names().stream()
                .filter(name -> !name.equals(ENTRY))
                .toList();
        if (used.isEmpty()) {
            faults.add(
                    at,
                    "the population's condition names no dimension of '" + unit + "'",
                    "write a condition on dimensions, such as country = 'DE'");
        }
        for (String name : used) {
            Optional<Slice> slice = slice(name, unit);
            if (slice.isEmpty()) {
                faults.add(
                        at,
                        "unknown dimension '" + name + "' of unit '" + unit + "' in the population's condition",
                        Names.suggestion(name, names(unit)));
            } else if (!slice.get().obstacle().isEmpty()) {
                faults.add(
                        at,
                        "'" + name + "' cannot say who is in the study: "
                                + slice.get().obstacle(),
                        slice.get().cure());
            }
        }
        return new Population(filter, used, at);
    }

    private static String key(String name, String entity) {
        return entity + "\n" + name;
    }

    List<Dimension> dimensions() {
        return slices.values().stream().flatMap(s -> s.dimension().stream()).toList();
    }

    Optional<Slice> slice(String name, String unit) {
        return Optional.ofNullable(slices.get(key(name, unit)));
    }

    /** Names of the dimensions of a unit. */
    List<String> names(String unit) {
        return slices.values().stream()
                .filter(s -> s.entity().equals(unit))
                .map(Slice::name)
                .toList();
    }
}
