package covey.study.plan;

import covey.data.Data;
import covey.method.Study;
import covey.result.Diagnostic;
import covey.result.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The plan that stands beside the one that was kept with its numbers: they are one file unless somebody wrote another
 * date or other commitments into it, with a hash that fits.
 *
 * @param standing text of the plan that stands
 * @param kept text that was kept with the plan's numbers
 * @param where where that one lies
 */
public record PlanCopy(Optional<String> standing, Optional<String> kept, String where) {
    /** What tells the two apart; nothing when they agree, or when either is missing. */
    public List<Diagnostic> differences(Study study, Data data) {
        Optional<PlanFile> here = standing.flatMap(PlanFile::read);
        Optional<PlanFile> there = kept.flatMap(PlanFile::read);
        return here.isEmpty() || there.isEmpty() || alike(here.get(), there.get())
                ? List.of()
                : List.of(differs(here.get(), there.get(), study, data));
    }

    /** A plan of the first form kept its date when it was made again without a change: only an earlier one is strange. */
    private static boolean alike(PlanFile here, PlanFile there) {
        if (!here.registered().equals(there.registered()) || !here.study().equals(there.study())) {
            return false;
        }
        return here.version() == 1
                ? !Instant.parse(here.written()).isBefore(Instant.parse(there.written()))
                : here.equals(there);
    }

    private Diagnostic differs(PlanFile here, PlanFile there, Study study, Data data) {
        String kept = day(there, study);
        String late = PlanRegister.firstExposure(data)
                .filter(day -> day.compareTo(kept) < 0)
                .map(day -> " By the kept date it is late: the first unit was exposed on " + day + ".")
                .orElse("");
        return new Diagnostic(
                Deviations.CHECK,
                Severity.WARNING,
                "",
                "plan.yml is not the plan that was kept with its numbers in " + where + ": "
                        + (here.written().equals(there.written())
                                ? "its commitments differ."
                                : "it says it was written on " + day(here, study) + ", the kept one on " + kept + ".")
                        + late,
                List.of(),
                "restore plan.yml from version control, or from " + where,
                Map.of("written", here.written(), "kept_written", there.written(), "kept_hash", there.hash()),
                "");
    }

    private static String day(PlanFile plan, Study study) {
        return Instant.parse(plan.written())
                .atZone(study.schema().zone())
                .toLocalDate()
                .toString();
    }
}
