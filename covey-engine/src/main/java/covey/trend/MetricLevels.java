package covey.trend;

import covey.data.TrendData;
import covey.data.TrendData.Cell;
import covey.data.TrendRequirement;
import covey.metric.Measure;
import covey.result.Coverage;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.Interval;
import covey.result.NotEstimable;
import covey.result.Outcome;
import covey.result.Reason;
import covey.result.Scale;
import covey.stats.DegenerateDataException;
import covey.stats.distribution.StudentT;
import covey.stats.interval.Bounds;
import covey.stats.interval.Wilson;
import covey.stats.moment.BinomialCount;
import covey.stats.moment.Moments;
import covey.stats.moment.RatioMoments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Level of a metric in each period and segment, over the units that were active in it.
 *
 * <p>Estimand: mean {@code ȳ}, share, or ratio {@code Σy / Σd} over active units. Interval: Student t with n − 1 degrees
 * of freedom on {@code s/√n}, Wilson for a share, delta method for a ratio. It says how the level would vary with
 * other units in the same period, and nothing of how periods vary: comparing two periods by it finds changes that are not
 * there, so that its method says "sampling only".
 *
 * <p>Not estimable with fewer than two units or a zero denominator.
 */
public final class MetricLevels {
    private static final String SAMPLING_ONLY = ", sampling only";

    private final TrendRequirement requirement;
    private final double level;
    private final int minCell;

    /**
     * @param requirement what was asked
     * @param level confidence level in (0, 1)
     * @param minCell smallest number of units that is shown when split by dimensions
     */
    public MetricLevels(TrendRequirement requirement, double level, int minCell) {
        this.requirement = requirement;
        this.level = level;
        this.minCell = minCell;
    }

    /** One level per cell, in the order of the cells; for a ratio its two sides per unit too. */
    public List<Outcome> of(TrendData data) {
        List<Outcome> outcomes = new ArrayList<>();
        for (Cell cell : data.cells()) {
            if (!requirement.dimensions().isEmpty() && cell.moments().n() < minCell) {
                outcomes.add(new NotEstimable(
                        estimand(
                                cell,
                                requirement.metric().measure().kind(),
                                requirement.metric().unit()),
                        Reason.BELOW_MIN_CELL,
                        "fewer than " + minCell + " units",
                        "ask for fewer dimensions or longer periods"));
                continue;
            }
            outcomes.add(outcome(cell));
            if (requirement.metric().measure() instanceof Measure.Ratio) {
                String per = "per " + requirement.unit();
                outcomes.add(side(cell, "numerator_per_unit", per, 0));
                outcomes.add(side(cell, "denominator_per_unit", per, 1));
            }
        }
        return outcomes;
    }

    private Outcome outcome(Cell cell) {
        Estimand estimand = estimand(
                cell,
                requirement.metric().measure().kind(),
                requirement.metric().unit());
        Moments block = cell.moments();
        try {
            return switch (requirement.metric().measure()) {
                case Measure.Ratio _ -> {
                    RatioMoments ratio = RatioMoments.of(block, 0, 1);
                    yield symmetric(estimand, ratio.value(), ratio.standardError(), block.n(), "t, delta method");
                }
                case Measure.Proportion _, Measure.Retention _ -> share(estimand, block);
                case Measure.Mean _, Measure.Participation _ -> mean(estimand, block, 0);
                case Measure.Quantile _ -> quantile(estimand, cell);
                case Measure.Computed other ->
                    throw new IllegalStateException("no trend of a " + other.by() + " metric");
            };
        } catch (DegenerateDataException e) {
            return new NotEstimable(
                    estimand, Reason.valueOf(reason(e)), String.valueOf(e.getMessage()), "ask for longer periods");
        }
    }

    private static String reason(DegenerateDataException e) {
        String name = e.reason().name();
        for (Reason known : Reason.values()) {
            if (known.name().equals(name)) {
                return name;
            }
        }
        return Reason.TOO_FEW_UNITS.name();
    }

    private Outcome side(Cell cell, String name, String unit, int column) {
        return mean(estimand(cell, name, unit), cell.moments(), column);
    }

    private Estimand estimand(Cell cell, String name, String unit) {
        List<String> segments = new ArrayList<>();
        for (int i = 0; i < requirement.dimensions().size(); i++) {
            segments.add(requirement.dimensions().get(i) + "=" + cell.segment().get(i));
        }
        boolean whole = requirement.grain().equals("none");
        Map<String, String> at = whole ? Map.of() : Map.of(requirement.grain(), cell.period());
        return new Estimand(
                "trend", requirement.metric().name(), name, Scale.LEVEL, "", "", String.join(", ", segments), at, unit);
    }

    private Outcome mean(Estimand estimand, Moments block, int column) {
        if (block.n() < 2) {
            return new NotEstimable(
                    estimand,
                    block.n() == 0 ? Reason.NO_UNITS : Reason.TOO_FEW_UNITS,
                    block.n() + " units",
                    "ask for longer periods or fewer dimensions");
        }
        double standardError = Math.sqrt(block.variance(column) / block.n());
        return symmetric(estimand, block.mean(column), standardError, block.n(), "t");
    }

    private static Outcome quantile(Estimand estimand, Cell cell) {
        if (cell.quantile().isEmpty()) {
            return new NotEstimable(estimand, Reason.NO_UNITS, "no values", "ask for longer periods");
        }
        // its order statistics are read in studies; a trend shows the value alone
        return new Estimate(
                estimand,
                cell.quantile().getAsDouble(),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                cell.moments().n(),
                "");
    }

    private Outcome share(Estimand estimand, Moments block) {
        if (block.n() == 0) {
            return mean(estimand, block, 0);
        }
        BinomialCount count = BinomialCount.of(block, 0);
        double p = count.proportion();
        Bounds bounds = Wilson.interval(count, level);
        return estimate(estimand, p, Math.sqrt(p * (1 - p) / block.n()), bounds, "Wilson", block.n());
    }

    private Outcome symmetric(Estimand estimand, double value, double standardError, long n, String method) {
        double half = StudentT.quantile((1 + level) / 2, n - 1.0) * standardError;
        return estimate(estimand, value, standardError, new Bounds(value - half, value + half), method, n);
    }

    private Outcome estimate(
            Estimand estimand, double value, double standardError, Bounds bounds, String method, long n) {
        Interval interval =
                new Interval(bounds.lower(), bounds.upper(), level, Coverage.POINTWISE, method + SAMPLING_ONLY);
        return new Estimate(
                estimand, value, OptionalDouble.of(standardError), Optional.of(interval), Optional.empty(), n, "");
    }
}
