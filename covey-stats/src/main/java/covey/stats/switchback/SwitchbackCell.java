package covey.stats.switchback;

/**
 * One region in one time window.
 *
 * @param region number of the region, from 0
 * @param window number of the window, from 0; consecutive numbers are consecutive windows
 * @param arm number of the arm that was on
 * @param value outcome: a total, or a rate
 * @param weight weight of the value: 1 for a total, the denominator for a rate; 0 for a window without any
 */
public record SwitchbackCell(int region, int window, int arm, double value, double weight) {
    public SwitchbackCell {
        if (region < 0 || window < 0 || arm < 0) {
            throw new IllegalArgumentException(
                    "region, window and arm are numbers from 0, got " + region + ", " + window + ", " + arm);
        }
        if (!Double.isFinite(value) || !(weight >= 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException("value " + value + " with weight " + weight);
        }
    }
}
