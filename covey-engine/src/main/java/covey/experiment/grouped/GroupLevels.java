package covey.experiment.grouped;

import covey.experiment.compare.effect.Estimands;
import covey.experiment.compare.effect.Missing;
import covey.experiment.compare.effect.Place;
import covey.experiment.compare.effect.Promise;
import covey.experiment.spec.MetricPlan;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.Outcome;
import covey.stats.DegenerateDataException;
import covey.stats.distribution.StudentT;
import covey.stats.interval.Bounds;
import covey.stats.moment.Moments;
import covey.stats.moment.RatioMoments;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Levels of one arm from totals of whole groups, so that their error is the one between groups. */
record GroupLevels(MetricPlan plan, Estimands estimands, double level, String unit) {
    private static final String METHOD = "t, totals of groups";

    List<Outcome> of(String arm, Collection<Moments> groups) {
        long n = groups.stream().mapToLong(Moments::n).sum();
        List<Outcome> rows = new ArrayList<>();
        int below = plan.ratio() ? 1 : -1;
        rows.add(row(estimands.level(Place.MAIN, arm), groups, 0, below, n));
        if (plan.ratio()) {
            String per = "per " + unit;
            rows.add(row(estimands.level(Place.MAIN, arm, "numerator_per_unit", per), groups, 0, -1, n));
            rows.add(row(estimands.level(Place.MAIN, arm, "denominator_per_unit", per), groups, 1, -1, n));
        }
        return rows;
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
            return Missing.of(e).at(estimand);
        }
    }
}
