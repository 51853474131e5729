package covey.data.column;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A column of integers. */
public final class Ints {
    private final int[] values;

    private Ints(int[] values) {
        this.values = values;
    }

    /** The column over the given array, which must not be changed afterwards: it is not copied. */
    public static Ints over(int... values) {
        return new Ints(values);
    }

    /** The column that {@link #packed} packed. */
    public static Ints unpacked(String text) {
        ByteBuffer bytes = ByteBuffer.wrap(Packing.unpack(text)).order(ByteOrder.LITTLE_ENDIAN);
        int[] values = new int[bytes.remaining() / Integer.BYTES];
        bytes.asIntBuffer().get(values);
        return new Ints(values);
    }

    /** Value at a row. */
    public int at(int row) {
        return values[row];
    }

    /** Number of rows. */
    public int size() {
        return values.length;
    }

    /** A copy of some rows, from the first up to the last, exclusive. */
    public int[] slice(int from, int to) {
        return Arrays.copyOfRange(values, from, to);
    }

    /** The column as text: deflated, base 64. */
    public String packed() {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Integer.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(values);
        return Packing.pack(bytes.array());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ints ints && Arrays.equals(values, ints.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return values.length <= 20 ? Arrays.toString(values) : values.length + " integers";
    }
}
