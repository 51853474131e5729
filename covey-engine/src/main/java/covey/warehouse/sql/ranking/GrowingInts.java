package covey.warehouse.sql.ranking;

import covey.data.column.Ints;
import java.util.Arrays;

/** A column of integers as it is read. */
final class GrowingInts {
    private int[] values = new int[1024];
    private int size;

    void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    int size() {
        return size;
    }

    Ints column() {
        return Ints.over(Arrays.copyOf(values, size));
    }
}
