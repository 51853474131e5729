package covey.report.narrative;

import covey.report.scorecard.Effect;
import covey.report.scorecard.Scorecard;
import covey.result.Diagnostic;
import covey.result.Estimate;
import covey.result.Interval;
import covey.result.MetricInfo;
import covey.result.NotEstimable;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The one sentence that leads a scorecard: verb, effect, interval, horizon, and how the guardrails stand. */
public final class Headline {
    private final Scorecard scorecard;
    private final Readings readings;

    /** The headline of a scorecard. */
    public Headline(Scorecard scorecard) {
        this.scorecard = scorecard;
        this.readings = new Readings(scorecard);
    }

    /** The sentence. */
    public String text() {
        PlanNumbers plan = new PlanNumbers(scorecard.result());
        if (plan.planned()) {
            return new PlanHeadline(plan).text();
        }
        Optional<Diagnostic> length = plan.reEstimated();
        if (length.isPresent()) {
            return Words.capitalised(length.get().message());
        }
        Optional<Diagnostic> gate = scorecard.result().diagnostics().stream()
                .filter(Diagnostic::invalidates)
                .findFirst();
        if (gate.isPresent()) {
            return "Cannot conclude: " + cause(gate.get());
        }
        List<Effect> primary = scorecard.effects(MetricInfo.Role.PRIMARY);
        Optional<String> level = new LevelHeadline(scorecard).text();
        if (primary.isEmpty() && level.isPresent()) {
            return level.get();
        }
        if (primary.isEmpty()) {
            return scorecard.metrics(MetricInfo.Role.PRIMARY).isEmpty()
                    ? "No primary metric was declared: read the numbers below one by one."
                    : "Cannot conclude: there is no number for the primary metric.";
        }
        String lead = primary.size() == 1 ? single(primary.get(0)) : several(primary);
        String guardrails = guardrails();
        String looks = Monitored.summary(scorecard).map(s -> "; " + s).orElse("");
        return lead + (guardrails.isEmpty() ? "" : "; " + guardrails) + looks + ".";
    }

    private static String cause(Diagnostic gate) {
        String label = Checks.failure(gate.check());
        return label + ". Do not use these numbers.";
    }

    private String single(Effect effect) {
        Reading reading = readings.againstZero(effect);
        String metric = effect.metric().label();
        if (reading == Reading.MISSING) {
            return "Cannot conclude: there is no number for " + metric + missing(effect);
        }
        Estimate estimate = effect.spoken().orElseThrow();
        Measure measure = Measure.of(effect.metric(), estimate.estimand().scale());
        if (reading == Reading.UNCLEAR) {
            return unclear(effect, estimate, measure);
        }
        if (SameQueries.of(scorecard.result())) {
            return SameQueries.lead(scorecard.result(), effect, reading) + " " + measure.signed(estimate)
                    + interval(effect, measure, estimate) + SameQueries.where(scorecard.result());
        }
        String verb = estimate.value() > 0 ? " raised " : " lowered ";
        String judged = readings.denominatorMoved(effect).isPresent() ? ", but its denominator moved too" : "";
        return effect.arm().name() + verb + metric + " by " + measure.size(estimate)
                + interval(effect, measure, estimate) + horizon() + judged;
    }

    private String unclear(Effect effect, Estimate estimate, Measure measure) {
        String subject = effect.arm().name() + " on " + effect.metric().label();
        String held = readings.monitored(effect).map(Monitored::held).orElse("");
        if (!held.isEmpty()) {
            return "No verdict yet: " + subject + " is at " + measure.signed(estimate)
                    + interval(effect, measure, estimate) + horizon() + ", and " + held;
        }
        Optional<Interval> interval = estimate.interval();
        if (interval.isEmpty()) {
            return "The direction of the effect of " + subject + " is open" + horizon();
        }
        String range = measure.range(estimate, interval.get()).replace(" to ", " and ");
        if (SameQueries.of(scorecard.result())) {
            return "Which " + SameQueries.verb(scorecard.result()) + " better is open: the "
                    + SameQueries.difference(scorecard, effect) + " lies between "
                    + range + " (" + Measure.intervalName(interval.get()) + ")"
                    + SameQueries.where(scorecard.result());
        }
        return "Direction open: the effect of " + subject + " lies between " + range + " ("
                + Measure.intervalName(interval.get()) + corrected(effect) + ")" + horizon();
    }

