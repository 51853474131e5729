package covey.assign.flagd;

import covey.assign.hash.Murmur3;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * flagd's {@code fractional}, in the arithmetic of July 2026 (core/pkg/evaluator/fractional.go at bbb05d4): with
 * {@code h = murmur3_x86_32(key, seed 0)} as an unsigned number over UTF-8 bytes and {@code W} the sum of the weights, the
 * variant whose cumulative weight first exceeds {@code floor(h * W / 2^32)}. The key is the first argument when that is text,
 * else flag key and targeting key joined. Weights are whole numbers with a sum up to 2^31-1; negative ones count as 0.
 *
 * <p>flagd before that change took {@code |h| / (2^31-1) * 100} against percentages: other units get other variants there.
 */
final class Fractional {
    private Fractional() {}

    static @Nullable Object evaluate(List<@Nullable Object> arguments, Frame frame) {
        if (arguments.isEmpty()) {
            throw new RuleFault("fractional needs at least one distribution");
        }
        Object first = arguments.get(0);
        if (first instanceof String key) {
            return distribute(key, arguments.subList(1, arguments.size()));
        }
        Object targetingKey = frame.variable("targetingKey");
        if (!(targetingKey instanceof String key) || key.isEmpty()) {
            return null;
        }
        return distribute(frame.flagKey() + key, arguments.subList(first == null ? 1 : 0, arguments.size()));
    }

    private static @Nullable Object distribute(String key, List<@Nullable Object> distributions) {
        long sum = 0;
        for (Object distribution : distributions) {
            sum += weight(distribution);
        }
        if (sum > Integer.MAX_VALUE) {
            throw new RuleFault("the weights of fractional sum to " + sum + ", above " + Integer.MAX_VALUE);
        }
        long bucket = ((Murmur3.hash(key, 0) & 0xffffffffL) * sum) >>> 32;
        long end = 0;
        for (Object distribution : distributions) {
            end += weight(distribution);
            if (bucket < end) {
                return ((List<?>) distribution).get(0);
            }
        }
        return null;
    }

    private static long weight(@Nullable Object distribution) {
        if (!(distribution instanceof List<?> pair) || pair.isEmpty()) {
            throw new RuleFault("a distribution of fractional is a list of variant and weight");
        }
        Object weight = pair.size() > 1 ? pair.get(1) : null;
        if (weight == null) {
            return 1;
        }
        if (!(weight instanceof Number number) || number.doubleValue() != Math.rint(number.doubleValue())) {
            throw new RuleFault("the weight " + weight + " of fractional is not a whole number");
        }
        return Math.max(0, number.longValue());
    }
}
