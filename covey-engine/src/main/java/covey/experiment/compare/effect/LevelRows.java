package covey.experiment.compare.effect;

import covey.experiment.spec.MetricPlan;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.Interval;
import covey.result.Outcome;
import covey.stats.DegenerateDataException;
import covey.stats.distribution.StudentT;
import covey.stats.interval.Bounds;
import covey.stats.interval.Wilson;
import covey.stats.moment.BinomialCount;
import covey.stats.moment.Moments;
import covey.stats.moment.RatioMoments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Levels of one arm, never adjusted: mean and participation with a t interval, proportion and retention with Wilson's,
 * ratio with the delta method, and for a ratio its numerator and denominator per unit.
 */
public final class LevelRows {
    private final MetricPlan plan;
    private final Estimands estimands;
    private final double level;
    private final String unit;

    public LevelRows(MetricPlan plan, Estimands estimands, double level, String unit) {
        this.plan = plan;
        this.estimands = estimands;
        this.level = level;
        this.unit = unit;
    }

    public List<Outcome> of(Moments block, String arm, Place place) {
        List<Outcome> rows = new ArrayList<>();
        rows.add(level(block, arm, place));
        if (plan.ratio()) {
            rows.add(guarded(numerator(arm, place), block, arm, e -> mean(e, block, 0)));
            rows.add(guarded(denominator(arm, place), block, arm, e -> mean(e, block, 1)));
        }
        return rows;
    }

    /** The rows when the metric has no number at all. */
    public List<Outcome> missing(Missing missing, String arm, Place place) {
        List<Outcome> rows = new ArrayList<>();
        rows.add(missing.at(estimands.level(place, arm)));
        if (plan.ratio()) {
            rows.add(missing.at(numerator(arm, place)));
            rows.add(missing.at(denominator(arm, place)));
        }
        return rows;
    }

    private Outcome level(Moments block, String arm, Place place) {
        Estimand estimand = estimands.level(place, arm);
        if (plan.ratio()) {
            return guarded(estimand, block, arm, e -> ratio(e, block));
        }
        return plan.binary()
                ? guarded(estimand, block, arm, e -> proportion(e, block))
                : guarded(estimand, block, arm, e -> mean(e, block, 0));
    }

    private Estimand numerator(String arm, Place place) {
        return estimands.level(place, arm, "numerator_per_unit", "per " + unit);
    }

    private Estimand denominator(String arm, Place place) {
        return estimands.level(place, arm, "denominator_per_unit", "per " + unit);
    }

    /** How a row is computed from a block that has units. */
    private interface Row {
        Outcome at(Estimand estimand);
    }

    private static Outcome guarded(Estimand estimand, Moments block, String arm, Row row) {
        if (block.n() == 0) {
            return Missing.noUnits(arm).at(estimand);
        }
        try {
            return row.at(estimand);
        } catch (DegenerateDataException e) {
            return Missing.of(e).at(estimand);
        }
    }

    private Outcome mean(Estimand estimand, Moments block, int column) {
        double standardError = Math.sqrt(block.variance(column) / block.n());
        return symmetric(estimand, block.mean(column), standardError, block.n(), "t");
    }

    private Outcome ratio(Estimand estimand, Moments block) {
        RatioMoments ratio = RatioMoments.of(block, 0, 1);
        return symmetric(estimand, ratio.value(), ratio.standardError(), block.n(), "t, delta method");
    }

    private Outcome proportion(Estimand estimand, Moments block) {
        BinomialCount count = BinomialCount.of(block, 0);
        double p = count.proportion();
        Interval interval = pointwise(Wilson.interval(count, level), "Wilson");
        return row(estimand, p, Math.sqrt(p * (1 - p) / block.n()), interval, block.n());
    }

    private Outcome symmetric(Estimand estimand, double value, double standardError, long n, String method) {
        double half = StudentT.quantile((1 + level) / 2, n - 1.0) * standardError;
        return row(estimand, value, standardError, pointwise(new Bounds(value - half, value + half), method), n);
    }

    private Interval pointwise(Bounds bounds, String method) {
        return Promise.pointwise(level).interval(bounds, method);
    }

    private static Outcome row(Estimand estimand, double value, double standardError, Interval interval, long n) {
        return new Estimate(
                estimand, value, OptionalDouble.of(standardError), Optional.of(interval), Optional.empty(), n, "");
    }
}
