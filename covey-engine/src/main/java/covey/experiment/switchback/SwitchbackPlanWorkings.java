package covey.experiment.switchback;

import covey.experiment.compare.effect.Numbers;
import covey.experiment.plan.Question;
import covey.method.Working;
import covey.stats.DegenerateDataException;
import covey.stats.power.Prospect;
import covey.stats.power.SequentialProspect;
import covey.stats.switchback.SwitchbackReplay;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** How the numbers of a switchback's plan came about, with the values put in. */
final class SwitchbackPlanWorkings {
    private final SwitchbackPlanning planning;
    private final SwitchbackPlanSpec spec;
    private final Question question;
    private final SwitchbackReplay replay;
    private final Prospect looked;

    private SwitchbackPlanWorkings(SwitchbackPlanning planning, Question question, SwitchbackReplay replay) {
        this.planning = planning;
        this.spec = planning.spec();
        this.question = question;
        this.replay = replay;
        this.looked = planning.looked(question, replay);
    }

    static List<Working> of(SwitchbackPlanning planning, Question question, SwitchbackReplay replay) {
        SwitchbackPlanWorkings workings = new SwitchbackPlanWorkings(planning, question, replay);
        return List.of(
                new Working("History", workings.history()),
                new Working("Formula", workings.formula()),
                new Working(
                        "Assumptions", """
                            regions vary in the weeks to come as they did in the history
                            effects add, and last at most as many windows as declared: carry_over in the run
                            arms are drawn independently by region and window
                            %s\
                            """.formatted(workings.spec.declared().stands())),
                new Working("What would change it", workings.levers()));
    }

    private String history() {
        return planning.regions() + " regions by " + planning.windows() + " windows of "
                + SwitchbackPlanSpec.shown(spec.declared().every()) + "; the period has "
                + spec.declared().windows() + "\nvalue C = " + shown(replay.baseline());
    }

    private String formula() {
        double wanted = spec.rules().power();
        List<String> lines = new ArrayList<>();
        lines.add(
                "arms drawn " + replay.replays() + " times over stretches of the history, each analysed as the run will"
                        + " be: standard error of D = spread of its values = " + shown(replay.standardError())
                        + " (Monte-Carlo error " + shown(replay.standardErrorError()) + "), degrees of freedom "
                        + shown(replay.df()));
        lines.add("power of an effect e = share of the draws in which (D + e)/sqrt(V) > t_{1-a}, a = "
                + shown(question.claim().tail())
                + (question.hypotheses() == 1 ? "" : ", α shared by " + question.hypotheses() + " hypotheses"));
        lines.add("smallest p that the randomisation test could give: " + shown(replay.smallestPValue()));
        if (looked instanceof SequentialProspect s) {
            lines.add("looking on the way: power is that of crossing the bounds of the "
                    + s.bounds().looks().size()
                    + " planned looks, at the drift at which one look would have the power above; at power "
                    + shown(wanted) + " they take " + shown(s.bounds().inflation(wanted))
                    + " times the information of one look");
        }
        detectable(1)
                .ifPresent(size -> lines.add(
                        (question.guarded() ? "smallest harm ruled out with power " : "effect detectable with power ")
                                + shown(wanted) + ": " + shown(size)));
        question.effect(replay.baseline())
                .ifPresent(effect -> lines.add("power for "
                        + (question.guarded()
                                ? "the margin, if there is no harm"
                                : "the declared effect " + shown(effect))
                        + ": " + shown(looked.power(question.claim(), effect))));
        return String.join("\n", lines);
    }

    private OptionalDouble detectable(double information) {
        return question.guarded()
                ? looked.times(information)
                        .detectableMargin(question.claim(), spec.rules().power())
                : looked.times(information)
                        .detectable(question.claim(), spec.rules().power());
    }

    private String levers() {
        List<String> lines = new ArrayList<>();
        detectable(2).ifPresent(size -> lines.add("twice as long: " + shown(size)));
        for (int length = 1; length < spec.lengths().size(); length++) {
            SwitchbackSpec other = spec.lengths().get(length);
            try {
                lines.add("windows of " + SwitchbackPlanSpec.shown(other.every()) + ", carry-over " + other.carryOver()
                        + ": standard error "
                        + shown(planning.replay(question.plan(), question.arm(), length)
                                .standardError()));
            } catch (DegenerateDataException e) {
                lines.add("windows of " + SwitchbackPlanSpec.shown(other.every()) + ": " + e.getMessage());
            }
        }
        return String.join("\n", lines);
    }

    private static String shown(double value) {
        return Numbers.shown(value);
    }
}
