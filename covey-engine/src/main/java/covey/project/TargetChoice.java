package covey.project;

import covey.project.source.Fault;
import covey.warehouse.Target;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The connection a run uses.
 *
 * @param target the connection; empty when there are faults
 * @param sample share of units the profile asks to read; empty for all
 * @param results where the profile keeps results; empty when it does not say
 * @param faults why there is no connection
 */
public record TargetChoice(
        Optional<Target> target, OptionalDouble sample, Optional<String> results, List<Fault> faults) {
    public TargetChoice {
        faults = List.copyOf(faults);
    }

    static TargetChoice refused(List<Fault> faults) {
        return new TargetChoice(Optional.empty(), OptionalDouble.empty(), Optional.empty(), faults);
    }
}
