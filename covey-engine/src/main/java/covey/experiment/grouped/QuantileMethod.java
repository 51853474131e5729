package covey.experiment.grouped;

import covey.data.ExperimentData.QuantileCell;
import covey.data.ExperimentData.QuantileStratum;
import covey.experiment.compare.Looks;
import covey.experiment.compare.QuantileArm;
import covey.experiment.compare.effect.Effect;
import covey.experiment.compare.effect.Estimands;
import covey.experiment.compare.effect.Missing;
import covey.experiment.compare.effect.Numbers;
import covey.experiment.compare.effect.Place;
import covey.experiment.compare.effect.Promise;
import covey.experiment.compare.effect.Result;
import covey.experiment.grouped.GroupedSpec.Design;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.method.Working;
import covey.result.Estimate;
import covey.result.Outcome;
import covey.result.Reason;
import covey.stats.Alternative;
import covey.stats.DegenerateDataException;
import covey.stats.compare.QuantileDifference;
import covey.stats.compare.QuantileEstimate;
import covey.stats.design.Side;
import covey.stats.design.pair.ClusterPairs;
import covey.stats.design.randomization.Assignments;
import covey.stats.distribution.StudentT;
import covey.stats.interval.Bounds;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * One quantile of units that were assigned together. Inside strata it is that of everybody's mix of strata, so that the
 * arms' quantiles are of one mix whatever their shares of the strata. Of clusters and pairs the share at or below it varies between groups, and the
 * order statistics so many standard errors of that share away give its error. Pairs are compared as two samples of groups:
 * what pairing takes off is left on, so that their interval is too wide when the members of a pair are alike.
 */
final class QuantileMethod implements GroupMethod {
    private final ExperimentSpec spec;
    private final MetricPlan plan;
    private final boolean pairs;
    private final boolean strata;
    private final TreeMap<String, QuantileCell> arms = new TreeMap<>();
    private final double p;

    /** The cells of one segment, or of all units. */
    QuantileMethod(GroupedSpec grouped, MetricPlan plan, double p, List<QuantileCell> cells) {
        this.spec = grouped.experiment();
        this.plan = plan;
        this.pairs = grouped.design() == Design.MATCHED_PAIRS;
        this.strata = grouped.grouping().group().isEmpty();
        this.p = p;
        cells.forEach(c -> arms.put(c.arm(), c));
    }

    @Override
    public long units(String arm) {
        return Optional.ofNullable(arms.get(arm)).map(QuantileCell::units).orElse(0L);
    }

    @Override
    public List<Outcome> levels(String arm, Place place) {
        Estimands estimands = new Estimands(plan, spec.control().name());
        return switch (of(arm)) {
            case QuantileArm.None none -> List.of(none.why().at(estimands.level(place, arm)));
            case QuantileArm.Known known -> {
                QuantileEstimate q = known.estimate();
                double error = Math.sqrt(q.variance());
                double half = StudentT.quantile((1 + spec.level()) / 2, q.n() - 1.0) * error;
                yield List.of(new Estimate(
                        estimands.level(place, arm),
                        q.value(),
                        OptionalDouble.of(error),
                        Optional.of(Promise.pointwise(spec.level())
                                .interval(
                                        new Bounds(q.value() - half, q.value() + half),
                                        strata
                                                ? "t, order statistics, strata by their share"
                                                : "t, order statistics by group")),
                        Optional.empty(),
                        units(arm),
                        ""));
            }
        };
    }

    private QuantileArm of(String arm) {
        QuantileCell cell = arms.get(arm);
        if (cell == null || cell.units() == 0) {
            return new QuantileArm.None(Missing.noUnits(arm));
        }
        return lacking(cell)
                .<QuantileArm>map(QuantileArm.None::new)
                .orElseGet(() -> QuantileArm.of(cell, p, spec.level()));
    }

