package covey.clustering.recall;

import java.util.Arrays;

/**
 * Recall at k of held-back items by what is popular in a user's clusters.
 *
 * <p>The popularity of item i in cluster c is {@code n_c(i) = Σ w_vc} over the entities v that knew i, for user u it is
 * {@code s_u(i) = Σ_c w_uc n_c(i)} over the user's clusters; with clusters that do not overlap it is a count. Recommended are the k
 * items of highest s above 0 that u does not know, so that a user's own engagements do not count for the user. Recall is the
 * recommended share of the items that u came to in the held-back time only. Items tied at the cut share the places left, the
 * expectation of breaking ties at random. A user without a cluster is recommended nothing. In [0, 1]; asked only of users with a
 * held-back item.
 *
 * <p>Agrees with lists written out and sorted to 1e-12 ({@code ClusterRecallTest}). Cost: known engagements, plus, for each user,
 * known items times held-back items, or with several clusters all items of the clusters.
 */
public final class ClusterRecall {
    private final Engagements engagements;
    private final Assignment assignment;
    private final Popularity popularity;
    private final double[] score;
    private final int[] touched;

    private ClusterRecall(Engagements engagements, Assignment assignment) {
        this.engagements = engagements;
        this.assignment = assignment;
        this.popularity = Popularity.of(engagements, assignment);
        this.score = new double[engagements.items()];
        this.touched = new int[engagements.items()];
    }

    /** Recall at k of each of the users, in their order. */
    public static double[] of(Engagements engagements, Assignment assignment, int k, int... users) {
        ClusterRecall recall = new ClusterRecall(engagements, assignment);
        return Arrays.stream(users).mapToDouble(u -> recall.recall(u, k)).toArray();
    }

    private double recall(int user, int k) {
        double found = switch (assignment.of(user)) {
            case 0 -> 0;
            case 1 -> ofOne(user, assignment.clusters()[assignment.from()[user]], k);
            default -> ofSeveral(user, k);
        };
        return found / engagements.held(user);
    }

    private double ofOne(int user, int cluster, int k) {
        double found = 0;
        for (int h = 0; h < engagements.held(user); h++) {
            double of = popularity.of(cluster, engagements.heldItem(user, h));
            if (of > 0) {
                int above = popularity.above(cluster, of);
                int level = popularity.from(cluster, of) - above;
                for (int s = 0; s < engagements.known(user); s++) {
                    double seen = popularity.of(cluster, engagements.knownItem(user, s));
                    above -= seen > of ? 1 : 0;
                    level -= seen == of ? 1 : 0;
                }
                found += share(k, above, level);
            }
        }
        return found;
    }

    private double ofSeveral(int user, int k) {
        int n = 0;
        for (int row = assignment.from()[user]; row < assignment.from()[user + 1]; row++) {
            int cluster = assignment.clusters()[row];
            for (int p = popularity.first(cluster); p < popularity.first(cluster + 1); p++) {
                int item = popularity.item(p);
                if (score[item] == 0) {
                    touched[n++] = item;
                }
                score[item] += assignment.weights()[row] * popularity.value(p);
            }
        }
        for (int s = 0; s < engagements.known(user); s++) {
            score[engagements.knownItem(user, s)] = 0;
        }
        double found = 0;
        for (int h = 0; h < engagements.held(user); h++) {
            double of = score[engagements.heldItem(user, h)];
            if (of > 0) {
                int above = 0;
                int level = 0;
                for (int t = 0; t < n; t++) {
                    above += score[touched[t]] > of ? 1 : 0;
                    level += score[touched[t]] == of ? 1 : 0;
                }
                found += share(k, above, level);
            }
        }
        for (int t = 0; t < n; t++) {
            score[touched[t]] = 0;
        }
        return found;
    }

    /** Chance of an item to be recommended that ties with {@code level − 1} others behind {@code above} better ones. */
    private static double share(int k, int above, int level) {
        return Math.clamp((double) (k - above) / level, 0, 1);
    }
}
