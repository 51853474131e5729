package covey.experiment.spec;

import covey.method.Options;
import covey.method.SpecificationException;
import covey.method.Study;
import covey.method.Study.MetricUse;
import covey.metric.Model;
import covey.result.MetricInfo.Role;
import covey.result.Setting;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Makes a {@link PlanSpec} from a study as declared. */
public final class PlanReader {
    private static final int WEEKS = 8;
    private static final double ROUNDING = 1e-6;
    private static final Duration SHORTEST = Duration.ofDays(14);

    private final Study study;
    private final Options design;
    private final SettingReader reader = new SettingReader();

    private PlanReader(Study study) {
        this.study = study;
        this.design = study.design();
    }

    /**
     * The plan that a study asks for.
     *
     * @param designs values of {@code design.type} that the caller plans
     * @throws SpecificationException when a value makes no sense, with its place
     */
    public static PlanSpec read(Study study, List<String> designs) {
        String design = study.design().text("type", designs.getFirst());
        if (ExperimentSettings.DESIGNS.contains(design) && !designs.contains(design)) {
            throw new SpecificationException(
                    study.design().location("type"),
                    "design.type '" + design + "' can be run but not yet planned from a history",
                    "planned are: " + String.join(", ", designs));
        }
        ExperimentSpec experiment = ExperimentReader.read(study, designs);
        PlanReader plan = new PlanReader(study);
        PlanRules rules = plan.rules(experiment);
        List<Setting> settings = new ArrayList<>(experiment.settings());
        settings.addAll(plan.reader.settings());
        return new PlanSpec(experiment, rules, settings);
    }

    private PlanRules rules(ExperimentSpec experiment) {
        double power = reader.fraction(design, "power");
        if (!(power > 0.5 && power < 1)) {
            throw new SpecificationException(
                    design.location("power"), "design.power is " + power + ", outside 0.5 to 1", "write 0.8 or 0.9");
        }
        shares(experiment);
        String entry = entry();
        String filter = reader.text(design, "history.filter");
        boolean dated = study.schema().model(entry).flatMap(Model::time).isPresent();
        Instant end = dated ? end() : study.end();
        Instant start = dated ? start(end) : study.start();
        OptionalDouble weekly = weekly();
        reader.record("design.history.dated", String.valueOf(dated), "model " + entry);
        return new PlanRules(power, entry, filter, start, end, dated, weekly, prior(experiment), reEstimate());
    }

    private static void shares(ExperimentSpec experiment) {
        double sum = experiment.arms().stream().mapToDouble(Study.Arm::share).sum();
        if (sum > 1 + ROUNDING) {
            throw new SpecificationException(
                    experiment.treatment().location(),
                    "the shares of the arms add to " + sum,
                    "shares are of all units that arrive: they add to at most 1");
        }
    }

    /** Activity that makes a unit enter: declared, else what the first primary metric is measured on. */
    private String entry() {
        if (design.has("history.entry")) {
            String name = reader.text(design, "history.entry");
            if (study.schema().model(name).isEmpty()) {
                List<String> known =
                        study.schema().models().stream().map(Model::name).toList();
                throw new SpecificationException(
                        design.location("history.entry"),
                        "design.history.entry names model '" + name + "', which is not declared",
                        "did you mean '" + NearestName.of(name, known) + "'?");
            }
            return name;
        }
        String model = study.metrics().stream()
                .min(Comparator.comparing(m -> m.role() != Role.PRIMARY))
                .map(MetricUse::metric)
                .map(m -> m.measure().aggregates().getLast().model())
                .orElseThrow();
        reader.record("design.history.entry", model, "default: model of the first primary metric");
        return model;
    }

    private Instant end() {
        Instant limit = study.start().isBefore(study.context().asOf())
                ? study.start()
                : study.context().asOf();
        Instant midnight =
                limit.atZone(study.schema().zone()).truncatedTo(ChronoUnit.DAYS).toInstant();
        Instant end = day("history.end").orElse(midnight);
        if (end.isAfter(limit)) {
            throw new SpecificationException(
                    design.location("history.end"),
                    "design.history.end is " + shown(end) + ", after "
                            + (limit.equals(study.start()) ? "the period starts" : "the data end") + " on "
                            + shown(limit),
                    "history ends before anybody is treated: write " + shown(midnight) + " or earlier");
        }
        reader.record("design.history.end", shown(end), design.origin("history.end"));
        return end;
    }

    private Instant start(Instant end) {
        Instant start = day("history.start")
                .orElse(end.atZone(study.schema().zone()).minusWeeks(WEEKS).toInstant());
        if (Duration.between(start, end).compareTo(SHORTEST) < 0) {
            throw new SpecificationException(
                    design.location(design.has("history.start") ? "history.start" : "history.end"),
                    "the history from " + shown(start) + " to " + shown(end) + " is shorter than two weeks",
                    "one week tells nothing of how arrivals slow down: start it by " + shown(end.minus(SHORTEST)));
        }
        reader.record("design.history.start", shown(start), design.origin("history.start"));
        return start;
    }

    private Optional<Instant> day(String key) {
        if (!design.has(key)) {
            return Optional.empty();
        }
        String text = design.text(key, "");
        try {
            return Optional.of(
                    LocalDate.parse(text).atStartOfDay(study.schema().zone()).toInstant());
        } catch (DateTimeException e) {
            throw new SpecificationException(
                    design.location(key), "design." + key + " is '" + text + "', which is no date", "write 2026-01-31");
        }
    }

    private String shown(Instant instant) {
        return instant.atZone(study.schema().zone()).toLocalDate().toString();
    }

    private OptionalDouble weekly() {
        if (!design.has("history.weekly_units")) {
            return OptionalDouble.empty();
        }
        double units = design.number("history.weekly_units", 0);
        if (!(units > 0)) {
            throw new SpecificationException(
                    design.location("history.weekly_units"),
                    "design.history.weekly_units is " + units,
                    "write how many units will enter in a week");
        }
        reader.record("design.history.weekly_units", String.valueOf(units), design.origin("history.weekly_units"));
        return OptionalDouble.of(units);
    }

    /** Declared rules are among the settings of the experiment, since a run is held to them. */
    private ReEstimateRules reEstimate() {
        return ReEstimateRules.read(study, ReEstimateRules.declared(study) ? new SettingReader() : reader);
    }

    private Optional<PlanRules.Prior> prior(ExperimentSpec experiment) {
        if (!design.has("prior.mean") && !design.has("prior.sd")) {
            return Optional.empty();
        }
        double mean = design.number("prior.mean", 0);
        double sd = design.number("prior.sd", 0);
        if (!(sd > 0) || !Double.isFinite(mean)) {
            throw new SpecificationException(
                    design.location(design.has("prior.sd") ? "prior.sd" : "prior.mean"),
                    "the prior of experiment " + experiment.name() + " has mean " + mean + " and standard deviation "
                            + sd,
                    "write design.prior: {mean: 0.01, sd: 0.02}, relative effects");
        }
        reader.record("design.prior.mean", String.valueOf(mean), design.origin("prior.mean"));
        reader.record("design.prior.sd", String.valueOf(sd), design.origin("prior.sd"));
        return Optional.of(new PlanRules.Prior(mean, sd));
    }
}
