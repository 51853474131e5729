package covey.ranking;

import java.util.Arrays;

/** Where a list has items of equal score: intervals of ranks, two or more each, in order. Reused between queries. */
public final class TieGroups {
    private int size;
    private int[] firsts = new int[8];
    private int[] lasts = new int[8];

    TieGroups() {}

    void clear() {
        size = 0;
    }

    void add(int first, int last) {
        if (first < 1 || last <= first || (size > 0 && lasts[size - 1] >= first)) {
            throw new IllegalArgumentException("ranks " + first + " to " + last + " are no next group of tied items");
        }
        if (size == firsts.length) {
            firsts = Arrays.copyOf(firsts, 2 * size);
            lasts = Arrays.copyOf(lasts, 2 * size);
        }
        firsts[size] = first;
        lasts[size++] = last;
    }

    /** Whether all scores differ. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** Rank of the first item of a group, counted from 1; groups are counted from 0. */
    public int first(int group) {
        return firsts[group];
    }

    /** Rank of the last item of a group. */
    public int last(int group) {
        return lasts[group];
    }

    /** Items of a group. */
    public int items(int group) {
        return lasts[group] - firsts[group] + 1;
    }

    /** The first group from {@code group} on that does not end above a rank; their number when there is none. */
    public int next(int group, int rank) {
        int at = group;
        while (at < size && lasts[at] < rank) {
            at++;
        }
        return at;
    }

    /** Whether a group that does not end above a rank holds it. */
    public boolean holds(int group, int rank) {
        return group < size && firsts[group] <= rank;
    }

    /** Ranks up to the cutoff whose item is tied with another one of the list. */
    public int tiedWithin(int cutoff) {
        int tied = 0;
        for (int g = 0; g < size && firsts[g] <= cutoff; g++) {
            tied += Math.min(lasts[g], cutoff) - firsts[g] + 1;
        }
        return tied;
    }

    /** Expected hits up to the cutoff: a group that the cutoff divides gives its hits in proportion. */
    public double hitsWithin(Relevance relevance, int cutoff) {
        int place = Arrays.binarySearch(lasts, 0, size, cutoff);
        int group = place >= 0 ? size : -place - 1;
        if (!holds(group, cutoff)) {
            return relevance.within(cutoff);
        }
        int above = relevance.within(firsts[group] - 1);
        int inside = relevance.within(lasts[group]) - above;
        return above + (double) inside * (cutoff - firsts[group] + 1) / items(group);
    }
}
