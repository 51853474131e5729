package covey.experiment.switchback;

import covey.experiment.spec.PlanRules;
import covey.experiment.spec.PlanSpec;
import covey.method.Spec;
import covey.result.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A switchback that is being planned.
 *
 * @param lengths the switchback with windows of each length that is looked at, the declared one first
 * @param rules how it is planned
 * @param settings every effective setting with its origin
 */
public record SwitchbackPlanSpec(List<SwitchbackSpec> lengths, PlanRules rules, List<Setting> settings)
        implements Spec {
    public SwitchbackPlanSpec {
        lengths = List.copyOf(lengths);
        settings = List.copyOf(settings);
    }

    static SwitchbackPlanSpec of(SwitchbackSpec declared, PlanSpec plan) {
        List<Setting> settings = new ArrayList<>(plan.settings());
        declared.settings().stream().filter(s -> !settings.contains(s)).forEach(settings::add);
        return new SwitchbackPlanSpec(lengths(declared), plan.rules(), settings);
    }

    /** As declared, half as long and twice as long, where windows still hold more than the burn-in and a carry-over. */
    private static List<SwitchbackSpec> lengths(SwitchbackSpec declared) {
        List<SwitchbackSpec> lengths = new ArrayList<>(List.of(declared));
        Duration half = declared.every().dividedBy(2);
        boolean whole = half.toSeconds() > 0 && declared.every().toSeconds() % 2 == 0;
        if (whole && half.compareTo(declared.burnIn()) > 0) {
            lengths.add(declared.every(half));
        }
        SwitchbackSpec twice = declared.every(declared.every().multipliedBy(2));
        if (twice.windows() >= 2) {
            lengths.add(twice);
        }
        return lengths;
    }

    /** A length of time as one writes it. */
    static String shown(Duration length) {
        long seconds = length.toSeconds();
        return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    /** As declared. */
    SwitchbackSpec declared() {
        return lengths.getFirst();
    }

    /** Length of the period in weeks. */
    double weeks() {
        return Duration.between(
                                declared().experiment().study().start(),
                                declared().experiment().study().end())
                        .toHours()
                / (24 * 7.0);
    }

    @Override
    public String name() {
        return declared().name();
    }

    @Override
    public String counted() {
        return declared().counted();
    }
}
