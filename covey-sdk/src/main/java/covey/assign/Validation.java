package covey.assign;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Refuses a configuration at its first fault. */
final class Validation {
    private final List<Layer> layers;
    private final @Nullable Holdout holdout;
    private final List<Experiment> experiments;

    Validation(List<Layer> layers, @Nullable Holdout holdout, List<Experiment> experiments) {
        this.layers = layers;
        this.holdout = holdout;
        this.experiments = experiments;
    }

    void check() {
        Map<String, String> salts = new HashMap<>();
        Map<String, Layer> known = new HashMap<>();
        for (Layer layer : layers) {
            String at = "layers." + layer.name();
            salt(at, layer.salt(), salts);
            if (known.put(layer.name(), layer) != null) {
                throw new AssignmentException(at, "is declared twice", "Give each layer a name of its own.");
            }
        }
        if (holdout != null) {
            holdout(holdout, salts);
        }
        Set<String> keys = new HashSet<>();
        for (Experiment experiment : experiments) {
            String at = at(experiment);
            if (!keys.add(experiment.key())) {
                throw new AssignmentException(at, "is declared twice", "Give each experiment a key of its own.");
            }
            salt(at, experiment.salt(), salts);
            arms(experiment);
            ramp(experiment);
            overrides(experiment);
            slot(experiment, known);
        }
        overlaps();
    }

    private static String at(Experiment experiment) {
        return "experiments." + experiment.key();
    }

    private static void salt(String at, String salt, Map<String, String> salts) {
        if (salt.isEmpty()) {
            throw new AssignmentException(at + ".salt", "is empty", "Write any text; the key will do.");
        }
        String other = salts.put(salt, at);
        if (other != null) {
            throw new AssignmentException(
                    at + ".salt",
                    "'" + salt + "' is also the salt of " + other + ", so that the two would split the same way",
                    "Give each layer, holdout and experiment a salt of its own.");
        }
    }

    private void holdout(Holdout held, Map<String, String> salts) {
        salt("holdout", held.salt(), salts);
        if (!(held.share() > 0 && held.share() < 1)) {
            throw new AssignmentException(
                    "holdout.share", held.share() + " is not between 0 and 1", "Write a fraction, as in 0.05.");
        }
        for (Experiment experiment : experiments) {
            boolean exempt = held.exempt().contains(experiment.key());
            if (!exempt && !experiment.unit().equals(held.unit())) {
                throw new AssignmentException(
                        "holdout",
                        "holds out by " + held.unit() + ", but experiment " + experiment.key() + " splits by "
                                + experiment.unit() + ": held-out units would be touched",
                        "Split both by the same unit, or name the experiment under exempt.");
            }
        }
        for (String name : held.exempt()) {
            if (experiments.stream().noneMatch(e -> e.key().equals(name))) {
                throw new AssignmentException(
                        "holdout.exempt",
                        "names '" + name + "', which is no experiment",
                        "Correct the name or drop it.");
            }
        }
    }

    private static void arms(Experiment experiment) {
        String at = at(experiment) + ".arms";
        Set<String> names = new HashSet<>();
        double sum = 0;
        for (Arm arm : experiment.arms()) {
            if (!names.add(arm.name())) {
                throw new AssignmentException(at, "'" + arm.name() + "' is declared twice", "Name each arm once.");
            }
            if (!(arm.share() > 0 && arm.share() <= 1)) {
                throw new AssignmentException(
                        at + "." + arm.name(),
                        "its share " + arm.share() + " is not between 0 and 1",
                        "Write a fraction above 0; leave out an arm that gets no units.");
            }
            sum += arm.share();
        }
        if (!(Math.abs(sum - 1) <= 1e-9)) {
            throw new AssignmentException(
                    at,
                    "the allocation sums to " + sum + ", not to 1",
                    "Let the shares sum to 1; to open an experiment to fewer units, use the ramp.");
        }
    }

    private static void ramp(Experiment experiment) {
        String at = at(experiment) + ".ramp";
        Ramp ramp = experiment.ramp();
        if (ramp.stage() < 0 || ramp.stage() >= ramp.shares().size()) {
            throw new AssignmentException(
                    at,
                    "stage " + ramp.stage() + " is none of its " + ramp.shares().size(),
                    "Stages count from 0.");
        }
        double before = 0;
        for (double share : ramp.shares()) {
            if (!(share >= 0 && share <= 1)) {
                throw new AssignmentException(at, "its share " + share + " is not within 0 and 1", "Write a fraction.");
            }
            if (share < before) {
                throw shrinks(at, before, share);
            }
            before = share;
        }
    }

    static AssignmentException shrinks(String at, double before, double after) {
        return new AssignmentException(
                at,
                "shrinks from " + before + " to " + after
                        + ": exposed units would fall back while their exposures stay in the log",
                "Keep the share or let it grow; to stop, switch the experiment off; to begin again, give it a new salt.");
    }

    private static void overrides(Experiment experiment) {
        List<String> given = new ArrayList<>(experiment.overrides().units().values());
        experiment.overrides().segments().forEach(s -> given.add(s.arm()));
        for (String arm : given) {
            if (experiment.arms().stream().noneMatch(a -> a.name().equals(arm))) {
                throw new AssignmentException(
                        at(experiment) + ".overrides",
                        "names arm '" + arm + "', which is none of "
                                + experiment.arms().stream().map(Arm::name).toList(),
                        "Correct the name.");
            }
        }
    }

    private static void slot(Experiment experiment, Map<String, Layer> known) {
        Slot slot = experiment.slot();
        if (slot == null) {
            return;
        }
        String at = at(experiment) + ".slot";
        Layer layer = known.get(slot.layer());
        if (layer == null) {
            throw new AssignmentException(
                    at, "names layer '" + slot.layer() + "', which is not declared", "Declare it under layers.");
        }
        if (!layer.unit().equals(experiment.unit())) {
            throw new AssignmentException(
                    at,
                    "layer " + layer.name() + " is split by " + layer.unit() + ", the experiment by "
                            + experiment.unit() + ": experiments would not exclude each other",
                    "Split both by the same unit.");
        }
        if (!(slot.from() >= 0 && slot.to() <= 1 && slot.firstBucket() < slot.endBucket())) {
            throw new AssignmentException(
                    at,
                    slot.from() + " to " + slot.to() + " is not a part of 0 to 1",
                    "Write two fractions, the smaller first, at least a millionth apart.");
        }
    }

    private void overlaps() {
        for (Layer layer : layers) {
            List<Experiment> own = experiments.stream()
                    .filter(e -> e.slot() != null && e.slot().layer().equals(layer.name()))
                    .sorted(Comparator.comparingDouble(
                            e -> Objects.requireNonNull(e.slot()).from()))
                    .toList();
            for (int i = 1; i < own.size(); i++) {
                Slot before = Objects.requireNonNull(own.get(i - 1).slot());
                Slot slot = Objects.requireNonNull(own.get(i).slot());
                if (slot.firstBucket() < before.endBucket()) {
                    throw new AssignmentException(
                            "layers." + layer.name(),
                            own.get(i - 1).key() + " (" + before.from() + " to " + before.to() + ") and "
                                    + own.get(i).key() + " (" + slot.from() + " to " + slot.to() + ") overlap",
                            "Give experiments of a layer disjoint slots, or put one in another layer.");
                }
            }
        }
    }
}
