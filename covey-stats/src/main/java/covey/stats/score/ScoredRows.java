package covey.stats.score;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows with a label and a score, those of a unit beside each other. The arrays are not copied and must not be changed: there may be
 * tens of millions of rows.
 */
public final class ScoredRows {
    private final double[] labels;
    private final double[] scores;
    private final int[] unitOf;
    private final int units;
    private int @Nullable [] order;

    private ScoredRows(double[] labels, double[] scores, int[] unitOf, int units) {
        this.labels = labels;
        this.scores = scores;
        this.unitOf = unitOf;
        this.units = units;
    }

    /**
     * Rows of units.
     *
     * @param labels what came true, finite
     * @param scores what was predicted, finite
     * @param unitOf unit of each row: numbered from 0 without gaps, ascending
     */
    public static ScoredRows over(double[] labels, double[] scores, int... unitOf) {
        int n = labels.length;
        if (scores.length != n || unitOf.length != n) {
            throw new IllegalArgumentException(
                    n + " labels, " + scores.length + " scores and " + unitOf.length + " units");
        }
        int last = -1;
        for (int i = 0; i < n; i++) {
            if (!Double.isFinite(labels[i]) || !Double.isFinite(scores[i])) {
                throw new IllegalArgumentException("row " + i + ": label " + labels[i] + ", score " + scores[i]);
            }
            if (unitOf[i] != last && unitOf[i] != last + 1) {
                throw new IllegalArgumentException("row " + i + ": unit " + unitOf[i] + " after " + last);
            }
            last = unitOf[i];
        }
        return new ScoredRows(labels, scores, unitOf, last + 1);
    }

    /** The same rows as if each were a unit of its own. */
    public ScoredRows independent() {
        int[] own = new int[size()];
        Arrays.setAll(own, i -> i);
        ScoredRows rows = new ScoredRows(labels, scores, own, own.length);
        rows.order = order;
        return rows;
    }

    /** Number of rows. */
    public int size() {
        return labels.length;
    }

    /** Number of units. */
    public int units() {
        return units;
    }

    /** Label of a row. */
    public double label(int row) {
        return labels[row];
    }

    /** Score of a row. */
    public double score(int row) {
        return scores[row];
    }

    /** Unit of a row. */
    public int unit(int row) {
        return unitOf[row];
    }

    /** Rows of label 1, of rows whose labels are all 0 or 1. */
    long positives() {
        long positives = 0;
        for (double label : labels) {
            if (label != 0 && label != 1) {
                throw new IllegalArgumentException("a label is " + label + ", neither 0 nor 1");
            }
            positives += label == 1 ? 1 : 0;
        }
        return positives;
    }

    /** Requires scores from 0 to 1. */
    void requireProbabilities() {
        for (double score : scores) {
            if (!(score >= 0 && score <= 1)) {
                throw new IllegalArgumentException("a score is " + score + ", no probability");
            }
        }
    }

    /** The row at a place of the order by score, ascending. */
    int at(int place) {
        if (order == null) {
            order = ScoreOrder.ascending(scores);
        }
        return order[place];
    }

    /** Where the rows that tie with the one at a place of the order end, exclusive. */
    int tieEnd(int place) {
        double score = scores[at(place)];
        int end = place + 1;
        while (end < size() && scores[at(end)] == score) {
            end++;
        }
        return end;
    }
}
