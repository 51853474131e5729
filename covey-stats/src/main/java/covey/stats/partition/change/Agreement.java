package covey.stats.partition.change;

import covey.stats.interval.Bounds;
import covey.stats.partition.inference.JackknifeEstimate;
import covey.stats.partition.inference.PermutationNull;
import java.util.Optional;

/**
 * A measure of two versions as it is shown: with its interval over samples of elements and its value under random labels.
 *
 * @param measure name of the measure
 * @param estimate value, standard error and bias
 * @param interval interval about the value, absent when the sample shows no variation
 * @param chance value when labels are permuted at random
 */
public record Agreement(String measure, JackknifeEstimate estimate, Optional<Bounds> interval, PermutationNull chance) {

    /** The value. */
    public double value() {
        return estimate.value();
    }

    /**
     * Whether the value depends on the number of elements so much, by more than half a standard error, that versions
     * with other numbers of elements must not be compared by it.
     */
    public boolean dependsOnSize() {
        return Math.abs(estimate.bias()) > estimate.standardError() / 2;
    }
}
