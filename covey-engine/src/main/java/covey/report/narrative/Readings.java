package covey.report.narrative;

import covey.report.scorecard.Effect;
import covey.report.scorecard.Scorecard;
import covey.result.AdjustedPValue;
import covey.result.Coverage;
import covey.result.Diagnostic;
import covey.result.Estimate;
import covey.result.Interval;
import covey.result.MetricInfo.Goal;
import covey.result.Scale;
import covey.result.Severity;
import covey.result.Test;
import java.util.Optional;

/**
 * Reads effects: compares numbers that stand in the result with each other, and computes none. An adjusted p-value
 * decides where there is one, else the plain one, else whether the interval contains zero. A simultaneous interval that holds zero leaves the direction open.
 */
public final class Readings {
    private static final double DEFAULT_LEVEL = 0.95;

    private final Scorecard scorecard;

    /** Reads the effects of this scorecard. */
    public Readings(Scorecard scorecard) {
        this.scorecard = scorecard;
    }

    /** The reading of an effect: against its margin where it has one, else against zero. */
    public Reading of(Effect effect) {
        if (scorecard.result().invalidated()) {
            return Reading.BLOCKED;
        }
        if (effect.nonInferiority().isPresent()) {
            return Effect.estimate(effect.nonInferiority())
                    .map(e -> monitored(effect).filter(Monitored::premature).isPresent()
                            ? Reading.MARGIN_UNCLEAR
                            : againstMargin(effect, e))
                    .orElse(Reading.MISSING);
        }
        return againstZero(effect);
    }

    /** The reading of an effect against zero, whether or not it has a margin. */
    public Reading againstZero(Effect effect) {
        if (scorecard.result().invalidated()) {
            return Reading.BLOCKED;
        }
        Optional<Estimate> spoken = effect.decided();
        if (spoken.isEmpty()) {
            return Reading.MISSING;
        }
        Estimate estimate = spoken.get();
        if (!toldFromZero(estimate)
                || !monitored(effect).map(Monitored::held).orElse("").isEmpty()) {
            return Reading.UNCLEAR;
        }
        boolean rose = estimate.value() > 0;
        Goal goal = effect.metric().goal();
        if (goal == Goal.NONE || denominatorMoved(effect).isPresent()) {
            return rose ? Reading.ROSE : Reading.FELL;
        }
        return rose == (goal == Goal.INCREASE) ? Reading.BETTER : Reading.WORSE;
    }

    /** Whether the estimate is told apart from zero at the level of its interval. */
    public static boolean toldFromZero(Estimate estimate) {
        if (estimate.value() == 0) {
            return false;
        }
        double alpha = 1 - estimate.interval().map(Interval::level).orElse(DEFAULT_LEVEL);
        Optional<Test> test = estimate.test();
        boolean open = estimate.interval()
                .filter(i -> i.coverage() == Coverage.SIMULTANEOUS && i.contains(0))
                .isPresent();
        if (open) {
            // Holm may reject where the simultaneous interval still holds zero: a reader sees the interval
            return false;
        }
        if (test.isPresent()) {
            return test.get()
                            .adjusted()
                            .map(AdjustedPValue::value)
                            .orElse(test.get().pValue())
                    < alpha;
        }
        return estimate.interval().map(i -> !i.contains(0)).orElse(false);
    }

    /** How the effect stands in a monitored experiment; empty when it is looked at once, at the end. */
    public Optional<Monitored> monitored(Effect effect) {
        return Monitored.of(
                scorecard.result(), effect.metric().name(), effect.arm().name());
    }

    /** The diagnostic that says that the denominator of this ratio moved, if any does. */
    public Optional<Diagnostic> denominatorMoved(Effect effect) {
        return scorecard.result().diagnostics().stream()
                .filter(d -> d.check().equals("denominator_moved") && d.severity() != Severity.PASS)
                .filter(d -> d.metric().equals(effect.metric().name()))
                .filter(d -> d.values()
                        .getOrDefault("arm", effect.arm().name())
                        .equals(effect.arm().name()))
                .findFirst();
    }

    private static Reading againstMargin(Effect effect, Estimate estimate) {
        double margin = effect.metric().margin().orElse(0);
        Goal goal = effect.metric().goal();
        Optional<Interval> interval = estimate.interval();
        boolean within = interval.map(i -> inside(i, margin, goal)).orElse(false);
        Optional<AdjustedPValue> adjusted = estimate.test().flatMap(Test::adjusted);
        if (adjusted.isPresent() && interval.isPresent()) {
            within = within && adjusted.get().value() < 1 - interval.get().level();
        }
        if (within) {
            return Reading.WITHIN_MARGIN;
        }
        Effect main = effect.correction().map(Effect.Correction::main).orElse(effect);
        Optional<Estimate> twoSided =
                Effect.estimate(estimate.estimand().scale() == Scale.DIFFERENCE ? main.difference() : main.relative());
        boolean crossed = twoSided.flatMap(Estimate::interval)
                .map(i -> beyond(i, margin, goal))
                .orElse(false);
        return crossed ? Reading.MARGIN_CROSSED : Reading.MARGIN_UNCLEAR;
    }

    private static boolean inside(Interval i, double margin, Goal goal) {
        return switch (goal) {
            case INCREASE -> i.lower() > -margin;
            case DECREASE -> i.upper() < margin;
            case NONE -> i.lower() > -margin && i.upper() < margin;
        };
    }

    private static boolean beyond(Interval i, double margin, Goal goal) {
        return switch (goal) {
            case INCREASE -> i.upper() < -margin;
            case DECREASE -> i.lower() > margin;
            case NONE -> i.upper() < -margin || i.lower() > margin;
        };
    }
}
