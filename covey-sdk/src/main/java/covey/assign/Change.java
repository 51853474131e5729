package covey.assign;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one configuration after another does to units that were already assigned. With the same salt, slot, arms,
 * audience and holdout nobody moves; a new salt draws everybody again, in the open.
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
                holdouts(before.holdout(), after.holdout(), key, faults);
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
        if (!old.audience().equals(now.audience())) {
            faults.add(moves(key, "audience", "the audience changed"));
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

    /** A holdout is a gate before the experiment: another one takes units out of it, or lets units in that were out. */
    private static void holdouts(
            @Nullable Holdout before, @Nullable Holdout after, String key, List<AssignmentException> faults) {
        Holdout old = holding(before, key);
        Holdout now = holding(after, key);
        if (old == null && now == null) {
            return;
        }
        if (old == null || now == null) {
            faults.add(moves(key, "holdout", old == null ? "a holdout came" : "the holdout no longer holds"));
        } else if (!old.salt().equals(now.salt())) {
            faults.add(moves(key, "holdout", "the holdout's salt changed"));
        } else if (old.share() != now.share()) {
            faults.add(moves(key, "holdout", "the holdout's share changed from " + old.share() + " to " + now.share()));
        }
    }

    private static @Nullable Holdout holding(@Nullable Holdout holdout, String key) {
        return holdout == null || holdout.exempt().contains(key) ? null : holdout;
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
