package covey.experiment.sequential;

import covey.data.Sizing;
import covey.data.Sizing.Stage;
import covey.experiment.compare.effect.Effect;
import covey.experiment.compare.effect.Missing;
import covey.experiment.spec.ExperimentSpec;
import covey.result.Reason;
import covey.stats.sequential.GroupSequentialDesign.Last;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An experiment whose length was chosen after an unblinded look, put back on the scale of its plan (Cui, Hung, Wang
 * 1999).
 *
 * <p>With D_1, I_1 at the interim look, planned share t of its information, D_2 and J from what came in after it: at the
 * last look {@code Z* = √t Z_1 + √(1 − t) Z_2}, N(0, 1) without an effect whatever was decided. At a look on the way the
 * information on the planned scale is {@code I* = I_1 + κJ}, {@code κ = (I_1/t − I_1)/(I_new − I_1)}, and the first stage
 * has the share I_1/I*: Z* has there the joint distribution of the planned looks, so that bounds by I* and by the planned
 * clock stand as they were. The clock goes on from where it stood at the interim look to 1 at the new maximum.
 *
 * <p>Assumes independent increments, which metrics with a closed window have. A relative effect has the variance of the
 * weighted difference and the control value of all units, whose covariance with it is the same in both stages.
 */
final class TwoStages {
    private final ExperimentSpec spec;
    private final Sizing sizing;

    private TwoStages(ExperimentSpec spec, Sizing sizing) {
        this.spec = spec;
        this.sizing = sizing;
    }

    /** The stages of an experiment that has had its interim look; empty before, and where there was none. */
    static Optional<TwoStages> of(ExperimentSpec spec, Optional<Sizing> sizing) {
        return sizing.filter(s -> spec.study().context().asOf().isAfter(s.at())).map(s -> new TwoStages(spec, s));
    }

    /** The share of the plan that has passed, from the share of the new maximum that has. */
    double clock(double share, Duration window, Instant start) {
        boolean counted = sizing.passed() > 0;
        double planned = counted
                ? sizing.passed()
                : seconds(start, sizing.at())
                        / seconds(start, Instant.parse(sizing.plannedEnd()).plus(window));
        double stretch = counted
                ? sizing.stretch()
                : seconds(start, spec.study().end().plus(window))
                        / seconds(start, Instant.parse(sizing.plannedEnd()).plus(window));
        double then = planned / stretch;
        return share <= then ? share * stretch : planned + (1 - planned) * (share - then) / (1 - then);
    }

    /** Why a metric has no weighted effect in an arm; empty when it has one. */
    Optional<Missing> missing(String metric, String arm, Effect effect) {
        Optional<Stage> stage = sizing.stage(metric, arm);
        if (stage.isEmpty()) {
            return Optional.of(missing("nothing was seen of " + metric + " in arm " + arm + " at the interim look of "
                    + day() + ", so that its first stage has no weight"));
        }
        return added(stage.get(), effect) > 1e-9 / square(stage.get().standardError())
                ? Optional.empty()
                : Optional.of(missing("no information on " + metric + " in arm " + arm
                        + " has come in since the interim look of " + day()));
    }

    /** The effect by the weights of the plan; empty where {@link #missing} says why not. */
    Optional<Weighted> weighted(String metric, String arm, Effect effect, Last last) {
        return missing(metric, arm, effect).isPresent()
                ? Optional.empty()
                : sizing.stage(metric, arm)
                        .map(first -> new Weighted(sizing, first, effect, share(first, effect, last)));
    }

    /** Share of the first stage in the information of a look on the scale of the plan. */
    private double share(Stage first, Effect effect, Last last) {
        if (last == Last.FINAL) {
            return first.weight();
        }
        double before = 1 / square(first.standardError());
        return before / (before + pace(first) * added(first, effect));
    }

    /** Planned information of the second stage over the one it is to have now. */
    private double pace(Stage first) {
        Instant planned = Instant.parse(sizing.plannedEnd());
        if (!spec.study().end().equals(Instant.parse(sizing.newEnd()))) {
            return seconds(sizing.at(), planned)
                    / seconds(sizing.at(), spec.study().end());
        }
        double before = 1 / square(first.standardError());
        return (before / first.weight() - before) / (first.target() - before);
    }

    private static double added(Stage first, Effect effect) {
        return 1 / effect.contrast().variance() - 1 / square(first.standardError());
    }

    private Missing missing(String message) {
        return new Missing(
                Reason.TOO_FEW_UNITS,
                message,
                "run on; the comparison that ignores how the length was chosen is not made, since its error is not the"
                        + " stated one");
    }

    private String day() {
        return sizing.at().atZone(spec.study().schema().zone()).toLocalDate().toString();
    }

    private static double square(double x) {
        return x * x;
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toSeconds();
    }
}
