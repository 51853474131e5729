package covey.assignment;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A study's assignment as it stands at an instant.
 *
 * @param study what is declared
 * @param phase whether it assigns
 * @param entered share of its units that the ramp has let in
 * @param next when it next evaluates differently; empty for never
 */
public record AssignmentState(StudyAssignment study, Phase phase, double entered, Optional<Instant> next) {
    /** Where the instant lies in the period; evaluation ends with it, exposures count from its start. */
    public enum Phase {
        AHEAD,
        RUNNING,
        ENDED;

        /** As it is written. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A study at an instant. */
    static AssignmentState of(StudyAssignment study, Instant at) {
        Phase phase = at.isBefore(study.start()) ? Phase.AHEAD : at.isBefore(study.end()) ? Phase.RUNNING : Phase.ENDED;
        Instant next = study.nextChange(at);
        return new AssignmentState(
                study, phase, study.entered(at), next.equals(Instant.MAX) ? Optional.empty() : Optional.of(next));
    }

    /** Share of all units that get an arm, before targeting: outside the holdout, in the slot, let in by the ramp. */
    public double shareOfAll() {
        double free = 1 - study.holdout().map(StudyAssignment.Holdout::share).orElse(0.0);
        double slot = study.slot().map(s -> s.to() - s.from()).orElse(1.0);
        return phase == Phase.ENDED ? 0 : free * slot * entered;
    }
}
