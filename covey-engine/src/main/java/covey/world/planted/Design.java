package covey.world.planted;

import java.util.List;
import java.util.function.Predicate;

/**
 * Who takes part in an experiment, and how.
 *
 * @param name value of {@code experiment_id}
 * @param control name of the control arm
 * @param treatment name of the treated arm
 * @param treatmentShare planned share of users in the treated arm, in (0, 1)
 * @param triggerShare probability that a session reaches the place where the experiment runs, in (0, 1]; the first
 *     such session in the period is the user's entry
 * @param eligible users who may take part
 * @param flaws planted defects of the exposure log
 */
public record Design(
        String name,
        String control,
        String treatment,
        double treatmentShare,
        double triggerShare,
        Predicate<Member> eligible,
        List<Flaw> flaws) {
    public Design {
        if (!(treatmentShare > 0 && treatmentShare < 1) || !(triggerShare > 0 && triggerShare <= 1)) {
            throw new IllegalArgumentException(
                    name + ": shares must be in (0, 1), not " + treatmentShare + " and " + triggerShare);
        }
        flaws = List.copyOf(flaws);
    }

    /** Even split of all users, arms {@code control} and {@code treatment}, entry at the first session, no defects. */
    public static Design evenSplit(String name) {
        return new Design(name, "control", "treatment", 0.5, 1, member -> true, List.of());
    }

    /** The same with another name for the treated arm. */
    public Design withTreatment(String arm) {
        return new Design(name, control, arm, treatmentShare, triggerShare, eligible, flaws);
    }

    /** The same for some users only. */
    public Design withEligible(Predicate<Member> who) {
        return new Design(name, control, treatment, treatmentShare, triggerShare, who, flaws);
    }

    /** The same where only a share of sessions reaches the experiment. */
    public Design withTriggerShare(double share) {
        return new Design(name, control, treatment, treatmentShare, share, eligible, flaws);
    }

    /** The same with defects. */
    public Design withFlaws(Flaw... planted) {
        return new Design(name, control, treatment, treatmentShare, triggerShare, eligible, List.of(planted));
    }
}
