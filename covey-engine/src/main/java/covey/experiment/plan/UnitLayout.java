package covey.experiment.plan;

import covey.experiment.check.Interference;
import covey.experiment.compare.effect.Missing;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.method.Study;
import covey.result.Diagnostic;
import covey.stats.power.FamilyCorrelation;
import covey.stats.power.Outcome;
import covey.stats.power.Split;
import java.util.List;
import java.util.Optional;

/**
 * Units that are randomised one by one.
 *
 * @param spec the experiment
 */
public record UnitLayout(ExperimentSpec spec) implements Layout {
    @Override
    public List<Study.Arm> arms() {
        return spec.treatments();
    }

    @Override
    public String reference(Study.Arm arm) {
        return spec.control().name();
    }

    @Override
    public Arrangement arrangement(MetricPlan plan, Study.Arm arm) {
        return new Units(new Split(spec.control().share(), arm.share()));
    }

    @Override
    public FamilyCorrelation correlation() {
        return ofArms(spec);
    }

    /** Treatments that share a control. */
    public static FamilyCorrelation ofArms(ExperimentSpec spec) {
        return FamilyCorrelation.ofArms(
                spec.control().share(),
                spec.treatments().stream().mapToDouble(Study.Arm::share).toArray());
    }

    @Override
    public Optional<String> uncorrelated() {
        return Optional.empty();
    }

    @Override
    public Optional<Missing> missing(MetricPlan plan, Study.Arm arm) {
        return Optional.empty();
    }

    @Override
    public List<covey.result.Outcome> further(MetricPlan plan, Outcome unit, double units) {
        return List.of();
    }

    @Override
    public String interference() {
        return Interference.of(spec);
    }

    @Override
    public List<Diagnostic> findings() {
        return List.of();
    }

    /**
     * Units as they are.
     *
     * @param split shares of the arms
     */
    public record Units(Split split) implements Arrangement {
        @Override
        public Outcome outcome(Outcome unit, Reached reached) {
            return unit;
        }

        @Override
        public double count(double entered) {
            return entered;
        }

        @Override
        public Things things() {
            return Things.UNITS;
        }

        @Override
        public List<Figure> figures(Reached reached) {
            return List.of();
        }
    }
}
