package covey.experiment.plan;

import covey.experiment.compare.effect.Estimands;
import covey.experiment.spec.PlanRules.Prior;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.MetricInfo.Role;
import covey.result.Scale;
import covey.stats.DegenerateDataException;
import covey.stats.power.Assurance;
import covey.stats.power.Comparison;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Probability that a primary metric will be shown to be better, averaged over what is believed of the effect. */
final class Assurances {
    private Assurances() {}

    /** The row; empty without a prior, or for a metric that is not primary. */
    static Optional<Estimate> of(Outlook outlook, double planned) {
        Optional<Prior> prior = outlook.spec().rules().prior();
        if (prior.isEmpty() || outlook.plan().role() != Role.PRIMARY) {
            return Optional.empty();
        }
        try {
            Comparison comparison = outlook.comparison(planned).inflatedBy(1);
            double size = Math.abs(comparison.outcome().baseline());
            Assurance assurance = new Assurance(
                    comparison, prior.get().mean() * size, prior.get().sd() * size);
            double units = outlook.units(planned);
            double value = outlook.looks()
                    .map(l -> assurance.probability(units, l.bounds()))
                    .orElseGet(() -> assurance.probability(units));
            return Optional.of(new Estimate(
                    estimand(outlook),
                    value,
                    OptionalDouble.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Math.round(outlook.entered(planned)),
                    ""));
        } catch (DegenerateDataException e) {
            // the rows of the metric say why there is nothing
            return Optional.empty();
        }
    }

    private static Estimand estimand(Outlook outlook) {
        return new Estimand(
                PlanRows.ANALYSIS,
                outlook.plan().name(),
                "assurance",
                Scale.PROBABILITY,
                outlook.arm().name(),
                outlook.reference(),
                "",
                Map.of(),
                Estimands.FRACTION);
    }
}
