package covey.experiment.factorial;

import covey.experiment.compare.ArmMoments;
import covey.experiment.compare.effect.Estimands;
import covey.experiment.compare.effect.Missing;
import covey.experiment.compare.effect.Place;
import covey.experiment.compare.effect.Promise;
import covey.experiment.factorial.FactorialSpec.Factor;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.method.Study;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.Outcome;
import covey.stats.DegenerateDataException;
import covey.stats.design.factorial.FactorialCell;
import covey.stats.design.factorial.FactorialEffects;
import covey.stats.design.factorial.LevelMean;
import covey.stats.distribution.StudentT;
import covey.stats.interval.Bounds;
import covey.stats.moment.Column;
import covey.stats.moment.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Levels of a factor's levels, never adjusted: the mean over the combinations of the other factors, each alike, so that a
 * main effect is the difference of the two levels shown beside it.
 */
record FactorialLevels(FactorialSpec factorial, MetricPlan plan, ArmMoments blocks) {
    private static final String METHOD = "t over cells of equal weight";

    /** Rows of every level of every factor at a place. */
    List<Outcome> all(Place place) {
        List<Outcome> rows = new ArrayList<>();
        for (int f = 0; f < factorial.factors().size(); f++) {
            for (int level = 0; level < factorial.factors().get(f).levels().size(); level++) {
                rows.addAll(of(f, level, place));
            }
        }
        return rows;
    }

    private List<Outcome> of(int factor, int level, Place place) {
        Factor of = factorial.factors().get(factor);
        Estimands estimands = new Estimands(plan, of.arm(0));
        String arm = of.arm(level);
        List<Outcome> rows = new ArrayList<>();
        rows.add(row(estimands.level(place, arm), plan.ratio() ? Column.ratio(0, 1) : Column.of(0), factor, level));
        if (plan.ratio()) {
            String per = "per " + factorial.experiment().study().unit();
            rows.add(row(estimands.level(place, arm, "numerator_per_unit", per), Column.of(0), factor, level));
            rows.add(row(estimands.level(place, arm, "denominator_per_unit", per), Column.of(1), factor, level));
        }
        return rows;
    }

    private Outcome row(Estimand estimand, Column y, int factor, int level) {
        ExperimentSpec spec = factorial.experiment();
        List<FactorialCell> cells = new ArrayList<>();
        for (Study.Arm arm : spec.arms()) {
            Moments block = blocks.of(arm.name());
            if (block.n() == 0) {
                return Missing.noUnits(arm.name()).at(estimand);
            }
            cells.add(new FactorialCell(factorial.levels(arm.name()), block));
        }
        try {
            LevelMean mean = FactorialEffects.of(cells, y, factorial.sizes()).level(factor, level);
            double error = Math.sqrt(mean.variance());
            double half = StudentT.quantile((1 + spec.level()) / 2, mean.df()) * error;
            Bounds bounds = new Bounds(mean.value() - half, mean.value() + half);
            return new Estimate(
                    estimand,
                    mean.value(),
                    OptionalDouble.of(error),
                    Optional.of(Promise.pointwise(spec.level()).interval(bounds, METHOD)),
                    Optional.empty(),
                    cells.stream()
                            .filter(c -> c.levels().get(factor) == level)
                            .mapToLong(c -> c.units().n())
                            .sum(),
                    "");
        } catch (DegenerateDataException e) {
            return Missing.of(e).at(estimand);
        }
    }
}
