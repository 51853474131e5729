package covey.ranking;

import java.util.ArrayList;
import java.util.List;

/**
 * From grades to gains. A table overrides single whole grades, the first entry of a grade counting; grades without an entry,
 * and below zero, follow the rule (below zero: no gain).
 *
 * @param rule the gain of a grade without an entry
 * @param level relevance level, for {@link Gain#BINARY}
 * @param table overriding entries, in the order given
 * @param order how the gains of a table are put in order for the ideal list
 */
public record Gains(Gain rule, double level, List<Entry> table, Order order) {
    /** The grade itself. */
    public static final Gains LINEAR = new Gains(Gain.LINEAR, 1, List.of(), Order.EXACT);

    private static final int DENSE = 1 << 16;

    public Gains {
        table = List.copyOf(table);
    }

    /** A rule without a table. */
    public static Gains of(Gain rule, double level) {
        return new Gains(rule, level, List.of(), Order.EXACT);
    }

    /**
     * One entry.
     *
     * @param grade whole grade
     * @param gain its gain, of any sign
     */
    public record Entry(long grade, double gain) {}

    /** How gains are put in order. */
    public enum Order {
        /** By value. */
        EXACT,
        /**
         * As trec_eval does: gains whose difference is below one in size count as equal, and a merge sort from the bottom
         * decides. With gains that lie closer than one its ideal list is not the best one.
         */
        TREC_EVAL
    }

    /** The gain of a grade. */
    public double of(double grade) {
        for (int i = 0; i < table.size(); i++) {
            if (table.get(i).grade() == grade) {
                return table.get(i).gain();
            }
        }
        if (grade < 0) {
            return 0;
        }
        return switch (rule) {
            case EXPONENTIAL -> Math.pow(2, grade) - 1;
            case BINARY -> grade >= level ? 1 : 0;
            case LINEAR, CUSTOM, NONE -> grade;
        };
    }

    void fill(JudgedList list, IdealWalk walk) {
        if (table.isEmpty()) {
            for (int i = 0; i < list.levels(); i++) {
                walk.add(of(list.levelGrade(i)), list.levelCount(i));
            }
            return;
        }
        Level[] levels = levels(list);
        Level[] sorted = new Level[levels.length];
        sort(levels, 0, levels.length, sorted);
        for (int i = levels.length - 1; i >= 0; i--) {
            walk.add(levels[i].gain, levels[i].count);
        }
    }

    private record Level(long grade, double gain, int count) {}

    /** The table's entries first, then the other grades from the lowest: every whole one where the order depends on it. */
    private Level[] levels(JudgedList list) {
        List<Level> all = new ArrayList<>();
        for (int i = 0; i < table.size(); i++) {
            Entry entry = table.get(i);
            boolean first = table.subList(0, i).stream().noneMatch(e -> e.grade() == entry.grade());
            all.add(new Level(entry.grade(), entry.gain(), first ? count(list, (double) entry.grade()) : 0));
        }
        double highest = list.levels() == 0 ? -1 : list.levelGrade(0);
        if (order == Order.TREC_EVAL && highest < DENSE) {
            for (long grade = 0; grade <= highest; grade++) {
                add(all, (double) grade, count(list, (double) grade));
            }
        } else {
            for (int i = list.levels() - 1; i >= 0; i--) {
                add(all, list.levelGrade(i), list.levelCount(i));
            }
        }
        return all.toArray(Level[]::new);
    }

    private void add(List<Level> all, double grade, int count) {
        if (table.stream().noneMatch(e -> e.grade() == grade)) {
            all.add(new Level((long) grade, of(grade), count));
        }
    }

    private static int count(JudgedList list, double grade) {
        for (int i = 0; i < list.levels(); i++) {
            if (list.levelGrade(i) == grade) {
                return list.levelCount(i);
            }
        }
        return 0;
    }

    /** A merge sort that halves downwards, as the C library's: with an order that is not transitive the way matters. */
    private void sort(Level[] levels, int from, int to, Level[] spare) {
        if (to - from < 2) {
            return;
        }
        int middle = from + (to - from) / 2;
        sort(levels, from, middle, spare);
        sort(levels, middle, to, spare);
        int left = from;
        int right = middle;
        for (int i = from; i < to; i++) {
            boolean takeLeft = right >= to || (left < middle && compare(levels[left], levels[right]) <= 0);
            spare[i] = takeLeft ? levels[left++] : levels[right++];
        }
        System.arraycopy(spare, from, levels, from, to - from);
    }

    private int compare(Level a, Level b) {
        if (order == Order.EXACT) {
            return Double.compare(a.gain, b.gain);
        }
        double difference = a.gain - b.gain;
        // C's conversion of what does not fit an int
        return difference > Integer.MIN_VALUE - 1.0 && difference < -(double) Integer.MIN_VALUE
                ? (int) difference
                : Integer.MIN_VALUE;
    }
}
