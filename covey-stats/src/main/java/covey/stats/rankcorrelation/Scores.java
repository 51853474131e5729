package covey.stats.rankcorrelation;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;

/** Two scorings of the same things. */
final class Scores {
    private Scores() {}

    static void check(double[] first, double[] second) {
        if (first.length != second.length) {
            throw new IllegalArgumentException("scores of " + first.length + " things against " + second.length);
        }
        for (int i = 0; i < first.length; i++) {
            if (!Double.isFinite(first[i]) || !Double.isFinite(second[i])) {
                throw new IllegalArgumentException(
                        "scores " + first[i] + " and " + second[i] + " of thing " + i + " are not both finite");
            }
        }
        if (first.length < 2) {
            throw new DegenerateDataException(
                    Reason.TOO_FEW_UNITS, "an order needs 2 things or more, not " + first.length);
        }
    }
}
