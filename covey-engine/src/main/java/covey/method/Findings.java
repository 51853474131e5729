package covey.method;

import covey.result.ArmInfo;
import covey.result.Diagnostic;
import covey.result.Dropped;
import covey.result.Outcome;
import java.util.List;

/**
 * What an estimator found, before provenance is added.
 *
 * @param outcomes numbers and missing numbers
 * @param diagnostics trust checks
 * @param arms arms with the units analysed
 * @param dropped units and rows left out
 * @param artifacts tables of single units, kept beside the result
 */
public record Findings(
        List<Outcome> outcomes,
        List<Diagnostic> diagnostics,
        List<ArmInfo> arms,
        List<Dropped> dropped,
        List<Artifact> artifacts) {
    public Findings {
        outcomes = List.copyOf(outcomes);
        diagnostics = List.copyOf(diagnostics);
        arms = List.copyOf(arms);
        dropped = List.copyOf(dropped);
        artifacts = List.copyOf(artifacts);
    }

    /** Findings without tables of single units. */
    public Findings(List<Outcome> outcomes, List<Diagnostic> diagnostics, List<ArmInfo> arms, List<Dropped> dropped) {
        this(outcomes, diagnostics, arms, dropped, List.of());
    }
}
