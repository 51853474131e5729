package covey.ranking.metric.similarity;

/** How alike two items are: 1 for the same, 0 for nothing in common, less where the kind says so. Symmetric; may be used by several threads. */
public interface ItemSimilarity {
    /** Similarity of two items by their numbers; NaN where one of them is not known well enough. */
    double of(int item, int other);
}
