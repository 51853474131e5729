package covey.experiment.compare;

import covey.data.ExperimentData.QuantileCell;
import covey.experiment.compare.effect.Missing;
import covey.experiment.compare.effect.Numbers;
import covey.result.Reason;
import covey.stats.DegenerateDataException;
import covey.stats.compare.QuantileEstimate;
import covey.stats.distribution.Normal;
import covey.stats.interval.Bounds;
import covey.stats.interval.StratifiedShare;
import covey.stats.moment.Moments;
import covey.stats.moment.RatioMoments;

/**
 * One arm's quantile. The fractions at which its two order statistics were read say, over the standard error of the
 * share at or below the quantile, how many standard errors apart they are; that turns their distance into a standard
 * error whatever fractions the warehouse chose.
 */
public sealed interface QuantileArm {
    /** Level that the distance is expressed at. */
    double LEVEL = 0.95;

    /**
     * A quantile with its sampling error.
     *
     * @param estimate value and the order statistics rescaled to {@link #LEVEL}
     * @param interval interval at the study's level
     * @param method its name
     */
    record Known(QuantileEstimate estimate, Bounds interval, String method) implements QuantileArm {}

    /**
     * No quantile.
     *
     * @param why reason
     */
    record None(Missing why) implements QuantileArm {}

    /** Reads a cell that has units. */
    static QuantileArm of(QuantileCell cell, double p, double level) {
        boolean read = Double.isFinite(cell.value()) && Double.isFinite(cell.lower()) && Double.isFinite(cell.upper());
        boolean inside = cell.lowerFraction() > 0
                && cell.upperFraction() <= 1
                && cell.lowerFraction() < p
                && cell.upperFraction() > p;
        if (cell.units() < 2 || !read || !inside) {
            return new None(new Missing(
                    Reason.TOO_FEW_UNITS,
                    "arm " + cell.arm() + " has " + cell.units() + " units with " + cell.events()
                            + " values, too few for an interval of quantile " + Numbers.shown(p),
                    "run longer, or use a quantile nearer to the median"));
        }
        double share;
        try {
            share = error(cell, p);
        } catch (DegenerateDataException e) {
            return new None(Missing.of(e));
        }
        if (!(share > 0)) {
            return new None(new Missing(
                    Reason.ZERO_VARIANCE,
                    "every unit of arm " + cell.arm() + " has the same share of values at or below the quantile",
                    "take the quantile over units"));
        }
        double half = Normal.quantile((1 + level) / 2) * share;
        if (p - half <= 0 || p + half >= 1) {
            // asked at a higher level than its order statistics were read for
            return new None(new Missing(
                    Reason.TOO_FEW_UNITS,
                    "arm " + cell.arm() + " has too few values for an interval of quantile " + Numbers.shown(p)
                            + " at level " + Numbers.shown(level),
                    "ask for a lower level, or run longer"));
        }
        return known(cell, (cell.upperFraction() - cell.lowerFraction()) / (2 * share), level);
    }

    /** Standard error of the share at or below the quantile. */
    private static double error(QuantileCell cell, double p) {
        if (!cell.strata().isEmpty()) {
            return StratifiedShare.of(cell.strata().stream()
                            .map(s -> new StratifiedShare.Part(s.all(), s.shares()))
                            .toList())
                    .standardError();
        }
        return cell.shares()
                .map(s -> RatioMoments.of(s, 0, 1).standardError())
                .orElse(Math.sqrt(p * (1 - p) / cell.units()));
    }

    private static long independent(QuantileCell cell) {
        return cell.strata().isEmpty()
                ? cell.shares().map(Moments::n).orElse(cell.units())
                : cell.strata().stream().mapToLong(s -> s.shares().n()).sum();
    }

    private static String method(QuantileCell cell) {
        if (!cell.strata().isEmpty()) {
            return "order statistics, strata by their share";
        }
        return cell.shares().isPresent() ? "order statistics, events clustered in units" : "order statistics";
    }

    private static QuantileArm known(QuantileCell cell, double standardErrors, double level) {
        double below = Math.max(0, cell.value() - cell.lower());
        double above = Math.max(0, cell.upper() - cell.value());
        double unit = Normal.quantile((1 + LEVEL) / 2) / standardErrors;
        double wanted = Normal.quantile((1 + level) / 2) / standardErrors;
        // Fractions rounded to whole ranks are the interval itself; fractions read for another level are rescaled.
        double scale = Math.abs(wanted - 1) < 0.05 ? 1 : wanted;
        QuantileEstimate estimate = new QuantileEstimate(
                independent(cell), cell.value(), cell.value() - unit * below, cell.value() + unit * above, LEVEL);
        return new Known(
                estimate, new Bounds(cell.value() - scale * below, cell.value() + scale * above), method(cell));
    }
}
