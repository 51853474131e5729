package covey.experiment.compare.effect;

import covey.result.AdjustedPValue;
import java.util.Optional;

/**
 * What multiplicity makes of one hypothesis.
 *
 * @param adjusted p-value corrected over the family; empty when nothing was corrected
 * @param shown promise of the interval in the main analysis
 * @param further promise of a further interval, and the analysis it stands in; empty for none
 */
public record Correction(Optional<AdjustedPValue> adjusted, Promise shown, Optional<Further> further) {
    /**
     * A further interval.
     *
     * @param analysis analysis it stands in
     * @param promise what it promises
     */
    public record Further(String analysis, Promise promise) {}

    public static Correction none(double level) {
        return new Correction(Optional.empty(), Promise.pointwise(level), Optional.empty());
    }
}