    /** Why an arm has not everybody's mix of strata: it has no unit in one. */
    private Optional<Missing> lacking(QuantileCell cell) {
        List<String> own = cell.strata().stream().map(QuantileStratum::stratum).toList();
        return arms.values().stream()
                .flatMap(c -> c.strata().stream())
                .map(QuantileStratum::stratum)
                .filter(s -> !own.contains(s))
                .findFirst()
                .map(stratum -> new Missing(
                        Reason.TOO_FEW_UNITS,
                        "arm " + cell.arm() + " has no unit in the strata that were put together for want of units",
                        "stratify by a coarser dimension, or run longer"));
    }

    @Override
    public Result effect(String arm) {
        QuantileArm control = of(spec.control().name());
        QuantileArm treatment = of(arm);
        if (control instanceof QuantileArm.None none) {
            return none.why();
        }
        if (treatment instanceof QuantileArm.None none) {
            return none.why();
        }
        QuantileEstimate c = ((QuantileArm.Known) control).estimate();
        QuantileEstimate t = ((QuantileArm.Known) treatment).estimate();
        Optional<Missing> few = strata ? Optional.empty() : tooFew((int) c.n(), (int) t.n());
        if (few.isPresent()) {
            return few.get();
        }
        try {
            return Effect.plain(
                    QuantileDifference.contrast(c, t),
                    "Welch t of quantiles, order statistics"
                            + (strata
                                    ? ", strata by their share"
                                    : " by group" + (pairs ? ", pairing left aside" : "")),
                    units(arm) + units(spec.control().name()));
        } catch (DegenerateDataException e) {
            return Missing.of(e);
        }
    }

    private Optional<Missing> tooFew(int control, int treatment) {
        Side[] sides = new Side[control + treatment];
        Arrays.fill(sides, 0, control, Side.CONTROL);
        Arrays.fill(sides, control, sides.length, Side.TREATMENT);
        Assignments assignments =
                pairs ? ClusterPairs.assignments(Math.min(control, treatment)) : Assignments.complete(sides);
        double smallest = assignments.smallestPValue(Alternative.TWO_SIDED);
        return smallest <= 1 - spec.level()
                ? Optional.empty()
                : Optional.of(new Missing(
                        Reason.TOO_FEW_UNITS,
                        control + " against " + treatment + (pairs ? " members of pairs" : " clusters")
                                + " could at best have a randomisation p of " + Numbers.shown(smallest) + ", and "
                                + Numbers.shown(1 - spec.level()) + " is asked for",
                        pairs ? "randomise more pairs" : "randomise more and smaller clusters"));
    }

    @Override
    public List<Outcome> further(String arm, Result effect, Looks looks, RandomGenerator random) {
        return List.of();
    }

    @Override
    public List<Working> workings(String arm) {
        if (!(effect(arm) instanceof Effect effect)) {
            return List.of();
        }
        StringBuilder lines = new StringBuilder();
        for (String name : List.of(spec.control().name(), arm)) {
            if (of(name) instanceof QuantileArm.Known(QuantileEstimate q, Bounds bounds, String method)) {
                lines.append(name + ": quantile " + Numbers.shown(q.value()) + ", between order statistics "
                        + Numbers.shown(bounds.lower()) + " and " + Numbers.shown(bounds.upper()) + " (" + method
                        + "), "
                        + q.n() + (strata ? " units\n" : " groups\n"));
                Optional.ofNullable(arms.get(name))
                        .map(QuantileCell::strata)
                        .orElse(List.of())
                        .forEach(s -> lines.append("  " + s.stratum() + ": n = "
                                + s.shares().n() + " of " + s.all() + ", share of values below "
                                + Numbers.shown(s.shares().mean(0) / s.shares().mean(1)) + "\n"));
            }
        }
        return List.of(
                new Working("Quantiles", lines.toString().strip()),
                new Working(
                        "Difference",
                        "D = quantile of " + arm + " - quantile of control; V = sum of ((upper - lower) / (2 z))^2, the"
                                + " ranks z standard errors of the share at or below the quantile away, "
                                + (strata ? "F = sum of W F in the stratum, W its share of all units\n" : "by group\n")
                                + GroupedWorkings.figures(effect, spec.level())));
    }
}
