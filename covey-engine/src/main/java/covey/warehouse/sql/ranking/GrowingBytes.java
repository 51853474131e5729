package covey.warehouse.sql.ranking;

import covey.data.column.Bytes;
import java.util.Arrays;

/** A column of small integers as it is read. */
final class GrowingBytes {
    private byte[] values = new byte[1024];
    private int size;

    void add(byte value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    Bytes column() {
        return Bytes.over(Arrays.copyOf(values, size));
    }
}
