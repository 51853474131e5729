package covey.result;

/**
 * A p-value corrected for multiplicity.
 *
 * @param value adjusted p-value in [0, 1]
 * @param family the set of hypotheses it was corrected over, such as "secondary metrics x arms (6)"
 * @param procedure the procedure, such as "Holm"
 */
public record AdjustedPValue(double value, String family, String procedure) {
    public AdjustedPValue {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("adjusted p-value outside [0, 1]: " + value);
        }
    }
}
