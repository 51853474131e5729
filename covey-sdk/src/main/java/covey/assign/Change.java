package covey.assign;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What one configuration after another does to units that were already assigned. With the same salt, slot and arms nobody
 * moves; a new salt draws everybody again, in the open.
 */
public final class Change {
    private Change() {}

    /** Refuses a configuration that would move units of a running experiment between arms or out of it. */
    public static void check(Configuration before, Configuration after) {
        List<AssignmentException> faults = faults(before, after);
        if (!faults.isEmpty()) {
            throw faults.get(0);
        }
    }

    /** Every fault, in the order of the experiments. */
    public static List<AssignmentException> faults(Configuration before, Configuration after) {
        List<AssignmentException> faults = new ArrayList<>();
        for (String key : after.keys()) {
            Experiment old = before.experiment(key);
            Experiment now = Objects.requireNonNull(after.experiment(key));
            if (old != null && old.salt().equals(now.salt())) {
                compare(old, now, faults);
                if (old.slot() != null && !salt(before, old.slot()).equals(salt(after, old.slot()))) {
                    faults.add(moves(key, "slot", "the layer's salt changed"));
                }
            }
        }
        return faults;
    }

    private static String salt(Configuration configuration, Slot slot) {
        return configuration.layers().stream()
                .filter(l -> l.name().equals(slot.layer()))
                .map(Layer::salt)
                .findFirst()
                .orElse("");
    }

    private static void compare(Experiment old, Experiment now, List<AssignmentException> faults) {
        String key = now.key();
        if (!old.unit().equals(now.unit())) {
            faults.add(moves(key, "unit", "the unit changed from " + old.unit() + " to " + now.unit()));
        }
        List<String> arms = old.arms().stream().map(Change::split).toList();
        if (!arms.equals(now.arms().stream().map(Change::split).toList())) {
            faults.add(moves(key, "arms", "names, order or shares of the arms changed"));
        }
        if (!Objects.equals(old.slot(), now.slot())) {
            faults.add(moves(key, "slot", "the slot changed"));
        }
        if (now.ramp().share() < old.ramp().share()) {
            faults.add(Validation.shrinks(
                    "experiments." + key + ".ramp",
                    old.ramp().share(),
                    now.ramp().share()));
        }
    }

    private static String split(Arm arm) {
        return arm.name() + ":" + arm.share();
    }

    private static AssignmentException moves(String key, String what, String message) {
        return new AssignmentException(
                "experiments." + key + "." + what,
                message + " under the same salt: units would move between arms or out of the experiment",
                "Keep it as it is while the experiment runs, or give it a new salt and begin again.");
    }
}
