package covey.experiment.grouped;

import covey.experiment.compare.Looks;
import covey.experiment.compare.effect.Effect;
import covey.experiment.compare.effect.Estimands;
import covey.experiment.compare.effect.Missing;
import covey.experiment.compare.effect.Place;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.Outcome;
import covey.result.Test;
import covey.stats.DegenerateDataException;
import covey.stats.design.randomization.RandomizationTest;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** The row of a randomisation test: the effect it tests, and its p-value; it has no interval. */
record RandomizedRow(Estimands estimands, String arm, Effect effect, Looks looks) {
    Outcome of(Supplier<RandomizationTest.Outcome> test) {
        Estimand estimand = estimands.difference(Place.of("randomization_test"), arm);
        try {
            RandomizationTest.Outcome outcome = test.get();
            String how = outcome.reference() == RandomizationTest.Reference.ENUMERATED ? "all " : "";
            Test shown = new Test(
                    "randomisation test, " + how + outcome.assignments() + " assignments"
                            + (how.isEmpty() ? " drawn" : ""),
                    outcome.statistic(),
                    OptionalDouble.empty(),
                    outcome.pValue(),
                    Optional.empty());
            return new Estimate(
                    estimand,
                    effect.contrast().difference(),
                    OptionalDouble.empty(),
                    Optional.empty(),
                    Optional.of(looks.judged(arm, shown)),
                    effect.n(),
                    effect.adjustedBy());
        } catch (DegenerateDataException e) {
            return Missing.of(e).at(estimand);
        }
    }
}
