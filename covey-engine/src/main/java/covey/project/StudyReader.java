package covey.project;

import covey.method.Language;
import covey.method.Options;
import covey.method.Study;
import covey.metric.Location;
import covey.metric.Metric;
import covey.metric.Model;
import covey.metric.Population;
import covey.metric.Schema;
import covey.project.grammar.GrammarCheck;
import covey.project.source.Fault;
import covey.project.source.Faults;
import covey.project.source.MapView;
import covey.project.source.Names;
import covey.project.source.SourceFile;
import covey.project.source.Times;
import covey.project.source.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the documents of {@code studies/*.yml}. */
final class StudyReader {
    /**
     * What studies may refer to.
     *
     * @param config project settings
     * @param schema tables, links, dimensions
     * @param models models by name
     * @param metrics metrics by name
     * @param links ways between units
     * @param dimensions slices
     * @param languages what each kind of study adds, by kind
     */
    record Library(
            ProjectConfig config,
            Schema schema,
            Register<Model> models,
            Register<Metric> metrics,
            LinkReader links,
            DimensionReader dimensions,
            Map<String, Language> languages) {
        Language language(MapView study) {
            return languages.getOrDefault(study.text("kind", ""), Language.COMMON);
        }
    }

    private final Faults faults;
    private final GrammarCheck check;
    private final Library library;
    private final Register<StudyFile> studies;
    private final TreatmentReader treatments;
    private final MetricUseReader uses;

    StudyReader(Faults faults, GrammarCheck check, Library library) {
        this.faults = faults;
        this.check = check;
        this.library = library;
        this.studies = new Register<>("study", faults);
        this.treatments = new TreatmentReader(faults, library.models(), library.links());
        this.uses = new MetricUseReader(faults, library.metrics(), library.models(), library.links());
    }

    /** Studies read so far. */
    List<StudyFile> studies() {
        return studies.all();
    }

    /** Reads one document; {@code found} are the faults the grammar found in it. */
    void read(MapView view, SourceFile file, List<Fault> found) {
        Optional<String> name = view.text("name");
        if (name.isEmpty() || !studies.claim(name.get(), view.at("name"))) {
            return;
        }
        int before = faults.count();
        Optional<Study> study = readable(view) ? study(view, file, name.get()) : Optional.empty();
        List<Fault> own = new ArrayList<>(found);
        own.addAll(faults.since(before));
        own.addAll(faultyMetrics(view));
        if (own.isEmpty() && study.isEmpty()) {
            own.add(new Fault(view.location(), "study '" + name.get() + "' refers to something with faults", ""));
        }
        studies.put(
                name.get(),
                new StudyFile(
                        name.get(),
                        view.text("kind", ""),
                        view.texts("tags"),
                        MetricUseReader.names(view),
                        view.location(),
                        own.isEmpty() ? study : Optional.empty(),
                        own));
    }

    /** Whether the parts that carry references are sound; a fault elsewhere does not hide theirs. */
    private boolean readable(MapView view) {
        Value treatment = view.mapping().get("treatment");
        return sound(view, "unit")
                && sound(view, "period")
                && sound(view, "metrics")
                && (treatment == null ? check.sound(view.mapping()) : check.sound(treatment));
    }

    private boolean sound(MapView view, String key) {
        Value value = view.mapping().get(key);
        return value == null ? library.language(view).notNeeded().contains(key) : check.sound(value);
    }

    private List<Fault> faultyMetrics(MapView view) {
        Register<Metric> metrics = library.metrics();
        return MetricUseReader.names(view).stream()
                .filter(m -> metrics.declared(m) && metrics.get(m).isEmpty())
                .map(m -> new Fault(
                        metrics.location(m).orElse(Location.NONE), "metric '" + m + "' has faults", "run validate"))
                .toList();
    }

    private Optional<Study> study(MapView view, SourceFile file, String name) {
        String unit = view.text("unit", "");
        if (view.has("unit")) {
            unit(unit, view.at("unit"));
        }
        Optional<MapView> period = view.map("period");
        Instant start = period.map(p -> instant(p, "start")).orElse(Instant.EPOCH);
        Instant end = period.map(p -> instant(p, "end")).orElse(Instant.EPOCH);
        if (period.isPresent() && !start.isBefore(end)) {
            faults.add(
                    view.at("period"),
                    "the period ends before it starts: end " + period.get().text("end", "") + " is not after start "
                            + period.get().text("start", ""),
                    "end is exclusive: the day after the last");
        }
        Optional<Study.Treatment> treatment = view.map("treatment").flatMap(t -> treatments.read(t, unit));
        if (view.has("treatment") && treatment.isEmpty()) {
            metricsOnly(view, unit);
            return Optional.empty();
        }
        List<Study.MetricUse> metrics = metrics(view, unit);
        references(view);
        assigned(options(view, "design"), unit);
        ProjectConfig config = library.config();
        return Optional.of(new Study(
                view.text("kind", ""),
                name,
                view.text("label", name),
                view.text("owner", ""),
                view.texts("tags"),
                view.text("question").or(() -> view.text("hypothesis")).orElse(""),
                unit,
                population(view, unit),
                start,
                end,
                treatment,
                metrics,
                OptionsReader.data(view),
                slices(view, unit),
                exclusions(view, start, end),
                options(view, "design"),
                options(view, "analysis"),
                options(view, "monitoring"),
                options(view, "multiplicity"),
                options(view, "decision"),
                config.trust(),
                library.schema(),
                library.metrics().all().stream()
                        .map(m -> UnitText.fill(m, unit))
                        .toList(),
                new Study.Context(
                        config.level(),
                        config.levelOrigin(),
                        config.seed(),
                        config.minCell(),
                        Study.Examples.valueOf(config.exampleUnits().toUpperCase(Locale.ROOT)),
                        Instant.MAX),
                file.excerpt(view.mapping().span()),
                view.location()));
    }

    /** The rest of a study whose exposures are unknown: its other faults are still worth saying. */
    private void metricsOnly(MapView view, String unit) {
        metrics(view, unit);
        references(view);
        slices(view, unit);
        population(view, unit);
    }

    private List<Study.MetricUse> metrics(MapView view, String unit) {
        return view.map("metrics")
                .map(m -> uses.read(m, unit, library.language(view)))
                .orElseGet(() -> MetricUseReader.usual(library.language(view), unit, view.location()));
    }

    private void unit(String unit, Location at) {
        Set<String> units = new TreeSet<>();
        library.schema()
                .models()
                .forEach(m -> m.columns().forEach(c -> c.entity().ifPresent(e -> units.add(e.name()))));
        if (!units.contains(unit)
                && library.models().names().size() == library.schema().models().size()) {
            faults.add(at, "no model has a column for unit '" + unit + "'", Names.suggestion(unit, units));
        }
    }

    private List<String> slices(MapView view, String unit) {
        List<String> slices = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Value item : view.items("slices")) {
            String name = item instanceof Value.Scalar s ? s.text() : "";
            Optional<DimensionReader.Slice> slice = library.dimensions().slice(name, unit);
            if (!seen.add(name)) {
                faults.add(item.location(), "slice '" + name + "' stands twice", "remove one");
            } else if (slice.isEmpty()) {
                faults.add(
                        item.location(),
                        "unknown dimension '" + name + "' of unit '" + unit + "'",
                        Names.suggestion(name, library.dimensions().names(unit)));
            } else if (!slice.get().obstacle().isEmpty()) {
                faults.add(
                        item.location(),
                        "'" + name + "' cannot be a slice: " + slice.get().obstacle(),
                        slice.get().cure());
            } else {
                slices.add(name);
            }
        }
        return slices;
    }

    private Population population(MapView view, String unit) {
        return view.map("population")
                .filter(p -> check.sound(p.mapping()))
                .map(p -> library.dimensions().population(p, unit))
                .orElse(Population.EVERYBODY);
    }

    /** What was assigned as one, or inside what, must predate entry as slices must. */
    private void assigned(Options design, String unit) {
        for (String key : List.of("randomize.unit", "randomize.pair", "randomize.stratify")) {
            for (Object name : design.list(key, List.of())) {
                library.dimensions()
                        .slice(String.valueOf(name), unit)
                        .filter(s -> !s.obstacle().isEmpty())
                        .ifPresent(s -> faults.add(
                                design.location(key),
                                "'" + name + "', declared at " + s.location() + ", cannot be what was assigned by: "
                                        + s.obstacle(),
                                s.cure()));
            }
        }
    }

    private List<Study.Exclusion> exclusions(MapView view, Instant start, Instant end) {
        List<Study.Exclusion> exclusions = new ArrayList<>();
        for (MapView item : view.maps("exclusions")) {
            if (!check.sound(item.mapping())) {
                continue;
            }
            Instant from = instant(item, "from");
            Instant to = instant(item, "to");
            String written = "[" + item.text("from", "") + ", " + item.text("to", "") + ")";
            if (!from.isBefore(to)) {
                faults.add(item.location(), "the exclusion " + written + " ends before it starts", "to is exclusive");
            } else if (from.isBefore(start) || to.isAfter(end)) {
                faults.add(item.location(), "the exclusion " + written + " is not inside the period", "");
            }
            exclusions.add(new Study.Exclusion(from, to, item.text("reason", "")));
        }
        return exclusions;
    }

    /** Metrics that the free-form parts name, such as covariates, must exist. */
    private void references(MapView view) {
        for (String part : List.of("design", "analysis", "monitoring", "decision")) {
            view.map(part).ifPresent(v -> named(v.mapping()));
        }
    }

    private void named(Value value) {
        switch (value) {
            case Value.Mapping m ->
                m.entries().forEach(e -> {
                    if (e.key().equals("metric") && e.value() instanceof Value.Scalar s) {
                        library.metrics().resolve(s.text(), s.location());
                    }
                    named(e.value());
                });
            case Value.Sequence s -> s.items().forEach(this::named);
            case Value.Scalar s -> {
                // names nothing
            }
        }
    }

    private static Options options(MapView view, String part) {
        return OptionsReader.read(part, view.map(part));
    }

    private Instant instant(MapView view, String key) {
        return view.text(key)
                .flatMap(t -> Times.instant(t, library.config().zone()))
                .orElse(Instant.EPOCH);
    }

    /** The same study, reading nothing later than the given instant. */
    static Study boundedBy(Study s, Instant asOf) {
        return new Study(
                s.kind(),
                s.name(),
                s.label(),
                s.owner(),
                s.tags(),
                s.question(),
                s.unit(),
                s.population(),
                s.start(),
                s.end(),
                s.treatment(),
                s.metrics(),
                s.data(),
                s.slices(),
                s.exclusions(),
                s.design(),
                s.analysis(),
                s.monitoring(),
                s.multiplicity(),
                s.decision(),
                s.trust(),
                s.schema(),
                s.library(),
                s.context().boundedBy(asOf),
                s.source(),
                s.location());
    }
}
