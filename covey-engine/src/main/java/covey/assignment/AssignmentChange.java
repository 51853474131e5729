package covey.assignment;

import covey.assign.AssignmentException;
import covey.assign.Change;
import covey.assign.Configuration;
import covey.assign.Experiment;
import covey.metric.Location;
import covey.project.source.Fault;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an assignment that is not the earlier one does to the units of a study that runs. A change under the same salt that
 * moves units between arms or out is a fault; another salt draws everybody again, in the open, and is said.
 *
 * @param study study
 * @param where where its assignment is declared
 * @param since what it is compared with, as {@code its plan of 2026-02-26}
 * @param changes what changed under the same salt; empty when the salt did
 * @param salts the salt and the one before; empty when it is the same
 * @param moved units that change their arm or leave
 */
public record AssignmentChange(
        String study, Location where, String since, List<String> changes, List<String> salts, Change.Moved moved) {
    public AssignmentChange {
        changes = List.copyOf(changes);
        salts = List.copyOf(salts);
    }

    /** How two configurations assign the units of a study; empty when alike. */
    static Optional<AssignmentChange> between(
            Configuration before, Configuration after, StudyAssignment study, String since) {
        Experiment old = before.experiment(study.study());
        Experiment now = after.experiment(study.study());
        if (old == null || now == null) {
            return Optional.empty();
        }
        List<String> salts = old.salt().equals(now.salt()) ? List.of() : List.of(now.salt(), old.salt());
        Stream<String> faults = Change.faults(before, after).stream()
                .filter(f -> f.location().startsWith("experiments." + study.study() + "."))
                .map(AssignmentChange::plain);
        List<String> changes = Stream.concat(salts.isEmpty() ? unit(old, now).stream() : Stream.empty(), faults)
                .toList();
        if (salts.isEmpty() && changes.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new AssignmentChange(
                study.study(), study.location(), since, changes, salts, Change.moved(before, after, study.study())));
    }

    /** Services hash the targeting key; whose id that is, a configuration says beside. */
    private static Optional<String> unit(Experiment old, Experiment now) {
        Object was = old.metadata().get("unit");
        Object is = now.metadata().get("unit");
        return was == null || is == null || was.equals(is)
                ? Optional.empty()
                : Optional.of(UNIT + "changed from " + was + " to " + is);
    }

    /** What changed, without its place and what follows from it. */
    private static String plain(AssignmentException fault) {
        String message = Objects.toString(fault.getMessage(), "")
                .substring(fault.location().length() + 2);
        return message.replace(". " + fault.advice(), "").replaceFirst(" under the same salt: .*", "");
    }

    /** Whether units move under the salt they were assigned by. */
    public boolean refused() {
        return salts.isEmpty();
    }

    /** The change as a sentence. */
    public String said() {
        if (changes.stream().anyMatch(c -> c.startsWith(UNIT))) {
            return "study '" + study + "' runs, and its assignment is not that of " + since + ": "
                    + String.join("; ", changes) + ". Everybody is drawn anew, by another id under the same salt";
        }
        String units = percent(moved.share()) + " of its units change arm or leave ("
                + percent(share(moved.otherArm())) + " another arm, " + percent(share(moved.out())) + " out)"
                + (moved.joined() == 0 ? "" : ", " + percent(share(moved.joined())) + " as many come in");
        return refused()
                ? "study '" + study + "' runs, and its assignment is not that of " + since + ": "
                        + String.join("; ", changes) + ". " + units
                        + (changes.contains(AUDIENCE)
                                ? ", and besides those whom the other audience takes in or leaves out"
                                : "")
                : "study '" + study + "' runs, and is drawn again: salt '" + salts.getFirst() + "', in " + since + " '"
                        + salts.getLast() + "'. " + units + "; do not pool exposures before and after";
    }

    private static final String AUDIENCE = "the audience changed";
    private static final String UNIT = "the unit ";

    /** The same as a fault of a file. */
    public Fault fault() {
        return new Fault(
                where,
                said(),
                "write it as it was while the study runs, or draw again in the open with another design.salt");
    }

    private double share(int units) {
        return moved.in() == 0 ? 0 : (double) units / moved.in();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
