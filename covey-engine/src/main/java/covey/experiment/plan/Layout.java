package covey.experiment.plan;

import covey.experiment.compare.effect.Missing;
import covey.experiment.spec.MetricPlan;
import covey.method.Study;
import covey.result.Diagnostic;
import covey.result.Outcome;
import covey.stats.power.FamilyCorrelation;
import java.util.List;
import java.util.Optional;

/** What a design compares, and how units are randomised in it. */
public interface Layout {
    /** Arms that are compared with a reference; multiplicity counts them all. */
    List<Study.Arm> arms();

    /** What an arm is compared with. */
    String reference(Study.Arm arm);

    /** How comparisons of one metric hang together, in the order of the arms. */
    FamilyCorrelation correlation();

    /** Why correlations of metrics over the units of a history are not those of what is compared; empty when they are. */
    Optional<String> uncorrelated();

    /** How a metric is randomised in an arm and its reference. */
    Arrangement arrangement(MetricPlan plan, Study.Arm arm);

    /** Why the design can promise nothing of a metric in an arm, whatever the history says. */
    Optional<Missing> missing(MetricPlan plan, Study.Arm arm);

    /** Units of the experiment that count for the comparison among so many that have entered. */
    default double counted(double entered) {
        return entered;
    }

    /** Rows beside those of the arms, from units that enter in the period. */
    List<Outcome> further(MetricPlan plan, covey.stats.power.Outcome unit, double units);

    /** Which influence between units the design stands. */
    String interference();

    /** What else to know of the design. */
    List<Diagnostic> findings();
}
