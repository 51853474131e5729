package covey.experiment.rollout;

import covey.data.RolloutRequirement.Stage;
import covey.experiment.spec.ExperimentReader;
import covey.experiment.spec.ExperimentSpec;
import covey.method.Options;
import covey.method.SpecificationException;
import covey.method.Study;
import covey.metric.Dimension;
import covey.metric.Location;
import covey.metric.Model;
import covey.result.Setting;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a {@link RolloutSpec} from a study as declared. */
final class RolloutReader {
    private static final String STAGES = "stages";
    private static final String ORDER = "order";
    private static final String UNIT = "randomize.unit";

    private RolloutReader() {}

    static RolloutSpec read(Study study, List<String> designs) {
        ExperimentSpec experiment = ExperimentReader.read(study, designs).per(study.unit() + " and day");
        Options design = study.design();
        if (experiment.treatments().size() != 1) {
            throw new SpecificationException(
                    study.location(),
                    "a staged roll-out has one treatment, not "
                            + experiment.treatments().size(),
                    "roll out one arm, control being everyone else");
        }
        List<Stage> stages = stages(study);
        double order = design.number(ORDER, 1);
        if (order < 1 || order != Math.rint(order) || order > stages.size() - 1) {
            throw new SpecificationException(
                    design.location(ORDER),
                    "design.order is " + order + " with " + stages.size() + " stages",
                    "write 1 to " + (stages.size() - 1) + ": a polynomial of order k needs k + 1 stages");
        }
        List<Setting> settings = new ArrayList<>(experiment.settings());
        String population = population(study);
        settings.add(new Setting("design.population", population, "models"));
        settings.add(new Setting("design." + STAGES, shown(stages), design.origin(STAGES)));
        settings.add(new Setting("design." + ORDER, Integer.toString((int) order), design.origin(ORDER)));
        Optional<String> cluster = cluster(study);
        cluster.ifPresent(c -> settings.add(new Setting("design." + UNIT, c, design.origin(UNIT))));
        return new RolloutSpec(experiment, population, stages, (int) order, cluster, settings);
    }

    /** The dimension whose values are treated as wholes; empty where units are treated one by one. */
    private static Optional<String> cluster(Study study) {
        String unit = study.design().text(UNIT, study.unit());
        if (unit.equals(study.unit())) {
            return Optional.empty();
        }
        return Optional.of(study.schema()
                .dimension(unit, study.unit())
                .map(Dimension::name)
                .orElseThrow(() -> new SpecificationException(
                        study.design().location(UNIT),
                        "design." + UNIT + " names '" + unit + "', which is no dimension of " + study.unit(),
                        "declare it with as_of: entry, or make it the study's unit")));
    }

    private static String shown(List<Stage> stages) {
        List<String> parts = new ArrayList<>();
        stages.forEach(s -> parts.add(s.share() + " from " + s.from()));
        return String.join(", ", parts);
    }

    /** The model that lists the units: the one whose primary entity they are. */
    private static String population(Study study) {
        return study.schema().models().stream()
                .filter(m -> m.columns().stream()
                        .anyMatch(c -> c.entity()
                                .filter(e -> e.primary() && e.name().equals(study.unit()))
                                .isPresent()))
                .map(Model::name)
                .findFirst()
                .orElseThrow(() -> new SpecificationException(
                        study.location(),
                        "no model lists the " + study.unit() + "s: a roll-out looks at all of them, treated or not",
                        "mark a column of their table: entity: {name: " + study.unit() + ", type: primary}"));
    }

    private static List<Stage> stages(Study study) {
        Options design = study.design();
        List<Object> declared = design.list(STAGES, List.of());
        Location at = design.location(STAGES);
        if (declared.size() < 2) {
            throw new SpecificationException(
                    at,
                    "a staged roll-out needs two stages or more, not " + declared.size(),
                    "declare design.stages: [{at: 2026-03-01, share: 0}, {at: 2026-03-08, share: 0.1}]");
        }
        List<Instant> starts = new ArrayList<>();
        List<Double> shares = new ArrayList<>();
        for (Object item : declared) {
            if (!(item instanceof Map<?, ?> stage) || !(stage.get("share") instanceof Number share)) {
                throw new SpecificationException(
                        at, "'" + item + "' is no stage", "write {at: 2026-03-08, share: 0.1}");
            }
            starts.add(instant(String.valueOf(stage.get("at")), study.schema().zone(), at));
            shares.add(share.doubleValue());
        }
        List<Stage> stages = new ArrayList<>();
        for (int t = 0; t < starts.size(); t++) {
            Instant to = t + 1 < starts.size() ? starts.get(t + 1) : study.end();
            double share = shares.get(t);
            if (!starts.get(t).isBefore(to) || starts.get(t).isBefore(study.start())) {
                throw new SpecificationException(
                        at,
                        "the stage from " + starts.get(t) + " does not lie in order within the period",
                        "stages begin one after the other, the last before period.end");
            }
            if (!(share >= 0 && share <= 1) || (t > 0 && share <= shares.get(t - 1))) {
                throw new SpecificationException(
                        at,
                        "shares of the stages are " + shares + ", which do not rise within 0 to 1",
                        "a roll-out only adds units; a share that falls back is another design");
            }
            stages.add(new Stage(starts.get(t), to, share));
        }
        return stages;
    }

    private static Instant instant(String text, ZoneId zone, Location at) {
        try {
            return text.length() <= 10
                    ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
                    : LocalDateTime.parse(text.replace(' ', 'T')).atZone(zone).toInstant();
        } catch (DateTimeParseException e) {
            throw new SpecificationException(
                    at, "a stage begins at '" + text + "', which is no time", "write at: 2026-03-08");
        }
    }
}
