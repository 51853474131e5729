package covey.report.narrative;

import covey.report.scorecard.Effect;
import covey.report.scorecard.Scorecard;
import covey.result.AdjustedPValue;
import covey.result.Diagnostic;
import covey.result.Estimate;
import covey.result.Interval;
import covey.result.MetricInfo;
import covey.result.MetricInfo.Goal;
import covey.result.NotEstimable;
import covey.result.Outcome;
import covey.result.Scale;
import covey.result.Test;
import java.util.Optional;

/**
 * One sentence for each effect, built from its numbers. Never "no effect" but the range that is left; never a bare
 * "significant"; percent and percentage points spelled out; causal verbs, since arms were randomised.
 */
public final class Sentences {
    private final Scorecard scorecard;
    private final Readings readings;

    /** Sentences about the effects of this scorecard. */
    public Sentences(Scorecard scorecard) {
        this.scorecard = scorecard;
        this.readings = new Readings(scorecard);
    }

    /** The sentence for an effect; empty when a failed gate forbids any. */
    public String of(Effect effect) {
        Reading reading = readings.of(effect);
        return switch (reading) {
            case BLOCKED -> "";
            case MISSING -> missing(effect);
            case WITHIN_MARGIN, MARGIN_CROSSED, MARGIN_UNCLEAR -> margin(effect, reading);
            case BETTER, WORSE, ROSE, FELL, UNCLEAR ->
                effect.spoken().map(e -> plain(effect, e, reading)).orElse("");
        };
    }

    private String plain(Effect effect, Estimate estimate, Reading reading) {
        String held = readings.monitored(effect).map(Monitored::held).orElse("");
        String sentence = !held.isEmpty()
                ? early(effect, estimate, held)
                : reading == Reading.UNCLEAR ? unclear(effect, estimate) : moved(effect, estimate, reading);
        return effect.metric().role() == MetricInfo.Role.GUARDRAIL
                ? sentence + " No margin was declared for this guardrail."
                : sentence;
    }

    private String moved(Effect effect, Estimate estimate, Reading reading) {
        Measure measure = Measure.of(effect.metric(), estimate.estimand().scale());
        String subject = SameQueries.of(scorecard.result())
                ? SameQueries.moved(scorecard, effect, estimate)
                : effect.arm().name() + (estimate.value() > 0 ? " raised " : " lowered ")
                        + effect.metric().label() + " by ";
        String text = subject
                + measure.size(estimate)
                + evidence(effect, measure, estimate)
                + beside(effect, estimate)
                + test(estimate);
        Optional<Diagnostic> denominator = readings.denominatorMoved(effect);
        if (denominator.isPresent()) {
            return text + "; its denominator moved too, so this is not read as a gain or a loss.";
        }
        return text + judgement(effect, reading) + ".";
    }

    private static String judgement(Effect effect, Reading reading) {
        if (reading != Reading.BETTER && reading != Reading.WORSE) {
            return "";
        }
        String wanted = effect.metric().goal() == Goal.INCREASE ? "an increase" : "a decrease";
        return "; " + wanted + " was wanted, so this is " + reading.word();
    }

    private String unclear(Effect effect, Estimate estimate) {
        Measure measure = Measure.of(effect.metric(), estimate.estimand().scale());
        Optional<Interval> interval = estimate.interval();
        boolean same = SameQueries.of(scorecard.result());
        String start = same
                ? "The " + SameQueries.difference(scorecard, effect)
                : "The effect of " + effect.arm().name() + " on "
                        + effect.metric().label();
        if (interval.isEmpty()) {
            return start + " is estimated at " + measure.signed(estimate) + test(estimate) + ".";
        }
        Interval i = interval.get();
        String range = start + " lies between " + measure.range(estimate, i).replace(" to ", " and ") + " ("
                + Measure.intervalName(i) + corrected(effect) + test(estimate).replace("; p", ", p") + ")";
        if (i.contains(0)) {
            return range + ": its direction is open, " + (same ? "differences" : "effects")
                    + " outside that range are ruled out.";
        }
        return range + " taken alone, but corrected for the other comparisons its direction is open.";
    }

