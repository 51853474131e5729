package covey.ranking.metric.list;

import covey.data.column.Doubles;
import covey.data.column.Ints;
import java.util.Arrays;

/**
 * How many users had each item before.
 *
 * @param had users who had each item
 * @param users all users of that history
 * @param headFrom users from which an item is of the short head: the head is the smallest set of most popular items that has
 *     {@value #HEAD} of all pairs of user and item, with all that tie with its last item; the others are the long tail
 * @param ranks place of each item by popularity from 1, the mean place where items tie
 */
public record Popularity(Ints had, long users, int headFrom, Doubles ranks) {
    /** Share of the history that the head has. */
    public static final double HEAD = 0.8;

    /** Popularity of items that nobody knows anything of. */
    public static final Popularity UNKNOWN = new Popularity(Ints.over(), 0, 1, Doubles.over());

    /** The popularity of counts. */
    public static Popularity of(Ints had, long users) {
        int most = 0;
        long pairs = 0;
        for (int i = 0; i < had.size(); i++) {
            most = Math.max(most, had.at(i));
            pairs += had.at(i);
        }
        int[] items = new int[most + 1];
        for (int i = 0; i < had.size(); i++) {
            items[had.at(i)]++;
        }
        double[] rank = new double[most + 1];
        int headFrom = 1;
        long above = 0;
        long before = 0;
        for (int count = most; count >= 0; count--) {
            rank[count] = before + (items[count] + 1) / 2.0;
            before += items[count];
            if (count > 0 && items[count] > 0 && above < HEAD * pairs) {
                headFrom = count;
            }
            above += (long) count * items[count];
        }
        double[] ranks = new double[had.size()];
        Arrays.setAll(ranks, i -> rank[had.at(i)]);
        return new Popularity(had, users, headFrom, Doubles.over(ranks));
    }
}
