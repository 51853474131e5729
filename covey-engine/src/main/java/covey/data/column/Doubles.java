package covey.data.column;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A column of doubles. */
public final class Doubles {
    private final double[] values;

    private Doubles(double[] values) {
        this.values = values;
    }

    /** The column over the given array, which must not be changed afterwards: it is not copied. */
    public static Doubles over(double... values) {
        return new Doubles(values);
    }

    /** The column that {@link #packed} packed. */
    public static Doubles unpacked(String text) {
        ByteBuffer bytes = ByteBuffer.wrap(Packing.unpack(text)).order(ByteOrder.LITTLE_ENDIAN);
        double[] values = new double[bytes.remaining() / Double.BYTES];
        bytes.asDoubleBuffer().get(values);
        return new Doubles(values);
    }

    /** Value at a row. */
    public double at(int row) {
        return values[row];
    }

    /** Number of rows. */
    public int size() {
        return values.length;
    }

    /** A copy of the values. */
    public double[] toArray() {
        return values.clone();
    }

    /** The column as text: deflated, base 64. */
    public String packed() {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Double.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(values);
        return Packing.pack(bytes.array());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Doubles doubles && Arrays.equals(values, doubles.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return values.length <= 20 ? Arrays.toString(values) : values.length + " doubles";
    }
}
