package covey.stats.partition.internal;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;

/** The usual distances; any other is a {@link Distance} of one's own. */
public enum StandardDistance implements Distance {
    /** Square root of the sum of squared differences. */
    EUCLIDEAN {
        @Override
        public double between(Features features, int first, int second) {
            return Math.sqrt(features.squaredDistance(first, second));
        }
    },
    /** One minus the cosine of the angle; elements without a direction, all features 0, are refused. */
    COSINE {
        @Override
        public double between(Features features, int first, int second) {
            double scale = Math.sqrt(squares(features, first)) * Math.sqrt(squares(features, second));
            return Math.max(0, 1 - features.dot(first, second) / scale);
        }
    };

    private static double squares(Features features, int element) {
        double squares = features.dot(element, element);
        if (squares == 0) {
            throw new DegenerateDataException(
                    Reason.ZERO_DENOMINATOR,
                    "element " + element + " has only features of 0, so it has no cosine with any other");
        }
        return squares;
    }
}
