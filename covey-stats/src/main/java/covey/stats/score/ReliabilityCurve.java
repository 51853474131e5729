package covey.stats.score;

import covey.stats.interval.Bounds;
import covey.stats.interval.Wilson;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Observed share against mean probability in bins, each share with an interval.
 *
 * <p>Interval: Wilson's with the number of independent rows that has the share's variance over units, {@code ȳ(1 − ȳ)/V}, at most the
 * rows of the bin; the number of units where the variance is 0 (Korn and Graubard 1998, Survey Methodology 24). Pointwise: of ten
 * bins at 95 %, one lies off the diagonal by chance in four of ten curves. Bins without rows are left out.
 */
public final class ReliabilityCurve {
    private ReliabilityCurve() {}

    /**
     * One bin with rows.
     *
     * @param from lower edge, not in it but for 0
     * @param to upper edge
     * @param rows rows in it
     * @param units units with such rows
     * @param predicted mean probability
     * @param observed share of label 1
     * @param interval of the observed share
     */
    public record Point(
            double from, double to, long rows, long units, double predicted, double observed, Bounds interval) {}

    /** The curve, from the lowest bin. */
    public static List<Point> of(CalibrationBins bins, double level) {
        return IntStream.range(0, bins.size())
                .filter(b -> bins.rows(b) > 0)
                .mapToObj(b -> new Point(
                        bins.from(b),
                        bins.to(b),
                        bins.rows(b),
                        bins.units(b),
                        bins.predicted(b),
                        bins.observed(b),
                        Wilson.interval(bins.observed(b), effective(bins, b), level)))
                .toList();
    }

    private static double effective(CalibrationBins bins, int bin) {
        double y = bins.observed(bin);
        double variance = bins.observedVariance(bin);
        return variance == 0 ? bins.units(bin) : Math.min((double) bins.rows(bin), y * (1 - y) / variance);
    }
}
