package covey.ranking;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One query's retrieved list beside its judgements: which ranks hold items of the judgement pool and with what grade, how long
 * the list is, and how many judged items there are of each grade. Items outside the pool need no entry. Buffers are reused:
 * {@link #clear}, then {@link #judge} every judgement, {@link #retrieve} the pooled items and {@link #tie} the groups of items of
 * equal score, each in order of rank, {@link #end}. A list whose ties nobody names is taken to have none.
 *
 * <p>Grades are real numbers from 0; trec_eval's conventions for the others are kept: {@link #UNJUDGED} for an item that is in
 * the pool but was not judged, {@link #NOT_IN_POOL} for one outside it.
 */
public final class JudgedList {
    /** Grade of an item outside the pool. */
    public static final double NOT_IN_POOL = -1;

    /** Grade of an item in the pool that was not judged. */
    public static final double UNJUDGED = -2;

    private final Relevance relevance = new Relevance();
    private final IdealWalk ideal = new IdealWalk();
    private final TieGroups ties = new TieGroups();
    private @Nullable JudgedList arranged;
    private int retrieved;
    private int entries;
    private int[] ranks = new int[64];
    private double[] grades = new double[64];
    private int levels;
    private double[] levelGrades = new double[8];
    private int[] levelCounts = new int[8];

    /** A list of its own: grades by rank ({@link #NOT_IN_POOL} where unknown), and the judged items that are not in it. */
    public static JudgedList of(double[] byRank, double... missing) {
        JudgedList list = new JudgedList();
        list.clear();
        for (double grade : missing) {
            list.judge(grade);
        }
        for (int i = 0; i < byRank.length; i++) {
            if (byRank[i] != NOT_IN_POOL) {
                list.judge(byRank[i]);
                list.retrieve(i + 1, byRank[i]);
            }
        }
        list.end(byRank.length);
        return list;
    }

    /** Empties the list for the next query. */
    public void clear() {
        retrieved = 0;
        entries = 0;
        levels = 0;
        ties.clear();
    }

    /** Adds one judgement of the query; below zero it marks an item of the pool that was not judged. */
    public void judge(double grade) {
        if (!(grade >= 0)) {
            return;
        }
        int at = 0;
        while (at < levels && levelGrades[at] > grade) {
            at++;
        }
        if (at < levels && levelGrades[at] == grade) {
            levelCounts[at]++;
            return;
        }
        if (levels == levelGrades.length) {
            levelGrades = Arrays.copyOf(levelGrades, 2 * levels);
            levelCounts = Arrays.copyOf(levelCounts, 2 * levels);
        }
        System.arraycopy(levelGrades, at, levelGrades, at + 1, levels - at);
        System.arraycopy(levelCounts, at, levelCounts, at + 1, levels - at);
        levelGrades[at] = grade;
        levelCounts[at] = 1;
        levels++;
    }

    /** Adds the item at a rank, in order of rank. */
    public void retrieve(int rank, double grade) {
        if (entries == ranks.length) {
            ranks = Arrays.copyOf(ranks, 2 * entries);
            grades = Arrays.copyOf(grades, 2 * entries);
        }
        ranks[entries] = rank;
        grades[entries++] = grade >= 0 || grade == NOT_IN_POOL ? grade : UNJUDGED;
    }

    /** Says that the items at these ranks have one score, in order of rank. */
    public void tie(int first, int last) {
        ties.add(first, last);
    }

    /** Ends the list with its length. */
    public void end(int length) {
        retrieved = length;
        relevance.forget();
        ideal.forget();
    }

    /** Items retrieved. */
    public int retrieved() {
        return retrieved;
    }

    /** Entries: retrieved items of the pool. */
    public int entries() {
        return entries;
    }

    /** Rank of an entry, counted from 1. */
    public int rank(int entry) {
        return ranks[entry];
    }

    /** Grade of an entry. */
    public double grade(int entry) {
        return grades[entry];
    }

    /** Distinct grades among the judged items. */
    public int levels() {
        return levels;
    }

    /** A distinct grade, the highest first. */
    public double levelGrade(int level) {
        return levelGrades[level];
    }

    /** Judged items of that grade. */
    public int levelCount(int level) {
        return levelCounts[level];
    }

    /** Judged items among the first {@code cutoff} of the list. */
    public int judgedWithin(int cutoff) {
        int judged = 0;
        for (int i = 0; i < entries && ranks[i] <= cutoff; i++) {
            judged += grades[i] >= 0 ? 1 : 0;
        }
        return judged;
    }

    /** The groups of items of equal score. */
    public TieGroups ties() {
        return ties;
    }

    /** The list with the higher grades of each group of tied items first, or last; valid until the next call. */
    public JudgedList arranged(Ties side) {
        JudgedList other = arranged == null ? new JudgedList() : arranged;
        arranged = other;
        other.clear();
        other.levels = levels;
        other.levelGrades = levelGrades;
        other.levelCounts = levelCounts;
        int group = 0;
        for (int i = 0; i < entries; ) {
            group = ties.next(group, ranks[i]);
            int end = i + 1;
            while (ties.holds(group, ranks[i]) && end < entries && ranks[end] <= ties.last(group)) {
                end++;
            }
            double[] sorted = Arrays.copyOfRange(grades, i, end);
            Arrays.sort(sorted);
            boolean tied = ties.holds(group, ranks[i]);
            for (int j = 0; j < sorted.length; j++) {
                int place = tied
                        ? side == Ties.BEST ? ties.first(group) + j : ties.last(group) - sorted.length + 1 + j
                        : ranks[i];
                other.retrieve(place, side == Ties.BEST ? sorted[sorted.length - 1 - j] : sorted[j]);
            }
            i = end;
        }
        other.end(retrieved);
        return other;
    }

    /** The list seen from a relevance level; valid until another level is asked for. */
    public Relevance relevance(double level) {
        if (!relevance.isAt(level)) {
            relevance.read(this, level);
        }
        return relevance;
    }

    /** The ideal order of the judged items by gain, at its first rank; valid until it is asked for again. */
    public IdealWalk ideal(Gains gains) {
        ideal.start(this, gains);
        return ideal;
    }
}
