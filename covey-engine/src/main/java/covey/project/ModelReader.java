package covey.project;

import covey.metric.Column;
import covey.metric.Column.DimensionType;
import covey.metric.Location;
import covey.metric.Model;
import covey.project.grammar.GrammarCheck;
import covey.project.source.Faults;
import covey.project.source.MapView;
import covey.project.source.Names;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the tables of {@code models/*.yml}. */
final class ModelReader {
    private final Faults faults;
    private final GrammarCheck check;
    private final Register<Model> models;

    ModelReader(Faults faults, GrammarCheck check, Register<Model> models) {
        this.faults = faults;
        this.check = check;
        this.models = models;
    }

    /** Reads one item of {@code models:}. */
    void read(MapView view) {
        Optional<String> name = view.text("name");
        if (name.isEmpty() || !models.claim(name.get(), view.at("name"))) {
            return;
        }
        int before = faults.count();
        if (!check.sound(view.mapping())) {
            return;
        }
        Optional<String> time = view.text("agg_time_dimension");
        Model model = new Model(
                name.get(),
                view.text("table", name.get()),
                time,
                view.duration("complete_after").orElse(Duration.ZERO),
                columns(view, time.isPresent()),
                view.location());
        time.ifPresent(t -> timeColumn(model, t, view.at("agg_time_dimension")));
        if (faults.count() == before) {
            models.put(model.name(), model);
        }
    }

    private void timeColumn(Model model, String name, Location at) {
        Optional<Column> column = model.column(name);
        if (column.isEmpty()) {
            List<String> names = model.columns().stream().map(Column::name).toList();
            faults.add(
                    at,
                    "agg_time_dimension '" + name + "' is no declared column of model '" + model.name() + "'",
                    Names.suggestion(name, names));
        } else if (column.get()
                .dimension()
                .filter(d -> d.kind() == DimensionType.Kind.TIME)
                .isEmpty()) {
            faults.add(
                    at,
                    "agg_time_dimension '" + name + "' of model '" + model.name() + "' is not a time column",
                    "give it dimension: {type: time}");
        }
    }

    private List<Column> columns(MapView view, boolean dated) {
        List<Column> columns = new ArrayList<>();
        Map<String, Location> seen = new LinkedHashMap<>();
        Map<String, Location> units = new LinkedHashMap<>();
        @Nullable Location primary = null;
        for (MapView item : view.maps("columns")) {
            Column column = column(item, dated);
            columns.add(column);
            twice(seen.putIfAbsent(column.name(), item.location()), "column", column.name(), item.location());
            if (column.entity().isPresent()) {
                String unit = column.entity().get().name();
                twice(units.putIfAbsent(unit, item.location()), "unit", unit, item.location());
                if (column.entity().get().primary()) {
                    twice(primary, "primary entity", unit, item.location());
                    primary = item.location();
                }
            }
        }
        return columns;
    }

    private void twice(@Nullable Location first, String kind, String name, Location at) {
        if (first != null) {
            faults.add(
                    at,
                    kind + " '" + name + "' makes a second " + kind + " in its model, after " + first,
                    "keep one of them");
        }
    }

    private Column column(MapView view, boolean dated) {
        Optional<Column.Entity> entity = view.map("entity")
                .map(e ->
                        new Column.Entity(e.text("name", ""), e.text("type", "").equals("primary")));
        return new Column(
                view.text("name", ""),
                view.text("expr"),
                entity,
                view.map("dimension").map(d -> dimension(d, dated)));
    }

    private DimensionType dimension(MapView view, boolean dated) {
        DimensionType.Kind kind = switch (view.text("type", "").toLowerCase(Locale.ROOT)) {
            case "numeric" -> DimensionType.Kind.NUMERIC;
            case "time" -> DimensionType.Kind.TIME;
            default -> DimensionType.Kind.CATEGORICAL;
        };
        ConfigReader.zone(view.text("timezone"), view.at("timezone"), faults);
        if (view.has("bins") && kind != DimensionType.Kind.NUMERIC) {
            faults.add(view.at("bins"), "'bins' need a numeric dimension", "use type: numeric, or top for categories");
        }
        DimensionReader.bins(view, faults);
        // A table without time holds one value per unit; it is taken to be an attribute that entry does not change.
        boolean entry = view.text("as_of").map(a -> a.equals("entry")).orElse(!dated);
        return new DimensionType(kind, entry, view.text("timezone"));
    }
}
