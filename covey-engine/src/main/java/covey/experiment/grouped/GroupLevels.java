package covey.experiment.grouped;

import covey.experiment.compare.effect.ContrastLevels;
import covey.experiment.compare.effect.Estimands;
import covey.experiment.compare.effect.Missing;
import covey.experiment.compare.effect.Place;
import covey.experiment.compare.effect.Promise;
import covey.experiment.spec.MetricPlan;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.Outcome;
import covey.stats.DegenerateDataException;
import covey.stats.compare.Contrast;
import covey.stats.distribution.StudentT;
import covey.stats.interval.Bounds;
import covey.stats.moment.Column;
import covey.stats.moment.Moments;
import covey.stats.moment.RatioMoments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Levels of one arm from totals of whole groups, so that their error is the one between groups. */
record GroupLevels(MetricPlan plan, Estimands estimands, double level, String unit) {
    private static final String METHOD = "t, totals of groups";

    List<Outcome> of(String arm, Place place, Collection<Moments> groups) {
        long n = groups.stream().mapToLong(Moments::n).sum();
        List<Outcome> rows = new ArrayList<>();
        int below = plan.ratio() ? 1 : -1;
        rows.add(row(estimands.level(place, arm), groups, 0, below, n));
        if (plan.ratio()) {
            String per = "per " + unit;
            rows.add(row(estimands.level(place, arm, "numerator_per_unit", per), groups, 0, -1, n));
            rows.add(row(estimands.level(place, arm, "denominator_per_unit", per), groups, 1, -1, n));
        }
        return rows;
    }

    /**
     * What is shown of an arm.
     *
     * @param control whether it is control
     * @param n its units
     * @param adjustedBy what its level is adjusted for; empty for nothing
     */
    record Shown(boolean control, long n, String adjustedBy) {}

    /** The levels that a contrast compares, of the metric and of both parts of a ratio. */
    List<Outcome> compared(String arm, Place place, Function<Column, Contrast> contrasts, String method, Shown shown) {
        List<Outcome> rows = new ArrayList<>();
        Column y = plan.ratio() ? Column.ratio(0, 1) : Column.of(0);
        rows.add(compared(estimands.level(place, arm), contrasts.apply(y), method, shown));
        if (plan.ratio()) {
            String per = "per " + unit;
            Estimand above = estimands.level(place, arm, "numerator_per_unit", per);
            Estimand under = estimands.level(place, arm, "denominator_per_unit", per);
            rows.add(compared(above, contrasts.apply(Column.of(0)), method, shown));
            rows.add(compared(under, contrasts.apply(Column.of(1)), method, shown));
        }
        return rows;
    }

    private Outcome compared(Estimand estimand, Contrast contrast, String method, Shown shown) {
        ContrastLevels levels = new ContrastLevels(contrast, method, level);
        return shown.control()
                ? levels.control(estimand, shown.n())
                : levels.treatment(estimand, shown.n(), shown.adjustedBy());
    }

    /** Total of one column over that of another, or over the number of units for a negative position. */
    private Outcome row(Estimand estimand, Collection<Moments> groups, int above, int below, long n) {
        if (n == 0) {
            return Missing.noUnits(estimand.arm()).at(estimand);
        }
        double[][] totals = groups.stream()
                .map(g -> new double[] {g.n() * g.mean(above), below < 0 ? g.n() : g.n() * g.mean(below)})
                .toArray(double[][]::new);
        try {
            RatioMoments ratio = RatioMoments.of(Moments.ofRows(totals), 0, 1);
            double half = StudentT.quantile((1 + level) / 2, totals.length - 1.0) * ratio.standardError();
            Bounds bounds = new Bounds(ratio.value() - half, ratio.value() + half);
            return new Estimate(
                    estimand,
                    ratio.value(),
                    OptionalDouble.of(ratio.standardError()),
                    Optional.of(Promise.pointwise(level).interval(bounds, METHOD)),
                    Optional.empty(),
                    n,
                    "");
        } catch (DegenerateDataException e) {
            return below < 0 && e.reason() == DegenerateDataException.Reason.WEAK_DENOMINATOR
                    ? mean(estimand, totals, n)
                    : Missing.of(e).at(estimand);
        }
    }

    /** A mean over units is what it is; groups that differ too much in size only leave it without an error. */
    private static Estimate mean(Estimand estimand, double[][] totals, long n) {
        double above = Arrays.stream(totals).mapToDouble(t -> t[0]).sum();
        double units = Arrays.stream(totals).mapToDouble(t -> t[1]).sum();
        return new Estimate(estimand, above / units, OptionalDouble.empty(), Optional.empty(), Optional.empty(), n, "");
    }
}