    private String corrected(Effect effect) {
        return Monitored.correction(scorecard.result(), effect)
                .map(c -> "; " + c)
                .orElse("");
    }

    private String interval(Effect effect, Measure measure, Estimate estimate) {
        return estimate.interval()
                .map(i -> " (" + Measure.intervalName(i) + " " + measure.range(estimate, i) + corrected(effect) + ")")
                .orElse("");
    }

    private static String missing(Effect effect) {
        return effect.relative()
                .or(effect::difference)
                .filter(NotEstimable.class::isInstance)
                .map(o -> " (" + ((NotEstimable) o).message() + ")")
                .orElse("");
    }

    /** With several arms or primaries no single one is picked: the best of many flatters itself. */
    private String several(List<Effect> effects) {
        Map<Reading, Integer> counts = new EnumMap<>(Reading.class);
        effects.forEach(e -> counts.merge(readings.againstZero(e), 1, Integer::sum));
        List<String> parts = new ArrayList<>();
        boolean same = SameQueries.of(scorecard.result());
        if (!same && counts.getOrDefault(Reading.UNCLEAR, 0) == effects.size()) {
            return "Direction open in " + (effects.size() == 2 ? "both" : "all " + effects.size()) + " comparisons on "
                    + names(effects) + horizon();
        }
        String reference = SameQueries.named(scorecard.result());
        counts.forEach((reading, n) -> parts.add(n + " " + count(reading, reference)));
        return "Of " + effects.size() + " comparisons on " + names(effects) + ", " + Words.join(parts)
                + (same ? SameQueries.where(scorecard.result()) : horizon());
    }

    private static String names(List<Effect> effects) {
        List<String> labels =
                effects.stream().map(e -> e.metric().label()).distinct().toList();
        return labels.size() <= 2 ? Words.join(labels) : labels.size() + " primary metrics";
    }

    private static String count(Reading reading, String reference) {
        return switch (reading) {
            case BETTER -> "better than " + reference;
            case WORSE -> "worse than " + reference;
            case UNCLEAR -> "with open direction";
            case MISSING -> "without a number";
            default -> reading.word();
        };
    }

    private String guardrails() {
        List<Effect> effects = scorecard.effects(MetricInfo.Role.GUARDRAIL);
        if (effects.isEmpty()) {
            return "";
        }
        List<String> bad = labels(effects, Reading.MARGIN_CROSSED, Reading.WORSE);
        if (!bad.isEmpty()) {
            return bad.size() == 1 ? bad.get(0) + " is harmed" : bad.size() + " guardrails are harmed";
        }
        List<String> open = effects.stream()
                .filter(e -> readings.of(e) != Reading.WITHIN_MARGIN)
                .map(e -> e.metric().label())
                .distinct()
                .toList();
        if (open.isEmpty()) {
            return effects.size() == 1 ? "the guardrail is within its margin" : "all guardrails within their margins";
        }
        return open.size() == 1 ? "harm to " + open.get(0) + " is not ruled out" : open.size() + " guardrails are open";
    }

    private List<String> labels(List<Effect> effects, Reading one, Reading other) {
        return effects.stream()
                .filter(e -> readings.of(e) == one || readings.of(e) == other)
                .map(e -> e.metric().label())
                .distinct()
                .toList();
    }

    private String horizon() {
        Optional<String> interim = Monitored.passed(scorecard.result());
        if (interim.isPresent()) {
            return " after " + interim.get() + " of the plan";
        }
        try {
            LocalDate start = LocalDate.parse(scorecard.result().study().start());
            LocalDate last = LocalDate.parse(scorecard.result().study().lastDay());
            long days = ChronoUnit.DAYS.between(start, last) + 1;
            return days == 1 ? " in one day" : " over " + days + " days";
        } catch (DateTimeParseException e) {
            return "";
        }
    }
}
