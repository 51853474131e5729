package covey.experiment;

import covey.experiment.spec.ExperimentReader;
import covey.experiment.spec.ExperimentSpec;
import covey.method.Options;
import covey.method.Study;
import covey.method.Study.Arm;
import covey.method.Study.MetricUse;
import covey.metric.Aggregate;
import covey.metric.Aggregate.Function;
import covey.metric.Column;
import covey.metric.Column.DimensionType;
import covey.metric.Column.DimensionType.Kind;
import covey.metric.Dimension;
import covey.metric.Location;
import covey.metric.Measure;
import covey.metric.Metric;
import covey.metric.Model;
import covey.metric.Population;
import covey.metric.Schema;
import covey.metric.Window;
import covey.result.MetricInfo.Goal;
import covey.result.MetricInfo.Role;
import covey.result.Scale;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Studies for tests: two arms of one half, a model of events with time and one of players without. */
public final class StudyBuilder {
    private final List<Arm> arms = new ArrayList<>(
            List.of(new Arm("control", "control", 0.5, true), new Arm("treatment", "treatment", 0.5, false)));
    private final List<MetricUse> metrics = new ArrayList<>();
    private final Map<String, Map<String, Options.Option>> options = new LinkedHashMap<>();
    private List<String> slices = List.of();
    private List<Study.Exclusion> exclusions = List.of();
    private int minCell = 5;
    private String duplicates = "exclude";
    private String valid = "";
    private Instant end = Instant.parse("2026-03-15T00:00:00Z");
    private Instant asOf = Instant.parse("2026-05-01T00:00:00Z");

    public static Metric metric(String name, Measure measure, Goal goal) {
        return new Metric(
                name,
                name,
                "",
                "",
                "draft",
                measure,
                measure instanceof Measure.Retention
                        ? new Window(Duration.ofDays(7), Optional.of(Duration.ofDays(14)))
                        : Window.OPEN,
                Optional.empty(),
                goal,
                name + " per user",
                "",
                Location.NONE);
    }

    public static Aggregate sum(String model) {
        return new Aggregate(model, Function.SUM, "x", "");
    }

    public static Metric mean(String name) {
        return metric(name, new Measure.Mean(sum("events")), Goal.INCREASE);
    }

    public static Metric proportion(String name) {
        return metric(name, new Measure.Proportion(sum("events")), Goal.INCREASE);
    }

    public static Metric retention(String name) {
        return metric(name, new Measure.Retention(sum("events")), Goal.INCREASE);
    }

    public static Metric ratio(String name) {
        return metric(name, new Measure.Ratio(sum("events"), sum("events")), Goal.INCREASE);
    }

    public static Metric quantile(String name, Measure.Quantile.Over over) {
        return metric(name, new Measure.Quantile(sum("events"), 0.5, over), Goal.DECREASE);
    }

    public StudyBuilder primary(Metric metric) {
        return use(metric, Role.PRIMARY, OptionalDouble.empty(), Scale.RELATIVE_DIFFERENCE);
    }

    public StudyBuilder secondary(Metric metric) {
        return use(metric, Role.SECONDARY, OptionalDouble.empty(), Scale.RELATIVE_DIFFERENCE);
    }

    public StudyBuilder guardrail(Metric metric, double margin, Scale scale) {
        return use(metric, Role.GUARDRAIL, OptionalDouble.of(margin), scale);
    }

    private StudyBuilder use(Metric metric, Role role, OptionalDouble margin, Scale scale) {
        metrics.add(new MetricUse(metric, role, margin, scale, new Location("studies/s.yml", 10)));
        return this;
    }

    /** The effect, relative, that the latest metric must be able to see. */
    public StudyBuilder mde(double relative) {
        MetricUse use = metrics.removeLast();
        metrics.add(new MetricUse(
                use.metric(),
                use.role(),
                use.margin(),
                use.marginScale(),
                OptionalDouble.of(relative),
                Scale.RELATIVE_DIFFERENCE,
                use.location(),
                use.unit()));
        return this;
    }

    public StudyBuilder arms(Arm... chosen) {
        arms.clear();
        arms.addAll(List.of(chosen));
        return this;
    }

    public StudyBuilder slices(String... names) {
        slices = List.of(names);
        return this;
    }

    public StudyBuilder exclude(String from, String to) {
        exclusions = List.of(new Study.Exclusion(Instant.parse(from), Instant.parse(to), "outage"));
        return this;
    }

    public StudyBuilder minCell(int least) {
        minCell = least;
        return this;
    }

    public StudyBuilder duplicates(String rule) {
        duplicates = rule;
        return this;
    }

    public StudyBuilder valid(String condition) {
        valid = condition;
        return this;
    }

    public StudyBuilder asOf(String instant) {
        asOf = Instant.parse(instant);
        return this;
    }

    /** Another end of the period than 15 March. */
    public StudyBuilder end(Instant instant) {
        end = instant;
        return this;
    }

    public StudyBuilder set(String part, String key, Object value) {
        options.computeIfAbsent(part, p -> new LinkedHashMap<>())
                .put(key, new Options.Option(value, new Location("studies/s.yml", 42)));
        return this;
    }

    /** Without covariates, so that effects can be computed by hand. */
    public ExperimentSpec plain() {
        return set("analysis", "adjustment", "none").spec();
    }

    public ExperimentSpec spec() {
        return ExperimentReader.read(study(), List.of("user_randomized"));
    }

    public Study study() {
        return new Study(
                "experiment",
                "s",
                "s",
                "",
                List.of(),
                "",
                "user",
                Population.EVERYBODY,
                Instant.parse("2026-03-01T00:00:00Z"),
                end,
                Optional.of(new Study.Treatment(
                        "exposures", "arm", "", valid, duplicates, arms, new Location("studies/s.yml", 5))),
                metrics,
                Options.none("data"),
                slices,
                exclusions,
                part("design"),
                part("analysis"),
                part("monitoring"),
                part("multiplicity"),
                part("decision"),
                part("trust"),
                schema(),
                metrics.stream().map(MetricUse::metric).toList(),
                new Study.Context(0.95, "default", 42, minCell, Study.Examples.ANALYST_ONLY, asOf),
                "",
                new Location("studies/s.yml", 1));
    }

    private Options part(String name) {
        return new Options(name, options.getOrDefault(name, Map.of()));
    }

    private static Schema schema() {
        return new Schema(
                ZoneOffset.UTC,
                DayOfWeek.MONDAY,
                List.of(model("events", true), model("exposures", true), model("players", false)),
                List.of(),
                List.of(
                        new Dimension("country", "user", "users", "country", List.of(), 20, false, Location.NONE),
                        new Dimension("history", "user", "users", "history", List.of(), 20, true, Location.NONE)));
    }

    private static Model model(String name, boolean timed) {
        List<Column> columns = timed
                ? List.of(new Column(
                        "at",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new DimensionType(Kind.TIME, false, Optional.empty()))))
                : List.of();
        return new Model(
                name, name, timed ? Optional.of("at") : Optional.empty(), Duration.ZERO, columns, Location.NONE);
    }
}
