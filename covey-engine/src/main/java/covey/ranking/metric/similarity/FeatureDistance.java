package covey.ranking.metric.similarity;

import covey.data.column.Doubles;

/**
 * One less the Euclidean distance of two items' feature vectors, {@code 1 − ‖x − y‖}, so that a mean of 1 − similarity is the mean
 * distance, in the features' unit: negative for items further apart than 1. NaN for an item without a vector. The features are taken
 * as they are: scale them so that a difference of 1 means as much in each.
 *
 * <p>SciPy 1.17.1 {@code scipy.spatial.distance.pdist}, 1e-12.
 *
 * @param features vectors of the items, one after the other
 * @param dimensions length of a vector
 */
public record FeatureDistance(Doubles features, int dimensions) implements ItemSimilarity {
    @Override
    public double of(int item, int other) {
        double squares = 0;
        for (int d = 0; d < dimensions; d++) {
            double apart = features.at(item * dimensions + d) - features.at(other * dimensions + d);
            squares += apart * apart;
        }
        return 1 - Math.sqrt(squares);
    }
}
