package covey.study.plan;

import covey.data.Data;
import covey.data.ExperimentData;
import covey.method.Estimator;
import covey.method.Spec;
import covey.method.Study;
import covey.result.Diagnostic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Writes the pre-registration of a study, and compares a run with it. */
public final class PlanRegister {
    private PlanRegister() {}

    /** The plan of a study as it stands now. */
    public static PlanFile register(Estimator<?, ?> method, Study study, Instant now) {
        return PlanFile.sealed(
                study.name(), now.toString(), commitments(method, study).values());
    }

    /**
     * How a run departs from the plan made before it; nothing when there is none.
     *
     * @param planned what is known of the plan
     * @param reEstimates decisions on record that the plan allows for
     * @param data what the run measured
     */
    public static List<Diagnostic> compare(
            Registered planned, List<ReEstimate> reEstimates, Estimator<?, ?> method, Study study, Data data) {
        List<Diagnostic> found = new ArrayList<>();
        planned.removed().ifPresent(found::add);
        planned.file()
                .flatMap(PlanFile::read)
                .map(plan -> compare(
                        plan,
                        new PlannedChanges(plan, commitments(method, study).with(plan.tables()), reEstimates),
                        study,
                        data))
                .ifPresent(found::addAll);
        return List.copyOf(found);
    }

    private static List<Diagnostic> compare(PlanFile plan, PlannedChanges changes, Study study, Data data) {
        List<Diagnostic> found = new ArrayList<>(changes.told(study.schema().zone()));
        found.addAll(Deviations.of(
                changes.plan(),
                plan.sound() ? Deviations.Soundness.SOUND : Deviations.Soundness.EDITED,
                changes.now(),
                firstExposure(data),
                Instant.parse(plan.written())
                        .atZone(study.schema().zone())
                        .toLocalDate()
                        .toString()));
        return List.copyOf(found);
    }

    private static <S extends Spec, D extends Data> Preregistration commitments(Estimator<S, D> method, Study study) {
        return Preregistration.of(study, method.settings(method.specify(study)));
    }

    /** First day on which a unit was exposed. */
    static Optional<String> firstExposure(Data data) {
        return data instanceof ExperimentData experiment
                ? experiment.exposures().cells().stream().map(c -> c.day()).min(Comparator.naturalOrder())
                : Optional.empty();
    }
}
