package covey.clustering.recall;

import covey.data.ClusteringData.Engagement;
import java.util.Arrays;

/** Who knows which item, and who came to which one later. */
public final class Engagements {
    private final int items;
    private final int[] knownFrom;
    private final int[] known;
    private final int[] heldFrom;
    private final int[] held;

    private Engagements(int items, int[] knownFrom, int[] known, int[] heldFrom, int[] held) {
        this.items = items;
        this.knownFrom = knownFrom;
        this.known = known;
        this.heldFrom = heldFrom;
        this.held = held;
    }

    /** Engagements of so many entities. */
    public static Engagements of(int entities, Engagement data) {
        int[][] from = new int[2][entities + 1];
        for (int p = 0; p < data.users().size(); p++) {
            from[data.heldBack().at(p)][data.users().at(p) + 1]++;
        }
        for (int[] offsets : from) {
            Arrays.parallelPrefix(offsets, Integer::sum);
        }
        int[][] items = {new int[from[0][entities]], new int[from[1][entities]]};
        int[] at = new int[2];
        for (int p = 0; p < data.users().size(); p++) {
            int side = data.heldBack().at(p);
            // rows stand by entity, so each side fills up in order
            items[side][at[side]++] = data.with().at(p);
        }
        return new Engagements(data.items(), from[0], items[0], from[1], items[1]);
    }

    /** Number of different items. */
    public int items() {
        return items;
    }

    /** Number of items that an entity came to in the held-back time only. */
    public int held(int entity) {
        return heldFrom[entity + 1] - heldFrom[entity];
    }

    /** Number of items that an entity knew before. */
    public int known(int entity) {
        return knownFrom[entity + 1] - knownFrom[entity];
    }

    int heldItem(int entity, int i) {
        return held[heldFrom[entity] + i];
    }

    int knownItem(int entity, int i) {
        return known[knownFrom[entity] + i];
    }
}
