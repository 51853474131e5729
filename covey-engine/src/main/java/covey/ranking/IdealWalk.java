package covey.ranking;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A walk down the ideal list: the judged items by gain, highest first. Reused between queries and metrics. */
public final class IdealWalk {
    private @Nullable Gains read;
    private int size;
    private double[] gains = new double[16];
    private int[] counts = new int[16];
    private int level;
    private int atLevel;

    IdealWalk() {}

    void forget() {
        read = null;
    }

    void start(JudgedList list, Gains rule) {
        if (!rule.equals(read)) {
            size = 0;
            rule.fill(list, this);
            read = rule;
        }
        level = 0;
        atLevel = 0;
    }

    void add(double gain, int count) {
        if (size == gains.length) {
            gains = Arrays.copyOf(gains, 2 * size);
            counts = Arrays.copyOf(counts, 2 * size);
        }
        gains[size] = gain;
        counts[size++] = count;
    }

    /** The gain now: that of the first level before the first step, zero behind the last item. */
    public double gain() {
        return level < size ? gains[level] : 0;
    }

    /** Steps to the next item of the ideal list and returns its gain. */
    public double next() {
        atLevel++;
        while (level < size && atLevel > counts[level]) {
            atLevel = 1;
            level++;
        }
        return gain();
    }

    /** Gain of a level of the walk; levels come in the walk's order. */
    public double gainOf(int index) {
        return gains[index];
    }

    /** Levels of the walk, some of which may have no item. */
    public int size() {
        return size;
    }
}
