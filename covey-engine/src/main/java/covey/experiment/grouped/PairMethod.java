package covey.experiment.grouped;

import covey.data.Groups.GroupCells;
import covey.experiment.compare.CovariateColumns;
import covey.experiment.compare.Looks;
import covey.experiment.compare.effect.Effect;
import covey.experiment.compare.effect.EffectRows;
import covey.experiment.compare.effect.Estimands;
import covey.experiment.compare.effect.Missing;
import covey.experiment.compare.effect.Numbers;
import covey.experiment.compare.effect.Place;
import covey.experiment.compare.effect.Result;
import covey.experiment.spec.AnalysisRules.Adjustment;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.method.Working;
import covey.result.Outcome;
import covey.result.Reason;
import covey.stats.Alternative;
import covey.stats.DegenerateDataException;
import covey.stats.design.pair.ClusterPair;
import covey.stats.design.pair.ClusterPairs;
import covey.stats.design.pair.PairWeights;
import covey.stats.design.randomization.RandomizationTest;
import covey.stats.moment.Column;
import covey.stats.moment.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** One metric of matched pairs, of units or of clusters: differences inside pairs, weighted by the pairs' units. */
final class PairMethod implements GroupMethod {
    private static final String METHOD = "paired t";
    private static final int DRAWS = 9_999;

    private final ExperimentSpec spec;
    private final MetricPlan plan;
    private final CovariateColumns covariates;
    private final SortedMap<String, ClusterPair> pairs = new TreeMap<>();

    PairMethod(GroupedSpec grouped, MetricPlan plan, Assigned assigned, GroupCells cells) {
        this.spec = grouped.experiment();
        this.plan = plan;
        int columns = cells.cells().isEmpty()
                ? plan.outcomeColumns()
                : cells.cells().getFirst().moments().size();
        boolean unadjusted = spec.analysis().adjustment() == Adjustment.NONE;
        this.covariates = CovariateColumns.of(plan, unadjusted ? 0 : columns);
        String treated = spec.treatments().getFirst().name();
        assigned.moments(cells).forEach((name, arms) -> {
            Moments control = arms.get(spec.control().name());
            Moments treatment = arms.get(treated);
            // both members need a value: a pair without one of them says nothing about their difference
            if (control != null && treatment != null) {
                pairs.put(name, new ClusterPair(control, treatment));
            }
        });
    }

    /** Each arm's mean over pairs with the pairs' weights, as the difference has it; plain means where there is none. */
    @Override
    public List<Outcome> levels(String arm, Place place) {
        boolean control = arm.equals(spec.control().name());
        List<Moments> blocks = pairs.values().stream()
                .map(p -> control ? p.control() : p.treatment())
                .toList();
        long n = blocks.stream().mapToLong(Moments::n).sum();
        GroupLevels plain = new GroupLevels(
                plan,
                new Estimands(plan, spec.control().name()),
                spec.level(),
                spec.study().unit());
        if (n == 0) {
            return plain.of(arm, place, blocks);
        }
        try {
            return plain.compared(
                    arm,
                    place,
                    y -> ClusterPairs.contrast(all(), y, PairWeights.UNITS),
                    "t over pairs, weighted by their units",
                    new GroupLevels.Shown(control, n, ""));
        } catch (DegenerateDataException e) {
            // too few pairs, or pairs that do not differ: there is nothing to compare
            return plain.of(arm, place, blocks);
        }
    }

    @Override
    public long units(String arm) {
        return pairs.values().stream()
                .map(p -> arm.equals(spec.control().name()) ? p.control() : p.treatment())
                .mapToLong(Moments::n)
                .sum();
    }

    @Override
    public Result effect(String arm) {
        double smallest = Math.pow(2, 1 - pairs.size());
        if (smallest > 1 - spec.level()) {
            return new Missing(
                    Reason.TOO_FEW_UNITS,
                    pairs.size() + " complete pairs could at best have a randomisation p of "
                            + Numbers.shown(Math.min(1, smallest)) + ", and " + Numbers.shown(1 - spec.level())
                            + " is asked for",
                    "randomise more pairs; six are the least at 0.05");
        }
        return weighted(PairWeights.UNITS, METHOD);
    }

    private Result weighted(PairWeights weights, String method) {
        try {
            covey.stats.compare.Adjustment fit = ClusterPairs.fit(all(), y(), covariates.columns(), weights);
            Effect plain = Effect.plain(fit.unadjusted(), method, units());
            List<String> unused = covariates.unused(fit.used());
            if (fit.used().isEmpty()) {
                return plain.withDropped(unused);
            }
            String adjusted = method + ", adjusted";
            return new Effect(
                    fit.contrast(),
                    adjusted,
                    Effect.testOf(fit.contrast(), adjusted),
                    Optional.empty(),
                    units(),
                    "one slope inside pairs: " + String.join(", ", covariates.labelsOf(fit.used())),
                    Optional.of(plain),
                    unused);
        } catch (DegenerateDataException e) {
            return Missing.of(e);
        }
    }

    private List<ClusterPair> all() {
        return List.copyOf(pairs.values());
    }

    private long units() {
        return pairs.values().stream()
                .mapToLong(p -> p.control().n() + p.treatment().n())
                .sum();
    }

    private Column y() {
        return plan.ratio() ? Column.ratio(0, 1) : Column.of(0);
    }

    @Override
    public List<Outcome> further(String arm, Result effect, Looks looks, RandomGenerator random) {
        if (!(effect instanceof Effect found)) {
            return List.of();
        }
        List<Outcome> rows = new ArrayList<>(new EffectRows(spec, plan, looks::promise)
                .of(
                        looks.judged(arm, weighted(PairWeights.ALIKE, METHOD + ", pairs alike")),
                        arm,
                        Place.of("pairs_alike")));
        RandomizedRow row = new RandomizedRow(
                new Estimands(plan, spec.control().name()),
                arm,
                found.unadjusted().orElse(found),
                looks);
        rows.add(row.of(() -> ClusterPairs.test(
                all(), y(), PairWeights.UNITS, Alternative.TWO_SIDED, new RandomizationTest.Draws(DRAWS, random))));
        return rows;
    }

    @Override
    public List<Working> workings(String arm) {
        if (!(effect(arm) instanceof Effect effect)) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        pairs.forEach((name, pair) ->
                lines.add(name + ": control n = " + pair.control().n() + ", mean y "
                        + Numbers.shown(pair.control().mean(0)) + "; " + arm + " n = "
                        + pair.treatment().n() + ", mean y "
                        + Numbers.shown(pair.treatment().mean(0))));
        String formula = "D = sum of w (mean of " + arm
                + " - mean of control) / sum of w over pairs, w = units of the pair\n"
                + (effect.adjustedBy().isEmpty()
                        ? ""
                        : "adjusted: least squares of the differences on the covariates' differences, df m - 1 - p;"
                                + " adjusted by " + effect.adjustedBy() + "\n")
                + "V = m / (m - 1) x sum of w^2 (difference - D)^2 / (sum of w)^2, df m - 1, m = " + pairs.size()
                + " pairs\n";
        return List.of(
                new Working("Pairs", GroupedWorkings.first(lines)),
                new Working(
                        "Levels that are compared",
                        "each arm's mean = sum of w x its mean in the pair / sum of w, without covariates"),
                new Working("Difference", formula + GroupedWorkings.figures(effect, spec.level())));
    }
}
