package covey.ranking.metric.similarity;

import covey.data.column.Ints;

/**
 * 1 for two items of the same category, 0 for different ones; NaN for an item without a category.
 *
 * @param categories category of each item, -1 for none
 */
public record CategorySimilarity(Ints categories) implements ItemSimilarity {
    @Override
    public double of(int item, int other) {
        int a = categories.at(item);
        int b = categories.at(other);
        if (a < 0 || b < 0) {
            return Double.NaN;
        }
        return a == b ? 1 : 0;
    }
}
