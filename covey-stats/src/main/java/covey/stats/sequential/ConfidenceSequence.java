package covey.stats.sequential;

import covey.stats.Alternative;
import covey.stats.interval.Bounds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Intervals that hold at all looks at once, however many and whenever: P(some interval misses) ≤ α. The two kinds share
 * the mixture and differ in what its variance is measured against.
 *
 * <p>With z the distance to a null value in standard errors and v = mixture variance / sampling variance, a value is
 * outside exactly when {@code 1/M(z, v) < α}, so the interval and the always-valid p-value {@code min(1, 1/M)} agree at
 * every look. One-sided: GREATER has a lower bound only and shows effects above a value, LESS an upper bound only; for
 * a guardrail whose loss must stay above −m, harm is shown by LESS against −m, and no harm by GREATER against −m.
 */
public sealed interface ConfidenceSequence permits AsymptoticConfidenceSequence, MixtureSprt {

    /** Error over all looks together. */
    double alpha();

    /** Side on which an effect is looked for. */
    Alternative alternative();

    /**
     * What a two-sided sequence does at planned looks, its mixture chosen for the last of them: bounds on |Z| that rise
     * without end at the first and are lowest near the plan. From them power, price against the fixed test and expected
     * time of stopping; their error is below α, since looks between and after them are paid for too.
     *
     * @param tunedAt error for which the mixture was chosen
     * @param fractions rising shares of the plan, the last one 1
     */
    static GroupSequentialBounds planned(double alpha, double tunedAt, double... fractions) {
        double v = NormalMixture.tightest(tunedAt, Alternative.TWO_SIDED);
        double[] critical = Arrays.stream(fractions)
                .map(t -> NormalMixture.critical(alpha, v * t, Alternative.TWO_SIDED))
                .toArray();
        return GroupSequentialBounds.ofCritical(Alternative.TWO_SIDED, alpha, fractions, critical);
    }

    /** v at one look. */
    double varianceRatio(InterimEstimate look);

    /**
     * One look of a sequence.
     *
     * @param interval interval of this look alone, valid at any time
     * @param intersection everything that no look so far has excluded; empty when looks contradict one another, which
     *     means that the effect changes over time or that one of the α misses has happened
     * @param pValue smallest always-valid p-value so far
     */
    record Look(Bounds interval, Optional<Bounds> intersection, double pValue) {}

    /** Half-width of the interval; one-sided the distance of the bound. */
    default double halfWidth(InterimEstimate look) {
        return look.standardError() * NormalMixture.critical(alpha(), varianceRatio(look), alternative());
    }

    /** The interval at one look. */
    default Bounds interval(InterimEstimate look) {
        double half = halfWidth(look);
        return switch (alternative()) {
            case TWO_SIDED -> new Bounds(look.value() - half, look.value() + half);
            case GREATER -> new Bounds(look.value() - half, Double.POSITIVE_INFINITY);
            case LESS -> new Bounds(Double.NEGATIVE_INFINITY, look.value() + half);
        };
    }

    /** Always-valid p-value of one look against a null value. */
    default double pValue(InterimEstimate look, double nullValue) {
        double z = look.statistic(nullValue);
        double directed = alternative() == Alternative.LESS ? -z : z;
        return Math.min(1, Math.exp(-NormalMixture.log(directed, varianceRatio(look), alternative())));
    }

    /** Looks in order of time against a null value. */
    default List<Look> run(List<InterimEstimate> estimates, double nullValue) {
        List<Look> looks = new ArrayList<>();
        double lower = Double.NEGATIVE_INFINITY;
        double upper = Double.POSITIVE_INFINITY;
        double smallest = 1;
        for (InterimEstimate estimate : estimates) {
            Bounds now = interval(estimate);
            lower = Math.max(lower, now.lower());
            upper = Math.min(upper, now.upper());
            smallest = Math.min(smallest, pValue(estimate, nullValue));
            looks.add(
                    new Look(now, lower <= upper ? Optional.of(new Bounds(lower, upper)) : Optional.empty(), smallest));
        }
        return List.copyOf(looks);
    }
}
