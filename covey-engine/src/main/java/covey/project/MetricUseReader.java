package covey.project;

import covey.method.Language;
import covey.method.Language.Misread;
import covey.method.Study;
import covey.metric.Aggregate;
import covey.metric.Location;
import covey.metric.Metric;
import covey.metric.Model;
import covey.project.source.Faults;
import covey.project.source.MapView;
import covey.project.source.Names;
import covey.project.source.Value;
import covey.result.MetricInfo;
import covey.result.MetricInfo.Role;
import covey.result.Scale;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Reads {@code metrics:} of a study: names or {@code {metric, margin}}, by role. */
final class MetricUseReader {
    private static final Map<String, Role> ROLES = roles();

    private final Faults faults;
    private final Register<Metric> metrics;
    private final Register<Model> models;
    private final LinkReader links;

    MetricUseReader(Faults faults, Register<Metric> metrics, Register<Model> models, LinkReader links) {
        this.faults = faults;
        this.metrics = metrics;
        this.models = models;
        this.links = links;
    }

    private static Map<String, Role> roles() {
        Map<String, Role> roles = new LinkedHashMap<>();
        roles.put("primary", Role.PRIMARY);
        roles.put("guardrails", Role.GUARDRAIL);
        roles.put("secondary", Role.SECONDARY);
        return roles;
    }

    /** Names of the metrics that a study names, known or not. */
    static List<String> names(MapView study) {
        List<String> names = new ArrayList<>();
        study.map("metrics").ifPresent(view -> {
            for (String role : ROLES.keySet()) {
                view.items(role).forEach(item -> name(item).ifPresent(names::add));
            }
        });
        return names.stream().distinct().toList();
    }

    private static Optional<String> name(Value item) {
        return switch (item) {
            case Value.Scalar s -> Optional.of(s.text());
            case Value.Mapping m -> new MapView(m).text("metric");
            case Value.Sequence s -> Optional.empty();
        };
    }

    /** The uses in the order primary, guardrails, secondary. */
    List<Study.MetricUse> read(MapView view, String unit, Language language) {
        List<Study.MetricUse> uses = new ArrayList<>();
        Map<String, Location> seen = new HashMap<>();
        ROLES.forEach((key, role) -> {
            for (Value item : view.items(key)) {
                String name = name(item).orElse("");
                Location first = seen.putIfAbsent(name, item.location());
                if (first != null) {
                    faults.add(
                            item.location(),
                            "metric '" + name + "' is used twice in the study, here and at " + first,
                            "one metric has one role; to measure it on both sides of a market, declare a second metric"
                                    + " of another name over the same rows");
                    continue;
                }
                String own = item instanceof Value.Mapping m ? new MapView(m).text("unit", unit) : unit;
                resolved(name, item.location(), language)
                        .filter(m -> reaches(m, own, item.location()))
                        .ifPresent(m -> uses.add(use(m, role, item, own)));
            }
        });
        if (seen.isEmpty()) {
            faults.add(view.location(), "the study has no metric", "name at least one under primary");
        }
        return uses;
    }

    /** What a kind measures of a study that names no metric. */
    static List<Study.MetricUse> usual(Language language, String unit, Location at) {
        List<Study.MetricUse> uses = new ArrayList<>();
        for (String name : language.measured()) {
            Role role = uses.isEmpty() ? Role.PRIMARY : Role.SECONDARY;
            language.metrics()
                    .apply(name)
                    .ifPresent(m -> uses.add(new Study.MetricUse(
                            UnitText.fill(m, unit), role, OptionalDouble.empty(), Scale.RELATIVE_DIFFERENCE, at)));
        }
        return uses;
    }

    /** The metric that the kind itself names, or the declared one. */
    private Optional<Metric> resolved(String name, Location at, Language language) {
        Optional<Metric> own = language.metrics().apply(name);
        if (own.isPresent() || metrics.declared(name) || language.examples().isEmpty()) {
            return own.isPresent() ? own : metrics.resolve(name, at);
        }
        Misread misread = language.misread()
                .apply(name)
                .orElseGet(() -> new Misread("unknown metric '" + name + "'", List.of(), ""));
        Set<String> near = new LinkedHashSet<>(language.examples());
        near.addAll(misread.near());
        faults.add(at, misread.message(), misread.advice().isEmpty() ? Names.suggestion(name, near) : misread.advice());
        return Optional.empty();
    }

    private Study.MetricUse use(Metric metric, Role role, Value item, String unit) {
        Size margin = size(metric, item, "margin", "0.01");
        Size mde = size(metric, item, "mde", "0.02");
        return new Study.MetricUse(
                UnitText.fill(metric, unit),
                role,
                margin.value(),
                margin.scale(),
                mde.value(),
                mde.scale(),
                item.location(),
                unit);
    }

    /** An effect size, relative or absolute. */
    private record Size(OptionalDouble value, Scale scale) {}

    private Size size(Metric metric, Value item, String key, String example) {
        Optional<MapView> size = item instanceof Value.Mapping m ? new MapView(m).map(key) : Optional.empty();
        if (size.isPresent() && size.get().has("relative") == size.get().has("absolute")) {
            faults.add(
                    size.get().location(),
                    "the " + key + " of '" + metric.name() + "' must be either relative or absolute, not "
                            + (size.get().has("relative") ? "both" : "neither"),
                    "write " + key + ": {relative: " + example + "} or " + key + ": {absolute: 0.002}");
        }
        OptionalDouble relative = size.map(m -> m.number("relative")).orElse(OptionalDouble.empty());
        OptionalDouble absolute = size.map(m -> m.number("absolute")).orElse(OptionalDouble.empty());
        boolean harmIsLess = key.equals("margin") && metric.goal() != MetricInfo.Goal.DECREASE;
        if (harmIsLess && relative.isPresent() && relative.getAsDouble() >= 1) {
            faults.add(
                    size.orElseThrow().location(),
                    "the relative margin of '" + metric.name() + "' is " + relative.getAsDouble()
                            + ": no harm is as large as the whole control value, so it would hold whatever happens",
                    "a relative margin is a fraction: write margin: {relative: 0.05} for 5 %");
        }
        return new Size(
                relative.isPresent() ? relative : absolute,
                absolute.isPresent() ? Scale.DIFFERENCE : Scale.RELATIVE_DIFFERENCE);
    }

    private boolean reaches(Metric metric, String unit, Location at) {
        boolean reached = true;
        for (Aggregate aggregate : metric.measure().aggregates()) {
            Optional<Model> model = models.get(aggregate.model());
            if (model.isPresent() && !links.leads(model.get(), unit)) {
                faults.add(
                        at,
                        "metric '" + metric.name() + "' cannot be measured per " + unit + ": model '"
                                + model.get().name() + "' has no column for that unit and no link leads there",
                        "give one of its columns entity: {name: " + unit + ", type: foreign}, or declare a link");
                reached = false;
            }
        }
        return reached;
    }
}
