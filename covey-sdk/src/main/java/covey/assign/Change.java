package covey.assign;

import covey.assign.rule.Attributes;
import covey.assign.rule.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
                if (old.slot() != null
                        && old.slot().equals(now.slot())
                        && !salt(before, old.slot()).equals(salt(after, old.slot()))) {
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

    /**
     * What becomes of the units of an experiment, whoever it is open to and whatever is given by hand.
     *
     * @param in units that were in an arm, of {@value #IDS} ids
     * @param otherArm those of them that are in another arm
     * @param out those of them that are in none
     * @param joined ids that were in no arm and are in one
     */
    public record Moved(int in, int otherArm, int out, int joined) {
        /** Share of the units that were in which change their arm or leave. */
        public double share() {
            return in == 0 ? 0 : (double) (otherArm + out) / in;
        }
    }

    /** Ids that are evaluated to say what moves: a share p of n units that are in is told within 3 √(p (1 − p) / n). */
    public static final int IDS = 100_000;

    /** How many units of an experiment, which both configurations have, another configuration moves. */
    public static Moved moved(Configuration before, Configuration after, String key) {
        Configuration old = open(before, key);
        Configuration now = open(after, key);
        Attributes none = Attributes.of(Map.of());
        int in = 0;
        int otherArm = 0;
        int out = 0;
        int joined = 0;
        for (int i = 0; i < IDS; i++) {
            String unit = "unit-" + i;
            String was = Objects.requireNonNull(old.evaluate(key, unit, none)).arm();
            String is = Objects.requireNonNull(now.evaluate(key, unit, none)).arm();
            in += was == null ? 0 : 1;
            otherArm += was != null && is != null && !was.equals(is) ? 1 : 0;
            out += was != null && is == null ? 1 : 0;
            joined += was == null && is != null ? 1 : 0;
        }
        return new Moved(in, otherArm, out, joined);
    }

    /** One experiment with its gates, open to everyone. */
    private static Configuration open(Configuration configuration, String key) {
        Experiment experiment = Objects.requireNonNull(configuration.experiment(key), key)
                .among(new Condition.Everyone())
                .overridden(Overrides.none());
        Holdout held = holding(configuration.holdout(), key);
        return Configuration.of(
                configuration.layers(),
                held == null ? null : new Holdout(held.name(), held.salt(), held.unit(), held.share(), Set.of()),
                List.of(experiment));
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
