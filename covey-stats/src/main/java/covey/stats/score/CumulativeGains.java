package covey.stats.score;

import covey.stats.DegenerateDataException;
import covey.stats.DegenerateDataException.Reason;
import covey.stats.resample.DeleteGroupJackknife;
import covey.stats.resample.Replicates;
import java.util.ArrayList;
import java.util.List;

/**
 * How many of the rows of label 1 are among a share of the rows with the highest scores: {@code gains(α) = Σ top y/Σ y}, and
 * {@code lift(α) = gains(α)/α}, the rate among them over the rate of all. Rows that tie at the border come in with the fraction that
 * fills the share, which is the expectation over their orders.
 *
 * <p>The border moves with the sample, so the error is that of the delete-a-group jackknife over units
 * ({@link DeleteGroupJackknife}). Labels are 0 or 1, scores any finite numbers, 0 &lt; α &lt; 1. Agrees with a loop over sorted rows
 * (numpy 1.24.2) to 1e-12. Refuses one class ({@code ZERO_VARIANCE}), and a group without which no row of label 1 is left
 * ({@code TOO_FEW_UNITS}). O(n log n) once, then O(αn) a group.
 */
public final class CumulativeGains {
    private CumulativeGains() {}

    /** Share of the rows of label 1 that are among the share {@code top} of all rows. */
    public static double of(ScoredRows rows, double top) {
        if (!(top > 0 && top < 1)) {
            throw new IllegalArgumentException("the share is " + top + ", and lies between 0 and 1");
        }
        return found(rows, top * rows.size(), new boolean[rows.units()]) / Classes.both(rows);
    }

    /** The gains without each group of units. */
    public static Replicates replicates(ScoredRows rows, double top, DeleteGroupJackknife jackknife) {
        double all = of(rows, top);
        long[] sizes = new long[jackknife.groups()];
        long[] positives = new long[jackknife.groups()];
        for (int i = 0; i < rows.size(); i++) {
            int group = jackknife.groupOf(rows.unit(i));
            sizes[group]++;
            positives[group] += rows.label(i) == 1 ? 1 : 0;
        }
        long m = rows.positives();
        List<Double> without = new ArrayList<>();
        for (int group = 0; group < sizes.length; group++) {
            if (positives[group] == m) {
                throw new DegenerateDataException(
                        Reason.TOO_FEW_UNITS, "all " + m + " rows of label 1 are of one group of units");
            }
            boolean[] left = new boolean[rows.units()];
            for (int g = 0; g < left.length; g++) {
                left[g] = jackknife.groupOf(g) == group;
            }
            double found = found(rows, top * (rows.size() - sizes[group]), left);
            without.add(found / (m - positives[group]));
        }
        return new Replicates(all, without);
    }

    /** The gains as lift. */
    public static Replicates lift(Replicates gains, double top) {
        return new Replicates(
                gains.value() / top, gains.without().stream().map(g -> g / top).toList());
    }

    /** Rows of label 1 among so many of the highest, without those of units left out. */
    private static double found(ScoredRows rows, double wanted, boolean[] left) {
        double found = 0;
        double taken = 0;
        for (int place = rows.size() - 1; place >= 0 && taken < wanted; ) {
            double score = rows.score(rows.at(place));
            long here = 0;
            long positives = 0;
            for (; place >= 0 && rows.score(rows.at(place)) == score; place--) {
                int row = rows.at(place);
                if (!left[rows.unit(row)]) {
                    here++;
                    positives += rows.label(row) == 1 ? 1 : 0;
                }
            }
            if (here > 0) {
                found += positives * Math.min(1, (wanted - taken) / here);
                taken += here;
            }
        }
        return found;
    }
}
