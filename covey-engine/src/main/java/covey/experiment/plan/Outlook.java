package covey.experiment.plan;

import covey.experiment.spec.MetricPlan;
import covey.experiment.spec.PlanSpec;
import covey.method.Study;
import covey.stats.multiplicity.PValueAdjustment;
import covey.stats.power.Claim;
import covey.stats.power.Comparison;
import covey.stats.power.Demand;
import covey.stats.power.Effect;
import covey.stats.power.FamilyLevel;
import covey.stats.power.Outcome;
import covey.stats.power.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What an experiment of so many weeks can show of one metric in one arm.
 *
 * @param spec the experiment
 * @param plan the metric
 * @param arm the arm that is compared with control
 * @param layout how the design randomises
 * @param history what the metric looked like
 * @param arrivals how many units enter
 * @param inflation largest information of the monitoring over that of one look
 */
record Outlook(
        PlanSpec spec,
        MetricPlan plan,
        Study.Arm arm,
        Layout layout,
        MetricHistory history,
        Arrivals arrivals,
        double inflation) {
    private static final int LONGEST = 520;

    /** What the arm is compared with. */
    String reference() {
        return layout.reference(arm);
    }

    /** How the metric is randomised. */
    Arrangement arrangement() {
        return layout.arrangement(plan, arm);
    }

    /** What is asked of the metric. */
    Question question() {
        return new Question(spec.experiment(), plan, arm, layout.arms().size(), spec.beside());
    }

    /** Whether the metric is a guardrail with a margin, to be shown to hold. */
    boolean guarded() {
        return question().guarded();
    }

    /** Level of the whole test after correction. */
    FamilyLevel level() {
        return question().level();
    }

    /** Hypotheses among which the error is shared. */
    int hypotheses() {
        return question().hypotheses();
    }

    PValueAdjustment procedure() {
        return question().procedure();
    }

    Claim claim() {
        return question().claim();
    }

    /** The comparison after so many weeks. */
    Comparison comparison(double weeks) {
        Arrangement arrangement = arrangement();
        Outcome outcome = arrangement.outcome(history.outcome(state(weeks)), arrivals.units(weeks));
        return new Comparison(outcome, arrangement.split(), claim(), inflation);
    }

    /** Units in the experiment after so many weeks, all arms. */
    double entered(double weeks) {
        return arrivals.units(weeks);
    }

    /** What is randomised in the experiment after so many weeks, all arms. */
    double units(double weeks) {
        return arrangement().count(arrivals.units(weeks));
    }

    /** Smallest effect, or for a margin the smallest harm ruled out, that is shown with the power asked for. */
    OptionalDouble detectable(double weeks) {
        Comparison comparison = comparison(weeks);
        double power = spec.rules().power();
        return guarded()
                ? comparison.detectableMargin(units(weeks), 0, power)
                : comparison.detectable(units(weeks), power);
    }

    /** The effect that is to be seen; none for a margin, empty when not declared. */
    Optional<Effect> declared() {
        return question().declared();
    }

    /** First whole week with the power asked for; empty when there is none, or no effect is declared. */
    Optional<Demand.Duration> duration() {
        Optional<Effect> effect = declared();
        return effect.isPresent() ? demand().duration(effect.get(), spec.rules().power()) : Optional.empty();
    }

    /** What is randomised and the metric by week, going on as in the last week of the history. */
    private Demand demand() {
        List<Timeline.Week> weeks = new ArrayList<>();
        for (int week = 1; week <= LONGEST; week++) {
            weeks.add(new Timeline.Week(units(week), comparison(week).outcome()));
        }
        return new Demand(
                new Timeline(weeks, Timeline.Beyond.REFUSED), comparison(1).split(), claim(), inflation);
    }

    /** The state of the history that stands for so many weeks: a begun week counts. */
    static int state(double weeks) {
        return Math.max(1, (int) Math.ceil(weeks - 1e-9));
    }
}
