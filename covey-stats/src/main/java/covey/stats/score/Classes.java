package covey.stats.score;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;

/** What measures of labels 0 and 1 need of their rows. */
final class Classes {
    private Classes() {}

    /** Number of rows, one at least. */
    static int rows(ScoredRows rows) {
        if (rows.size() == 0) {
            throw new DegenerateDataException(Reason.TOO_FEW_UNITS, "there is no row with a label and a score");
        }
        return rows.size();
    }

    /** Rows of label 1, where there are rows of label 0 too. */
    static long both(ScoredRows rows) {
        int n = rows(rows);
        long positives = rows.positives();
        if (positives == 0 || positives == n) {
            throw new DegenerateDataException(
                    Reason.ZERO_VARIANCE,
                    "all " + n + " labels are " + (positives == 0 ? "0" : "1") + ": one class only");
        }
        return positives;
    }
}
