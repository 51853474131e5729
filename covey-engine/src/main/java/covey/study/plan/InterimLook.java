package covey.study.plan;

import covey.data.LookHistory;
import covey.data.LookHistory.Look;
import covey.experiment.spec.PlanSpec;
import covey.experiment.spec.ReEstimateRules;
import covey.experiment.spec.ReEstimateRules.Conditional;
import covey.method.SpecificationException;
import covey.method.Study;
import covey.metric.Location;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a study may be sized again as it asks now: by what its plan registered, and an interim look at its effects once,
 * on its day, before anybody has seen more.
 *
 * @param file the plan
 * @param made decisions on record
 * @param looks looks on record
 */
public record InterimLook(PlanFile file, List<ReEstimate> made, LookHistory looks) {
    private static final String PREFIX = "design.re_estimate.";
    private static final String METHOD = PREFIX + "method";
    private static final String BLINDED = ReEstimateRules.Method.BLINDED.name().toLowerCase(Locale.ROOT);
    private static final String CONDITIONAL =
            ReEstimateRules.Method.CONDITIONAL.name().toLowerCase(Locale.ROOT);

    public InterimLook {
        made = List.copyOf(made);
    }

    /**
     * The interim look that a study registered; empty for a blinded re-estimation.
     *
     * @throws SpecificationException when the study asks for something else than its plan, or not now
     */
    public Optional<Instant> allowed(PlanSpec spec) {
        Study study = spec.experiment().study();
        Map<String, String> now = new LinkedHashMap<>();
        spec.settings().stream()
                .filter(s -> s.name().startsWith(PREFIX))
                .forEach(s -> now.putIfAbsent(s.name(), s.value()));
        String planned = file.registered().getOrDefault(METHOD, BLINDED);
        String asked = now.getOrDefault(METHOD, BLINDED);
        if (!planned.equals(asked)) {
            throw refused(study, METHOD, planned, asked);
        }
        if (!asked.equals(CONDITIONAL)) {
            return Optional.empty();
        }
        now.forEach((key, value) -> {
            String registered = file.registered().getOrDefault(key, "absent");
            if (!registered.equals(value)) {
                throw refused(study, key, registered, value);
            }
        });
        Instant at =
                spec.rules().reEstimate().conditional().map(Conditional::at).orElseThrow();
        inTime(study, at);
        return Optional.of(at);
    }

    private void inTime(Study study, Instant at) {
        String day = day(study, at);
        if (!Instant.parse(file.written()).isBefore(at)) {
            throw at(
                    study,
                    "the plan of " + study.name() + " was written on "
                            + day(study, Instant.parse(file.written())) + ", after its interim look of " + day
                            + ": a look at effects is registered before it is made",
                    "the length stands");
        }
        made.stream().filter(r -> r.sizing().isPresent()).findFirst().ifPresent(r -> {
            throw at(
                    study,
                    "the effects of " + study.name() + " decided on its length on " + day + " already",
                    "one interim look was registered: covey show " + study.name() + "@re_estimate");
        });
        if (study.context().asOf().isBefore(at)) {
            throw at(
                    study,
                    "the interim look of " + study.name() + " is on " + day + ", and it is "
                            + day(study, study.context().asOf()),
                    "come back on " + day);
        }
        if (!study.context().asOf().isBefore(study.end())) {
            throw at(
                    study,
                    "the period of " + study.name() + " is over since " + day(study, study.end())
                            + ": its length is decided",
                    "covey run " + study.name());
        }
        looks.looks().stream()
                .filter(l -> l.at().isAfter(at))
                .map(Look::asOf)
                .findFirst()
                .ifPresent(seen -> {
                    throw at(
                            study,
                            study.name() + " was looked at on " + seen + ", after its interim look of " + day
                                    + " and before the decision: the choice could rest on what that look showed",
                            "the length stands; decide before the next covey run");
                });
    }

    private static SpecificationException refused(Study study, String key, String planned, String asked) {
        return new SpecificationException(
                study.design().location(key.substring("design.".length())),
                key + " is " + asked + ", and the plan registered " + planned,
                "a rule for the length is chosen before the start: write " + planned);
    }

    private static SpecificationException at(Study study, String message, String advice) {
        Location where = study.design().location("re_estimate.at");
        return new SpecificationException(where, message, advice);
    }

    private static String day(Study study, Instant instant) {
        return instant.atZone(study.schema().zone()).toLocalDate().toString();
    }
}
