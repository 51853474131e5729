package covey.ranking;

import java.util.Arrays;

/** A judged list seen from a relevance level: how many are relevant, and at which ranks they stand. Reused between queries. */
public final class Relevance {
    private double level;
    private int total;
    private int retrieved;
    private int hits;
    private int[] ranks = new int[64];

    Relevance() {}

    void read(JudgedList list, double at) {
        level = at;
        total = 0;
        for (int i = 0; i < list.levels() && list.levelGrade(i) >= at; i++) {
            total += list.levelCount(i);
        }
        retrieved = 0;
        hits = 0;
        if (ranks.length < list.entries()) {
            ranks = new int[Math.max(list.entries(), 2 * ranks.length)];
        }
        for (int i = 0; i < list.entries(); i++) {
            double grade = list.grade(i);
            if (grade >= at) {
                ranks[hits++] = list.rank(i);
                retrieved += grade >= 0 ? 1 : 0;
            }
        }
    }

    boolean isAt(double other) {
        return level == other;
    }

    void forget() {
        level = Double.NaN;
    }

    /** Judged items at or above the level, retrieved or not. */
    public int total() {
        return total;
    }

    /** Those of them in the list. */
    public int retrieved() {
        return retrieved;
    }

    /** Entries at or above the level; differs from {@link #retrieved} only for levels below zero, which admit the unjudged. */
    public int hits() {
        return hits;
    }

    /** Rank of a hit, counted from 1; hits are counted from 0. */
    public int rank(int hit) {
        return ranks[hit];
    }

    /** How many hits have a rank of at most {@code cutoff}. */
    public int within(int cutoff) {
        if (hits == 0 || ranks[hits - 1] <= cutoff) {
            return hits;
        }
        int place = Arrays.binarySearch(ranks, 0, hits, cutoff);
        return place >= 0 ? place + 1 : -place - 1;
    }
}
