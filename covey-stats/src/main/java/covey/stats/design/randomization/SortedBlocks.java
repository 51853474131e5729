package covey.stats.design.randomization;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Blocks of neighbours in one score, such as the metric before the experiment, for assignment within blocks.
 *
 * <p>Units are sorted by score, ties by position, and cut into blocks of the size given; a rest smaller than that joins
 * the last block, so every block has from one to below two times the size. Two units of treatment and of control each in
 * a block let its variance be estimated: a size of 4 or more with equal shares. Cost: one sort.
 */
public final class SortedBlocks {

    private SortedBlocks() {}

    /** Block number of each unit, from 0 for the lowest scores. */
    public static int[] of(int size, double... score) {
        if (size < 2 || size > score.length) {
            throw new IllegalArgumentException("blocks of " + size + " cannot be cut from " + score.length + " units");
        }
        if (Arrays.stream(score).anyMatch(Double::isNaN)) {
            throw new IllegalArgumentException("a score is not a number");
        }
        int[] order = IntStream.range(0, score.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> score[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        int blocks = score.length / size;
        int[] block = new int[score.length];
        for (int rank = 0; rank < order.length; rank++) {
            block[order[rank]] = Math.min(rank / size, blocks - 1);
        }
        return block;
    }
}
