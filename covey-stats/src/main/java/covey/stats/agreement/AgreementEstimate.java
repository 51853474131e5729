package covey.stats.agreement;

import covey.stats.distribution.StudentT;
import covey.stats.interval.Bounds;
import java.util.Arrays;
import java.util.Optional;

/**
 * A coefficient of agreement with its jackknife over items.
 *
 * <p>Interval: of {@code log(1 − κ)}, {@code 1 − (1 − κ) exp(±t se/(1 − κ))} with t of {@code items − 1} degrees of freedom; it
 * never passes 1, and is skewed as the coefficient is near 1. Items are what varies: raters are taken as they are.
 *
 * @param value the coefficient, at most 1
 * @param standardError jackknife standard error over items; 0 when no item's absence moves it
 * @param items items behind it
 */
public record AgreementEstimate(double value, double standardError, int items) {
    /** The interval; empty where every item agrees or none moves it, so that its error cannot be told. */
    public Optional<Bounds> interval(double level) {
        double gap = 1 - value;
        if (!(gap > 0 && standardError > 0)) {
            return Optional.empty();
        }
        double reach = StudentT.quantile((1 + level) / 2, items - 1.0) * standardError / gap;
        return Optional.of(new Bounds(1 - gap * Math.exp(reach), 1 - gap * Math.exp(-reach)));
    }

    /** Jackknife of the coefficient without an item of each pattern, of which there are some. */
    static AgreementEstimate jackknife(double whole, double[] without, int[] times) {
        int items = Arrays.stream(times).sum();
        double mean = 0;
        for (int u = 0; u < times.length; u++) {
            mean += times[u] * without[u] / items;
        }
        double sum = 0;
        for (int u = 0; u < times.length; u++) {
            sum += times[u] * (without[u] - mean) * (without[u] - mean);
        }
        return new AgreementEstimate(whole, Math.sqrt(sum * (items - 1.0) / items), items);
    }
}
