package covey.ranking.metric.list;

import java.util.Arrays;

/**
 * One user's list by item, with grades, beside what the user had before. Buffers are reused: {@link #clear}, then
 * {@link #rank} in order, {@link #had} in any order.
 */
public final class RankedItems {
    private int length;
    private int[] items = new int[64];
    private double[] grades = new double[64];
    private int histories;
    private int[] history = new int[64];

    /** A list of its own, nothing of it relevant. */
    public static RankedItems of(int... items) {
        RankedItems list = new RankedItems();
        for (int item : items) {
            list.rank(item, 0);
        }
        return list;
    }

    /** Empties the list for the next user. */
    public void clear() {
        length = 0;
        histories = 0;
    }

    /** Adds the item at the next rank; a grade above zero is relevant. */
    public void rank(int item, double grade) {
        if (length == items.length) {
            items = Arrays.copyOf(items, 2 * length);
            grades = Arrays.copyOf(grades, 2 * length);
        }
        items[length] = item;
        grades[length++] = grade;
    }

    /** Adds an item that the user had before. */
    public void had(int item) {
        if (histories == history.length) {
            history = Arrays.copyOf(history, 2 * histories);
        }
        history[histories++] = item;
    }

    /** Items within the cutoff. */
    public int within(int cutoff) {
        return Math.min(length, cutoff);
    }

    /** Item at an index from 0. */
    public int item(int index) {
        return items[index];
    }

    /** Whether the item at an index is relevant. */
    public boolean relevant(int index) {
        return grades[index] > 0;
    }

    /** Number of items the user had before. */
    public int histories() {
        return histories;
    }

    /** An item the user had before. */
    public int history(int index) {
        return history[index];
    }
}