    private String early(Effect effect, Estimate estimate, String held) {
        Measure measure = Measure.of(effect.metric(), estimate.estimand().scale());
        return effect.arm().name() + " on " + effect.metric().label() + ": " + measure.signed(estimate)
                + evidence(effect, measure, estimate) + test(estimate) + ". The bound is crossed, but " + held
                + ": no verdict yet.";
    }

    private String evidence(Effect effect, Measure measure, Estimate estimate) {
        return estimate.interval()
                .map(i -> " (" + Measure.intervalName(i) + " " + measure.range(estimate, i) + corrected(effect) + ")")
                .orElse("");
    }

    private String corrected(Effect effect) {
        return Monitored.correction(scorecard.result(), effect)
                .map(c -> "; " + c)
                .orElse("");
    }

    /** The difference in the metric's unit beside a relative effect. */
    private static String beside(Effect effect, Estimate spoken) {
        if (spoken.estimand().scale() != Scale.RELATIVE_DIFFERENCE) {
            return "";
        }
        Measure unit = Measure.of(effect.metric(), Scale.DIFFERENCE);
        return Effect.estimate(effect.difference())
                .map(d -> ", that is " + unit.size(d))
                .orElse("");
    }

    private static String test(Estimate estimate) {
        return estimate.test()
                .map(t -> "; "
                        + t.adjusted()
                                .map(AdjustedPValue::value)
                                .map(p -> Numbers.pSentence("adjusted p", Measure.p(t, p)))
                                .orElseGet(() -> Numbers.pSentence("p", Measure.p(t, t.pValue()))))
                .orElse("");
    }

    private static String margin(Effect effect, Reading reading) {
        MetricInfo metric = effect.metric();
        Estimate estimate = Effect.estimate(effect.nonInferiority()).orElseThrow();
        Measure measure = Measure.of(metric, estimate.estimand().scale());
        String limit = margin(metric);
        String numbers = " (estimate " + measure.signed(estimate)
                + estimate.interval()
                        .map(i -> ", " + Measure.intervalName(i) + " " + measure.range(estimate, i))
                        .orElse("")
                + estimate.test().map(Sentences::nonInferiorityP).orElse("") + ")";
        String arm = effect.arm().name();
        return switch (reading) {
            case WITHIN_MARGIN ->
                arm + " keeps " + metric.label() + " within its margin: " + harm(metric.goal()) + " of " + limit
                        + " or more is ruled out" + numbers + ".";
            case MARGIN_CROSSED ->
                arm + " crosses the margin of " + metric.label() + ": " + harm(metric.goal()) + " of more than " + limit
                        + numbers + ".";
            default ->
                "Whether " + arm + " keeps " + metric.label() + " within its margin cannot be told: "
                        + harm(metric.goal()) + " of " + limit + " or more is not ruled out" + numbers + ".";
        };
    }

    private static String nonInferiorityP(Test test) {
        return ", "
                + test.adjusted()
                        .map(a -> Numbers.pSentence("adjusted non-inferiority p", Measure.p(test, a.value())))
                        .orElseGet(() -> Numbers.pSentence("non-inferiority p", Measure.p(test, test.pValue())));
    }

    private static String harm(Goal goal) {
        return switch (goal) {
            case INCREASE -> "a loss";
            case DECREASE -> "a rise";
            case NONE -> "a change";
        };
    }

    /** The margin of a metric in words, such as {@code 1%} or {@code 0.5 percentage points}; empty without one. */
    public static String margin(MetricInfo metric) {
        if (metric.margin().isEmpty()) {
            return "";
        }
        Measure measure = Measure.of(metric, metric.marginScale());
        return Numbers.declared(measure.factor() * metric.margin().getAsDouble()) + measure.words();
    }

    private static String missing(Effect effect) {
        Optional<Outcome> outcome = effect.nonInferiority().or(effect::relative).or(effect::difference);
        return outcome.filter(NotEstimable.class::isInstance)
                .map(NotEstimable.class::cast)
                .map(n -> "There is no number for " + effect.metric().label() + " in "
                        + effect.arm().name() + ": " + n.message()
                        + (n.message().endsWith(".") ? "" : "."))
                .orElse("");
    }
}
