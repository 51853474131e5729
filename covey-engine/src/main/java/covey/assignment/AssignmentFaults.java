package covey.assignment;

import covey.method.SpecificationException;
import covey.method.Study;
import covey.project.Project;
import covey.project.StudyFile;
import covey.project.source.Fault;
import covey.result.Diagnostic;
import covey.result.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Faults of assignment: within a study, and between studies that would share units or a salt at the same time. */
public final class AssignmentFaults {
    /** Name of the check that warns of overlapping slots. */
    public static final String OVERLAP = "layer_overlap";

    private AssignmentFaults() {}

    /** The faults of a project's studies. */
    public static List<Fault> of(Project project) {
        List<Fault> faults = new ArrayList<>();
        List<StudyAssignment> sound = sound(project, faults);
        for (int i = 0; i < sound.size(); i++) {
            for (StudyAssignment earlier : sound.subList(0, i)) {
                between(earlier, sound.get(i)).ifPresent(faults::add);
            }
        }
        return faults;
    }

    /** The assignments that can be read, in the order of files. */
    static List<StudyAssignment> sound(Project project) {
        return sound(project, new ArrayList<>()); // the faults of others are told where those are asked for
    }

    private static List<StudyAssignment> sound(Project project, List<Fault> faults) {
        List<StudyAssignment> sound = new ArrayList<>();
        for (StudyFile file : project.studies()) {
            Optional<Study> study = file.declared().filter(s -> s.treatment().isPresent());
            // whose arms are a file, not a function of the id, has none that could overlap
            boolean drawn = study.filter(AssignmentReader::rerandomized).isPresent();
            try {
                study.ifPresent(Verification::wanted);
                study.filter(_ -> !drawn).map(AssignmentReader::read).ifPresent(sound::add);
            } catch (SpecificationException e) {
                faults.add(new Fault(e.location(), e.getMessage(), e.advice()));
            }
        }
        return sound;
    }

    /** Slots of a layer that a study shares with others that run at the same time. */
    public static List<Fault> overlaps(Project project, String name) {
        List<StudyAssignment> sound = sound(project);
        List<Fault> faults = new ArrayList<>();
        for (int i = 0; i < sound.size(); i++) {
            for (StudyAssignment earlier : sound.subList(0, i)) {
                if (name.equals(earlier.study()) || name.equals(sound.get(i).study())) {
                    overlap(earlier, sound.get(i)).ifPresent(faults::add);
                }
            }
        }
        return faults;
    }

    /**
     * The same as what a result says of itself, with the units that were in both studies.
     *
     * @param shared how many units of the study another one has too, of how many; empty where that cannot be counted
     */
    public static List<Diagnostic> overlapping(
            Project project, String name, Function<String, Optional<Shared>> shared) {
        List<StudyAssignment> sound = sound(project);
        List<Diagnostic> found = new ArrayList<>();
        for (int i = 0; i < sound.size(); i++) {
            for (StudyAssignment earlier : sound.subList(0, i)) {
                StudyAssignment later = sound.get(i);
                if (name.equals(earlier.study()) || name.equals(later.study())) {
                    String other = name.equals(earlier.study()) ? later.study() : earlier.study();
                    overlap(earlier, later).ifPresent(f -> found.add(told(f, other, shared.apply(other))));
                }
            }
        }
        return found;
    }

    /**
     * Units of a study that another one has too.
     *
     * @param both units in both
     * @param units units of the study
     * @param sql the query that counted them
     */
    public record Shared(long both, long units, String sql) {}

    /** Share of units in both studies from which on the layer has not kept them apart at all. */
    private static final double BROKEN = 0.01;

    private static Diagnostic told(Fault fault, String other, Optional<Shared> shared) {
        String seen = shared.map(s -> s.both() == 0
                        ? ". No unit has been in both so far."
                        : String.format(
                                Locale.ROOT,
                                ". %,d of %,d units (%.1f %%) were in '%s' too: they have two treatments and count in both"
                                        + " results.",
                                s.both(),
                                s.units(),
                                100.0 * s.both() / s.units(),
                                other))
                .orElse("; a unit of both has two treatments.");
        boolean broken = shared.filter(s -> s.both() >= BROKEN * s.units() && s.both() > 0)
                .isPresent();
        return new Diagnostic(
                OVERLAP,
                broken ? Severity.INVALIDATES : Severity.WARNING,
                "",
                fault.message() + seen,
                broken ? List.of("two studies were given the same part of a layer") : List.of(),
                fault.cure(),
                shared.map(s -> Map.of(
                                "other", other, "both", Long.toString(s.both()), "units", Long.toString(s.units())))
                        .orElse(Map.of("other", other)),
                shared.map(Shared::sql).orElse(""));
    }

    private static Optional<Fault> overlap(StudyAssignment one, StudyAssignment other) {
        boolean layered = one.slot().isPresent() && other.slot().isPresent();
        if (one.concurrent(other)
                && layered
                && one.slot().get().overlaps(other.slot().get())) {
            return Optional.of(new Fault(
                    other.slot().get().location(),
                    "studies '" + one.study() + "' and '" + other.study() + "' overlap in layer '"
                            + other.slot().get().layer() + "': slots "
                            + one.slot().get() + " and "
                            + other.slot().get() + " share units while both run",
                    "give each a slot of its own, such as slot: [0, 0.5] and slot: [0.5, 1]"));
        }
        return Optional.empty();
    }

    private static Optional<Fault> between(StudyAssignment one, StudyAssignment other) {
        Optional<Fault> overlap = overlap(one, other);
        if (!one.concurrent(other) || overlap.isPresent()) {
            return overlap;
        }
        boolean layered = one.slot().isPresent() && other.slot().isPresent();
        boolean apart =
                layered && one.slot().get().layer().equals(other.slot().get().layer());
        if (one.salt().equals(other.salt()) && !apart) {
            return Optional.of(new Fault(
                    other.location(),
                    "studies '" + one.study() + "' and '" + other.study() + "' run at the same time with the salt '"
                            + one.salt() + "', so the arms of one are the arms of the other",
                    "give each a design.salt of its own"));
        }
        return holdouts(one, other);
    }

    /** One holdout has one share. */
    private static Optional<Fault> holdouts(StudyAssignment one, StudyAssignment other) {
        if (one.holdout().isEmpty() || other.holdout().isEmpty()) {
            return Optional.empty();
        }
        StudyAssignment.Holdout first = one.holdout().get();
        StudyAssignment.Holdout second = other.holdout().get();
        if (!first.salt().equals(second.salt()) || first.share() == second.share()) {
            return Optional.empty();
        }
        return Optional.of(new Fault(
                other.location(),
                "holdout '" + first.salt() + "' has share " + first.share() + " in study '" + one.study() + "' and "
                        + second.share() + " in '" + other.study() + "'",
                "a holdout has one share in every study it covers"));
    }
}
