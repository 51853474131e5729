package covey.world;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What users look for later, found among what was popular in their cluster before. A user is shown the k items that most others of
 * the cluster knew and the user does not; items that tie at the end share the places left. Recall is the shown share of what the
 * user came to afterwards, averaged over users who came to anything. No user engages with an item twice.
 */
final class HeldBackRecall {
    private final List<List<Integer>> known;
    private final List<List<Integer>> later;
    private final int items;

    HeldBackRecall(List<OfflineRankers.Engagement> week, long after, int items, int users) {
        this.items = items;
        this.known = lists(users);
        this.later = lists(users);
        week.forEach(e -> (e.at() < after ? known : later).get(e.user()).add(e.item()));
    }

    private static List<List<Integer>> lists(int users) {
        return IntStream.range(0, users)
                .<List<Integer>>mapToObj(_ -> new ArrayList<>())
                .toList();
    }

    /** Mean over users, given each one's cluster from 0; zero without any user. */
    double mean(int[] cluster, int clusters, int k) {
        int[][] popular = new int[clusters][items];
        int[] size = new int[clusters];
        for (int user = 0; user < cluster.length; user++) {
            size[cluster[user]]++;
            for (int item : known.get(user)) {
                popular[cluster[user]][item]++;
            }
        }
        int[][] count = new int[clusters][];
        for (int c = 0; c < clusters; c++) {
            count[c] = new int[size[c] + 2];
            for (int times : popular[c]) {
                count[c][times]++;
            }
            // from here on: items known to so many or more
            for (int times = size[c]; times >= 0; times--) {
                count[c][times] += count[c][times + 1];
            }
        }
        double sum = 0;
        int users = 0;
        for (int user = 0; user < cluster.length; user++) {
            if (!later.get(user).isEmpty()) {
                sum += recall(user, popular[cluster[user]], count[cluster[user]], k);
                users++;
            }
        }
        return users == 0 ? 0 : sum / users;
    }

    private double recall(int user, int[] popular, int[] count, int k) {
        double found = 0;
        for (int item : later.get(user)) {
            int times = popular[item];
            if (times > 0) {
                int above = count[times + 1];
                int level = count[times] - above;
                for (int own : known.get(user)) {
                    above -= popular[own] > times ? 1 : 0;
                    level -= popular[own] == times ? 1 : 0;
                }
                found += Math.clamp((double) (k - above) / level, 0, 1);
            }
        }
        return found / later.get(user).size();
    }
}
