package covey.project;

import covey.metric.Location;
import covey.project.grammar.Grammar;
import covey.project.grammar.GrammarCheck;
import covey.project.source.Faults;
import covey.project.source.MapView;
import covey.project.source.Names;
import covey.project.source.SourceFile;
import covey.project.source.Value;
import covey.project.source.YamlReader;
import covey.warehouse.Target;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Connections and secrets, which live outside every project: {@code profiles.yml} in {@code COVEY_PROFILES_DIR}, else in
 * {@code ~/.covey}. Only here do <code>${env:NAME}</code> and <code>${file:/path}</code> mean something, so that a
 * hostile project cannot read the environment.
 */
public final class Profiles {
    private final Map<String, String> environment;

    private Profiles(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Profiles as the given environment variables place them. */
    public static Profiles in(Map<String, String> environment) {
        return new Profiles(environment);
    }

    /** The file; empty when no home directory is known. */
    public Optional<Path> file() {
        Optional<Path> named = variable("COVEY_PROFILES_DIR").map(Path::of);
        Optional<Path> home = variable("HOME").or(() -> variable("USERPROFILE")).map(h -> Path.of(h, ".covey"));
        return named.or(() -> home).map(folder -> folder.resolve("profiles.yml"));
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(v -> !v.isBlank());
    }

    /**
     * The connection of a project: its {@code files:}, or the target of its profile.
     *
     * @param requested target by name; the profile's {@code default_target} when empty
     */
    public TargetChoice choose(Project project, Optional<String> requested) {
        Faults faults = new Faults();
        ProjectConfig config = project.config();
        if (config.profile().isEmpty()) {
            if (config.files().isEmpty()) {
                faults.add(
                        config.location(),
                        "the project names no data",
                        "add files: {table: path} or profile: name to " + ProjectReader.PROJECT_FILE);
                return TargetChoice.refused(faults.sorted());
            }
            requested.ifPresent(name -> faults.add(
                    config.location(), "target '" + name + "' is asked for, but the project has no profile", ""));
            return faults.count() > 0
                    ? TargetChoice.refused(faults.sorted())
                    : new TargetChoice(
                            Optional.of(Target.files(project.root(), config.files())),
                            OptionalDouble.empty(),
                            Optional.empty(),
                            List.of());
        }
        return fromProfile(project, config.profile().get(), requested, faults);
    }

    private TargetChoice fromProfile(Project project, String profile, Optional<String> requested, Faults faults) {
        Optional<Path> file = file();
        String name = file.map(Path::toString).orElse("profiles.yml");
        if (file.isEmpty() || !Files.isRegularFile(file.get())) {
            faults.add(
                    new Location(name, 0),
                    "profile '" + profile + "' is asked for, but there is no such file",
                    "write it, or point COVEY_PROFILES_DIR to its folder");
            return TargetChoice.refused(faults.sorted());
        }
        SourceFile source = new YamlReader(faults).read(file.get(), name);
        GrammarCheck check = new GrammarCheck(faults);
        source.documents().forEach(d -> check.document(d, Grammar.of(List.of()).profiles()));
        if (faults.count() > 0) {
            return TargetChoice.refused(faults.sorted());
        }
        Optional<MapView> profiles = source.documents().stream().findFirst().map(d -> new MapView((Value.Mapping) d));
        Optional<MapView> chosen = profiles.flatMap(p -> p.map(profile));
        if (chosen.isEmpty()) {
            List<String> known = profiles.map(Profiles::names).orElse(List.of());
            faults.add(source.location(), "there is no profile '" + profile + "'", Names.suggestion(profile, known));
            return TargetChoice.refused(faults.sorted());
        }
        return target(project, chosen.get(), requested, faults);
    }

    private TargetChoice target(Project project, MapView profile, Optional<String> requested, Faults faults) {
        MapView targets = profile.map("targets").orElseThrow();
        List<String> known = names(targets);
        Optional<String> name = requested
                .or(() -> profile.text("default_target"))
                .or(() -> known.size() == 1 ? Optional.of(known.getFirst()) : Optional.empty());
        if (name.isEmpty()) {
            faults.add(profile.location(), "the profile has no default_target", "add it, or choose with --target");
            return TargetChoice.refused(faults.sorted());
        }
        Optional<MapView> view = targets.map(name.get());
        if (view.isEmpty()) {
            faults.add(
                    profile.at("targets"),
                    "there is no target '" + name.get() + "'",
                    Names.suggestion(name.get(), known));
            return TargetChoice.refused(faults.sorted());
        }
        Secrets secrets = new Secrets(environment, faults);
        MapView v = view.get();
        Map<String, String> files = new LinkedHashMap<>();
        ConfigReader.files(v).forEach((table, path) -> files.put(table, secrets.resolve(path, v.at("files"))));
        Target target = new Target(
                name.get(),
                v.text("type", ""),
                secrets.text(v, "path").flatMap(p -> path(p, v.at("path"), faults)),
                secrets.text(v, "url"),
                secrets.text(v, "user"),
                secrets.text(v, "password"),
                files,
                project.root(),
                v.text("reproducible", "false").equalsIgnoreCase("true"));
        Optional<String> results = secrets.text(v, "results");
        return faults.count() > 0
                ? TargetChoice.refused(faults.sorted())
                : new TargetChoice(Optional.of(target), v.number("sample"), results, List.of());
    }

    private static Optional<Path> path(String text, Location at, Faults faults) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            faults.add(at, "'path' is not a path", "");
            return Optional.empty();
        }
    }

    private static List<String> names(MapView view) {
        return view.entries().stream().map(Value.Entry::key).toList();
    }
}
