package covey.result;

import java.util.List;
import java.util.Optional;

/**
 * The immutable result of one run of one study; every output is made from this record.
 *
 * @param schemaVersion version of this shape
 * @param run run id: data-as-of plus short hash
 * @param study what was asked
 * @param outcomes all numbers, and all missing ones with their reason
 * @param diagnostics all trust checks, those that invalidate first
 * @param provenance where it came from
 */
public record StudyResult(
        int schemaVersion,
        String run,
        StudyInfo study,
        List<Outcome> outcomes,
        List<Diagnostic> diagnostics,
        Provenance provenance) {
    /** Version of the shape written by this code. */
    public static final int SCHEMA_VERSION = 1;

    public StudyResult {
        outcomes = List.copyOf(outcomes);
        diagnostics = List.copyOf(diagnostics);
    }

    /** Whether a failed gate blocks every verdict. */
    public boolean invalidated() {
        return diagnostics.stream().anyMatch(Diagnostic::invalidates);
    }

    /** Metric by name. */
    public Optional<MetricInfo> metric(String name) {
        return study.metrics().stream().filter(m -> m.name().equals(name)).findFirst();
    }

    /** The control arm. */
    public Optional<ArmInfo> control() {
        return study.arms().stream().filter(ArmInfo::control).findFirst();
    }
}
