package covey.ranking.trend;

import covey.ranking.BeyondMetric;
import covey.ranking.Need;
import covey.ranking.label.Label;
import covey.result.MetricInfo.Goal;
import java.util.Set;

/**
 * Change per week of the Shannon entropy of the categories that a user is shown: below zero, a filter bubble closes.
 *
 * <p>With {@code H_w = −Σ_c q_c log2 q_c} the entropy in bits of the categories of the items that the user's list of week
 * {@code w} shows up to the cutoff, items without a category left out, the user's number is the least-squares slope
 * {@code Σ (w − w̄)(H_w − H̄) / Σ (w − w̄)²} over the weeks that have a list with a category under every system; a system's is the mean over
 * users. Users with fewer than {@value #FEWEST} such weeks have none.
 *
 * <p>Weeks of one user are not independent: errors are those of users' slopes, clustered by unit. The entropy is that of the
 * shares shown, so it is lower for shorter lists: a cutoff that every list reaches keeps the length of lists out of the trend.
 *
 * <p>Slope as numpy 2.4.6 {@code polyfit} has it, 1e-12.
 *
 * @param cutoff ranks of each week's list that are looked at
 */
public record CategoryEntropyTrend(int cutoff) implements BeyondMetric {
    /** Fewest weeks of a trend. */
    public static final int FEWEST = 3;

    @Override
    public String name() {
        return Label.of("category_entropy_trend", 1, cutoff);
    }

    @Override
    public String formula() {
        return "least-squares slope, in bits per week, of the Shannon entropy of the categories that a user is shown in each"
                + " week; users with " + FEWEST + " weeks or more";
    }

    @Override
    public Goal goal() {
        return Goal.INCREASE;
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.CATEGORY, Need.TIME);
    }

    /** Entropy in bits of counts by category; NaN when nothing is counted. */
    public static double entropy(int... counts) {
        double sum = 0;
        double weighted = 0;
        for (int count : counts) {
            sum += count;
            weighted += count == 0 ? 0 : count * Math.log(count);
        }
        return sum == 0 ? Double.NaN : Math.max(0, Math.log(sum) - weighted / sum) / Math.log(2);
    }

    /** Slope of the values by week that are numbers; NaN with fewer than {@value #FEWEST} of them. */
    public static double slope(double... values) {
        int n = 0;
        double week = 0;
        double value = 0;
        for (int w = 0; w < values.length; w++) {
            if (!Double.isNaN(values[w])) {
                n++;
                week += (w - week) / n;
                value += (values[w] - value) / n;
            }
        }
        double together = 0;
        double squares = 0;
        for (int w = 0; w < values.length && n >= FEWEST; w++) {
            if (!Double.isNaN(values[w])) {
                together += (w - week) * (values[w] - value);
                squares += (w - week) * (w - week);
            }
        }
        return n < FEWEST ? Double.NaN : together / squares;
    }
}
