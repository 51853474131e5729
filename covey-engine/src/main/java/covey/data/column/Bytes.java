package covey.data.column;

import java.util.Arrays;

/** A column of small integers from 0 to 255. */
public final class Bytes {
    private final byte[] values;

    private Bytes(byte[] values) {
        this.values = values;
    }

    /** The column over the given array, which must not be changed afterwards: it is not copied. */
    public static Bytes over(byte... values) {
        return new Bytes(values);
    }

    /** The column that {@link #packed} packed. */
    public static Bytes unpacked(String text) {
        return new Bytes(Packing.unpack(text));
    }

    /** Value at a row, 0 to 255. */
    public int at(int row) {
        return values[row] & 0xff;
    }

    /** Number of rows. */
    public int size() {
        return values.length;
    }

    /** The column as text: deflated, base 64. */
    public String packed() {
        return Packing.pack(values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(values, bytes.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return values.length <= 20 ? Arrays.toString(values) : values.length + " bytes";
    }
}
