package covey.project;

import covey.metric.Location;
import covey.project.source.Faults;
import covey.project.source.MapView;
import covey.project.source.Names;
import covey.project.source.Value;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads {@code covey.yml}, once the grammar has passed over it. */
final class ConfigReader {
    private static final int VERSION = 1;
    private static final double LEVEL = 0.95;
    private static final long SEED = 42;
    private static final int MIN_CELL = 50;

    private final Faults faults;

    ConfigReader(Faults faults) {
        this.faults = faults;
    }

    /** The settings; defaults where nothing, or nothing sound, is declared. */
    ProjectConfig read(String folder, Optional<MapView> file) {
        MapView view = file.orElseGet(
                () -> new MapView(new Value.Mapping(List.of(), Location.NONE, new Value.Span(0, 0, 0, 0))));
        Optional<MapView> defaults = view.map("defaults");
        Optional<MapView> privacy = view.map("privacy");
        version(view);
        if (view.has("profile") && view.has("files")) {
            faults.add(view.at("files"), "'profile' and 'files' both name the data", "keep one of them");
        }
        return new ProjectConfig(
                view.text("name", folder),
                VERSION,
                view.text("profile"),
                files(view),
                zone(view.text("timezone"), view.at("timezone"), faults).orElse(ZoneOffset.UTC),
                weekStart(view),
                defaults.map(d -> d.number("confidence_level").orElse(LEVEL))
                        .filter(l -> l > 0 && l < 1)
                        .orElse(LEVEL),
                defaults.filter(d -> d.has("confidence_level"))
                        .map(d -> d.at("confidence_level").toString())
                        .orElse("default"),
                defaults.flatMap(d -> d.text("seed")).map(ConfigReader::seed).orElse(SEED),
                OptionsReader.read("trust", view.map("trust")),
                privacy.map(p -> p.count("min_cell").orElse(MIN_CELL)).orElse(MIN_CELL),
                privacy.map(p -> p.text("example_units", "analyst_only")).orElse("analyst_only"),
                view.text("results"),
                view.location());
    }

    private void version(MapView view) {
        Optional<String> version = view.text("version");
        if (version.isPresent() && !version.get().equals(String.valueOf(VERSION))) {
            faults.add(
                    view.at("version"),
                    "version " + version.get() + " of the file language is not known; this program reads version "
                            + VERSION,
                    "write version: " + VERSION + ", or use a newer program");
        }
    }

    private static long seed(String text) {
        return new Value.Scalar(text, Value.Kind.INTEGER, Location.NONE).plain() instanceof Long seed ? seed : SEED;
    }

    static Map<String, String> files(MapView view) {
        Map<String, String> files = new LinkedHashMap<>();
        view.map("files").ifPresent(map -> {
            for (Value.Entry entry : map.entries()) {
                map.text(entry.key()).ifPresent(path -> files.put(entry.key(), path));
            }
        });
        return files;
    }

    private static DayOfWeek weekStart(MapView view) {
        String day = view.text("week_start", "monday").toUpperCase(Locale.ROOT);
        for (DayOfWeek candidate : DayOfWeek.values()) {
            if (candidate.name().equals(day)) {
                return candidate;
            }
        }
        return DayOfWeek.MONDAY;
    }

    /** A time zone by its IANA name; a fault when there is none of that name. */
    static Optional<ZoneId> zone(Optional<String> name, Location at, Faults faults) {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ZoneId.of(name.get()));
        } catch (DateTimeException e) {
            faults.add(
                    at,
                    "unknown timezone '" + name.get() + "'",
                    Names.nearest(name.get(), ZoneId.getAvailableZoneIds())
                            .map(n -> "did you mean '" + n + "'?")
                            .orElse("use an IANA name such as Europe/Berlin"));
            return Optional.empty();
        }
    }
}
