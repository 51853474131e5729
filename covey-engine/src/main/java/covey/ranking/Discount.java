package covey.ranking;

/** By what a gain at a rank (counted from 1) is divided. */
public enum Discount {
    /** {@code log2(rank + 1)}: trec_eval, and most libraries. */
    LOG2,
    /** {@code max(1, log2 rank)}: Järvelin and Kekäläinen's first form with base 2, and LensKit for Java. */
    JARVELIN_KEKALAINEN,
    /** A geometric weight {@code p^(rank − 1)}. */
    GEOMETRIC,
    /** The rank. */
    RANK,
    /** No discount by rank. */
    NONE;

    /** The divisor at a rank, of the two that divide by a logarithm. */
    public double at(int rank) {
        return switch (this) {
            case LOG2 -> Log2.of(rank + 1);
            case JARVELIN_KEKALAINEN -> rank <= 2 ? 1 : Log2.of(rank);
            case RANK -> rank;
            case GEOMETRIC, NONE -> 1;
        };
    }
}
