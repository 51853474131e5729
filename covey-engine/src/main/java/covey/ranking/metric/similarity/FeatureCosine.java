package covey.ranking.metric.similarity;

import covey.data.column.Doubles;

/**
 * Cosine of the angle between two items' feature vectors, {@code x·y / (‖x‖ ‖y‖)}; NaN for a vector of zeros and for an item without one. Negative for
 * vectors that point apart.
 *
 * @param features vectors of the items, one after the other
 * @param dimensions length of a vector
 */
public record FeatureCosine(Doubles features, int dimensions) implements ItemSimilarity {
    @Override
    public double of(int item, int other) {
        double product = 0;
        double squares = 0;
        double otherSquares = 0;
        for (int d = 0; d < dimensions; d++) {
            double x = features.at(item * dimensions + d);
            double y = features.at(other * dimensions + d);
            product += x * y;
            squares += x * x;
            otherSquares += y * y;
        }
        return product / Math.sqrt(squares * otherSquares);
    }
}
