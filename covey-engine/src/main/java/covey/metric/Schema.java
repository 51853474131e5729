package covey.metric;

import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the tables are, for a whole project.
 *
 * @param zone zone in which dates mean midnight
 * @param weekStart first day of the week
 * @param models tables
 * @param links ways between units
 * @param dimensions slices, those declared and those that are columns of a model with a primary entity
 * @param files files that are mounted as tables: table to path as declared
 */
public record Schema(
        ZoneId zone,
        DayOfWeek weekStart,
        List<Model> models,
        List<Link> links,
        List<Dimension> dimensions,
        Map<String, String> files) {
    /** Of tables in a warehouse. */
    public Schema(ZoneId zone, DayOfWeek weekStart, List<Model> models, List<Link> links, List<Dimension> dimensions) {
        this(zone, weekStart, models, links, dimensions, Map.of());
    }

    public Schema {
        models = List.copyOf(models);
        links = List.copyOf(links);
        dimensions = List.copyOf(dimensions);
        files = Map.copyOf(files);
    }

    /** Model by name. */
    public Optional<Model> model(String name) {
        return models.stream().filter(m -> m.name().equals(name)).findFirst();
    }

    /** Dimension of a unit by name. */
    public Optional<Dimension> dimension(String name, String unit) {
        return dimensions.stream()
                .filter(d -> d.name().equals(name) && d.entity().equals(unit))
                .findFirst();
    }

    /** The link that leads from one unit to another. */
    public Optional<Link> link(String from, String to) {
        return links.stream()
                .filter(l -> l.from().equals(from) && l.to().equals(to))
                .findFirst();
    }
}
