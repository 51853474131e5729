package covey.ranking.metric.similarity;

import covey.data.column.Ints;
import java.util.Arrays;

/**
 * Cosine of two items over the users who had them: {@code n_ij / √(n_i n_j)}, with n_i users of item i and n_ij users of both
 * (Microsoft Recommenders, {@code item_cooccurrence} with cosine; 1e-6). Zero for an item that no user had: nothing ties it to anything.
 *
 * <p>Cost: memory of the histories once more; a pair takes the users of the rarer item times a search among those of the other.
 */
public final class CooccurrenceCosine implements ItemSimilarity {
    private final int[] offsets;
    private final int[] users;

    /**
     * @param items number of items
     * @param histories begin of each user's history in {@code had}, and the end
     * @param had different items of each user
     */
    public CooccurrenceCosine(int items, Ints histories, Ints had) {
        offsets = new int[items + 1];
        for (int i = 0; i < had.size(); i++) {
            offsets[had.at(i) + 1]++;
        }
        Arrays.parallelPrefix(offsets, Integer::sum);
        int[] next = offsets.clone();
        users = new int[had.size()];
        for (int u = 0; u + 1 < histories.size(); u++) {
            for (int i = histories.at(u); i < histories.at(u + 1); i++) {
                users[next[had.at(i)]++] = u;
            }
        }
    }

    private int count(int item) {
        return offsets[item + 1] - offsets[item];
    }

    @Override
    public double of(int item, int other) {
        int rare = count(item) <= count(other) ? item : other;
        int common = rare == item ? other : item;
        if (count(rare) == 0) {
            return 0;
        }
        int both = 0;
        int from = offsets[common];
        for (int i = offsets[rare]; i < offsets[rare + 1]; i++) {
            int at = Arrays.binarySearch(users, from, offsets[common + 1], users[i]);
            both += at >= 0 ? 1 : 0;
            from = at >= 0 ? at : -at - 1;
        }
        return both / Math.sqrt((double) count(rare) * count(common));
    }
}
