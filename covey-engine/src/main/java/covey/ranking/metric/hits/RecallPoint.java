package covey.ranking.metric.hits;

/** How a share of the relevant items becomes a number of items. */
public enum RecallPoint {
    /** Nine tenths are added and the fraction dropped: trec_eval to version 9. */
    TRUNCATED,
    /** Rounded to the nearest, halves away from zero: trec_eval 10. */
    ROUNDED;

    /** Items at that share of {@code relevant}. */
    public long items(double share, int relevant) {
        double exact = share * relevant;
        if (this == TRUNCATED) {
            return (long) (exact + 0.9);
        }
        long whole = (long) exact;
        double rest = exact - whole;
        return rest >= 0.5 ? whole + 1 : rest <= -0.5 ? whole - 1 : whole;
    }

    /** The higher of the best so far and the precision at a rank that holds the hit of that number; NaN stays. */
    static double higher(double best, int hit, int rank) {
        double precision = (double) hit / rank;
        return best < precision ? precision : best;
    }
}
