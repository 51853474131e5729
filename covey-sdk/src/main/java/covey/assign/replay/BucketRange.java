package covey.assign.replay;

import java.util.List;

/**
 * The numbers {@code n} with {@code start <= n < end}.
 *
 * @param start start
 * @param end end, exclusive
 */
public record BucketRange(double start, double end) {
    /** Whether the number lies in it. */
    public boolean contains(double number) {
        return number >= start && number < end;
    }

    /** Index of the first range that holds the number; -1 for none. */
    public static int indexOf(double number, List<BucketRange> ranges) {
        for (int i = 0; i < ranges.size(); i++) {
            if (ranges.get(i).contains(number)) {
                return i;
            }
        }
        return -1;
    }
}
