package covey.experiment.plan;

import covey.experiment.sequential.Monitor;
import covey.experiment.sequential.PlannedLooks;
import covey.experiment.spec.MetricPlan;
import covey.experiment.spec.MonitoringRules.Maximum;
import covey.experiment.spec.PlanSpec;
import covey.method.Study;
import covey.stats.DegenerateDataException;
import covey.stats.compare.NonInferiority.Scale;
import covey.stats.multiplicity.PValueAdjustment;
import covey.stats.power.Claim;
import covey.stats.power.Comparison;
import covey.stats.power.Demand;
import covey.stats.power.Effect;
import covey.stats.power.FamilyLevel;
import covey.stats.power.Outcome;
import covey.stats.power.SequentialPower;
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
 * @param looks looks of the planned length; empty for one at the end
 */
record Outlook(
        PlanSpec spec,
        MetricPlan plan,
        Study.Arm arm,
        Layout layout,
        MetricHistory history,
        Arrivals arrivals,
        double inflation,
        Optional<PlannedLooks> looks) {
    private static final int LONGEST = 520;
    private static final double DAYS = 7;

    /** Looked at once. */
    Outlook(PlanSpec spec, MetricPlan plan, Study.Arm arm, Layout layout, MetricHistory history, Arrivals arrivals) {
        this(spec, plan, arm, layout, history, arrivals, 1, Optional.empty());
    }

    /** The same with the looks of so many weeks. */
    Outlook looked(double weeks) {
        return looked(looksOver(weeks));
    }

    private Outlook looked(Optional<PlannedLooks> at) {
        double more = at.map(l -> Math.max(1, l.bounds().inflation(spec.rules().power())))
                .orElse(1.0);
        return new Outlook(spec, plan, arm, layout, history, arrivals, more, at);
    }

    /** Looks of so many weeks, from the first that leaves each arm a variance on. */
    private Optional<PlannedLooks> looksOver(double weeks) {
        List<PlannedLooks.Look> all = new ArrayList<>();
        double most = most(weeks);
        for (double share : Monitor.planned(spec.experiment(), weeks * DAYS)) {
            Comparison then = once(share * weeks);
            double units = units(share * weeks);
            if (then.testable(units)) {
                double error = then.expected(units, 0).standardError();
                all.add(new PlannedLooks.Look(
                        clock(share, entered(share * weeks), error, most),
                        entered(share * weeks),
                        error,
                        share * weeks * DAYS,
                        grown(then)));
            }
        }
        return PlannedLooks.of(spec.experiment(), plan, 2 * claim().tail(), all);
    }

    /** A relative effect grows with the outcome. */
    private double grown(Comparison then) {
        boolean still = declared().filter(e -> e.scale() == Scale.ABSOLUTE).isPresent()
                || then.outcome().baseline() == 0;
        return still ? 1 : Math.abs(then.outcome().baseline());
    }

    private double clock(double share, double entered, double error, double most) {
        return switch (spec.experiment().monitoring().maximum().kind()) {
            case END -> share;
            case UNITS -> entered / most;
            case INFORMATION -> Math.min(1, 1 / (error * error * most));
        };
    }

    /** What the clock counts up to: the declared maximum, or what there will be after so many weeks if that is more. */
    private double most(double weeks) {
        Maximum maximum = spec.experiment().monitoring().maximum();
        return switch (maximum.kind()) {
            case END -> 1;
            case UNITS -> Math.max(maximum.amount(), entered(weeks));
            case INFORMATION -> Math.max(maximum.amount(), information(weeks));
        };
    }

    /** Information on the difference after so many weeks; none while an arm has no variance. */
    double information(double weeks) {
        Comparison then = once(weeks);
        double units = units(weeks);
        return then.testable(units) ? 1 / then.expected(units, 0).variance() : 0;
    }

    /** Probability that the claim is shown at a look of the planned length. */
    double power(double weeks, double effect) {
        return looks.map(l -> new SequentialPower(once(weeks), l.bounds()).power(units(weeks), effect))
                .orElseGet(() -> once(weeks).power(units(weeks), effect));
    }

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

    /** The comparison after so many weeks, in which a unit counts as much as the looks leave of it. */
    Comparison comparison(double weeks) {
        return once(weeks).inflatedBy(inflation);
    }

    private Comparison once(double weeks) {
        Arrangement arrangement = arrangement();
        Outcome outcome = arrangement.outcome(history.outcome(state(weeks)), reached(weeks));
        return new Comparison(outcome, arrangement.split(), claim());
    }

    /** How far the experiment is after so many weeks. */
    private Arrangement.Reached reached(double weeks) {
        return new Arrangement.Reached(state(weeks), arrivals.units(weeks));
    }

    /** Numbers that are peculiar to the design, after so many weeks. */
    List<Arrangement.Figure> figures(double weeks) {
        return arrangement().figures(reached(weeks));
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

    /**
     * First whole week with the power asked for, looked at as often as so many weeks are; empty when there is none, or no
     * effect is declared.
     */
    Optional<Demand.Duration> duration() {
        Optional<Effect> effect = declared();
        Optional<Demand.Duration> unseen =
                effect.flatMap(e -> demand().duration(e, spec.rules().power()));
        // the planned length may have one look and the one that is needed several
        if (unseen.isEmpty() || looksOver(unseen.get().weeks()).isEmpty()) {
            return unseen;
        }
        int low = unseen.get().weeks();
        int high = low;
        while (!enough(high, effect.get())) {
            low = high + 1;
            high += Math.max(1, high / 4);
            if (high > LONGEST) {
                return Optional.empty();
            }
        }
        while (low < high) {
            int middle = (low + high) / 2;
            if (enough(middle, effect.get())) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return Optional.of(new Demand.Duration(high, unseen.get().rests()));
    }

    /**
     * Most units that show the declared effect with the power asked for, the metric and the looks being those of so many
     * weeks.
     */
    OptionalDouble required(double weeks) {
        Comparison comparison = looked(weeks).comparison(weeks);
        return comparison.units(
                declared().orElseThrow().on(comparison.outcome()), spec.rules().power());
    }

    private boolean enough(int weeks, Effect effect) {
        Outlook then = new Outlook(spec, plan, arm, layout, history, arrivals, 1, looksOver(weeks));
        return then.power(weeks, effect.on(once(weeks).outcome()))
                >= spec.rules().power();
    }

    /** What is randomised and the metric by week, going on as in the last week of the history. */
    private Demand demand() {
        List<Timeline.Week> weeks = new ArrayList<>();
        Outcome later = once(LONGEST).outcome();
        for (int week = LONGEST; week >= 1; week--) {
            later = readable(week).orElse(later);
            weeks.addFirst(new Timeline.Week(units(week), later));
        }
        return new Demand(
                new Timeline(weeks, Timeline.Beyond.REFUSED), arrangement().split(), claim());
    }

    /** The metric after so many weeks; empty when too few units had a value by then, so that the week after stands for it. */
    private Optional<Outcome> readable(int week) {
        try {
            return Optional.of(once(week).outcome());
        } catch (DegenerateDataException e) {
            // the row of the week says why
            return Optional.empty();
        }
    }

    /** The state of the history that stands for so many weeks: a begun week counts. */
    static int state(double weeks) {
        return Math.max(1, (int) Math.ceil(weeks - 1e-9));
    }
}
