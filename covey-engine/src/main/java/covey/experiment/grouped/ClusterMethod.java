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
import covey.experiment.grouped.cluster.ClusterError;
import covey.experiment.grouped.cluster.ResampledInterval;
import covey.experiment.spec.AnalysisRules.Adjustment;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.method.Working;
import covey.result.Outcome;
import covey.result.Reason;
import covey.stats.Alternative;
import covey.stats.DegenerateDataException;
import covey.stats.compare.Contrast;
import covey.stats.design.Side;
import covey.stats.design.cluster.Cluster;
import covey.stats.design.cluster.ClusterDifference;
import covey.stats.design.cluster.ClusterFit;
import covey.stats.design.cluster.ClusterRandomization;
import covey.stats.design.cluster.Slopes;
import covey.stats.design.cluster.WildClusterBootstrap;
import covey.stats.design.cluster.WildWeights;
import covey.stats.design.randomization.Assignments;
import covey.stats.design.randomization.RandomizationTest;
import covey.stats.moment.Column;
import covey.stats.moment.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** One metric of a cluster-randomised experiment: ratio of cluster totals, the error by the number of effective clusters. */
final class ClusterMethod implements GroupMethod {
    private static final String LEVELS = "t, CR2 and Satterthwaite";
    private static final int DRAWS = 9_999;

    private final GroupedSpec grouped;
    private final ExperimentSpec spec;
    private final MetricPlan plan;
    private final Assigned assigned;
    private final SortedMap<String, SortedMap<String, Moments>> moments;
    private final CovariateColumns covariates;

    ClusterMethod(GroupedSpec grouped, MetricPlan plan, Assigned assigned, GroupCells cells) {
        this.grouped = grouped;
        this.spec = grouped.experiment();
        this.plan = plan;
        this.assigned = assigned;
        this.moments = assigned.moments(cells);
        int columns = cells.cells().isEmpty()
                ? plan.outcomeColumns()
                : cells.cells().getFirst().moments().size();
        boolean unadjusted = spec.analysis().adjustment() == Adjustment.NONE;
        this.covariates = CovariateColumns.of(plan, unadjusted ? 0 : columns);
    }

    /** Totals of an arm's clusters; where clusters were drawn inside strata, those of control and what the arm adds to them. */
    @Override
    public List<Outcome> levels(String arm, Place place) {
        List<Moments> blocks = blocks(arm);
        GroupLevels plain = new GroupLevels(
                plan,
                new Estimands(plan, spec.control().name()),
                spec.level(),
                spec.study().unit());
        boolean control = arm.equals(spec.control().name());
        if (control || blocks.isEmpty() || grouped.grouping().strata().isEmpty()) {
            return plain.of(arm, place, blocks);
        }
        try {
            List<Cluster> clusters = clusters(arm);
            long n = blocks.stream().mapToLong(Moments::n).sum();
            return plain.compared(
                    arm,
                    place,
                    y -> ClusterDifference.of(y).fit(clusters).contrast(),
                    LEVELS,
                    new GroupLevels.Shown(false, n, "strata: " + grouped.strata()));
        } catch (DegenerateDataException e) {
            // too few clusters: there is nothing to compare
            return plain.of(arm, place, blocks);
        }
    }

    private List<Moments> blocks(String arm) {
        return moments.values().stream()
                .flatMap(m -> Optional.ofNullable(m.get(arm)).stream())
                .toList();
    }

    @Override
    public long units(String arm) {
        return blocks(arm).stream().mapToLong(Moments::n).sum();
    }

    @Override
    public Result effect(String arm) {
        Result result = repeated(arm);
        if (!(result instanceof Effect effect)) {
            return result;
        }
        List<Cluster> clusters = clusters(arm);
        ClusterError error = error(clusters);
        if (!error.resamples()) {
            return effect;
        }
        try {
            ResampledInterval own = new ResampledInterval(
                    error == ClusterError.RANDOMIZATION ? randomization(arm, clusters) : bootstrap(arm, clusters));
            return effect.withOwn(own.test(), own);
        } catch (DegenerateDataException e) {
            return Missing.of(e);
        }
    }

    /** p-values of samples at several looks have no joint distribution that spending could use: CR2 stands there. */
    @Override
    public Result repeated(String arm) {
        List<Cluster> clusters = clusters(arm);
        Optional<Missing> missing = tooFew(arm, clusters);
        if (missing.isPresent()) {
            return missing.get();
        }
        try {
            return effect(clusters, error(clusters));
        } catch (DegenerateDataException e) {
            return Missing.of(e);
        }
    }

    /** How the error is estimated with these clusters, by their sizes and arms alone. */
    private ClusterError error(List<Cluster> clusters) {
        return grouped.error().at(fit(clusters).effectiveClusters(), grouped.slopes());
    }

    private WildClusterBootstrap bootstrap(String arm, List<Cluster> clusters) {
        return estimator(clusters).bootstrap(clusters, WildWeights.of(clusters.size()), draws(arm));
    }

    private ClusterRandomization randomization(String arm, List<Cluster> clusters) {
        return ClusterRandomization.of(clusters, y(), estimator(clusters).covariates(), draws(arm));
    }

    /** Drawn anew each time from the same place, so that run, explain and every level show the same samples. */
    private RandomizationTest.Draws draws(String arm) {
        long seed = spec.study().context().seed() ^ (plan.name() + "\n" + arm).hashCode();
        return new RandomizationTest.Draws(
                DRAWS, RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
    }

    /** Why the clusters cannot carry a conclusion: rule of the smallest attainable p. */
    private Optional<Missing> tooFew(String arm, List<Cluster> clusters) {
        for (String name : List.of(spec.control().name(), arm)) {
            if (blocks(name).isEmpty()) {
                return Optional.of(Missing.noUnits(name));
            }
        }
        Assignments assignments = ClusterRandomization.assignments(clusters);
        double smallest = assignments.smallestPValue(Alternative.TWO_SIDED);
        return smallest <= 1 - spec.level()
                ? Optional.empty()
                : Optional.of(new Missing(
                        Reason.TOO_FEW_UNITS,
                        clusters.size() + " clusters allow " + Numbers.shown(assignments.count())
                                + " assignments, so no outcome could have a randomisation p below "
                                + Numbers.shown(smallest) + ", and " + Numbers.shown(1 - spec.level())
                                + " is asked for",
                        "randomise more and smaller clusters; eight in equal arms are enough at 0.05"));
    }

    /** The fit with CR2. */
    ClusterFit fit(List<Cluster> clusters) {
        return estimator(clusters).fit(clusters);
    }

    /** The estimator of the main analysis; covariates that the clusters cannot carry are left out. */
    private ClusterDifference estimator(List<Cluster> clusters) {
        ClusterDifference plain = ClusterDifference.of(y());
        if (covariates.isEmpty()) {
            return plain;
        }
        try {
            ClusterDifference adjusted = plain.adjustedFor(covariates.columns(), grouped.slopes());
            adjusted.fit(clusters);
            return adjusted;
        } catch (DegenerateDataException e) {
            // more columns than the clusters carry, or nothing left to vary: the plain fit stands, or says what it
            // lacks
            return plain;
        }
    }

    private Effect effect(List<Cluster> clusters, ClusterError error) {
        ClusterFit fit = estimator(clusters).with(error.robust()).fit(clusters);
        String method = (error.resamples() ? ClusterError.CR2 : error).label();
        long n = clusters.stream().mapToLong(c -> c.units().n()).sum();
        List<String> by = new ArrayList<>();
        if (!grouped.grouping().strata().isEmpty()) {
            by.add("strata: " + grouped.strata());
        }
        if (!fit.adjustment().used().isEmpty()) {
            by.add((grouped.slopes() == Slopes.PER_ARM ? "Lin: " : "one slope: ")
                    + String.join(", ", covariates.labelsOf(fit.adjustment().used())));
        }
        Effect plain = Effect.plain(referred(fit.adjustment().unadjusted(), error, clusters), method, n);
        List<String> unused = covariates.unused(fit.adjustment().used());
        Contrast contrast = referred(fit.contrast(), error, clusters);
        return by.isEmpty()
                ? plain.withDropped(unused)
                : new Effect(
                        contrast,
                        method,
                        Effect.testOf(contrast, method),
                        Optional.empty(),
                        n,
                        String.join("; ", by),
                        Optional.of(plain),
                        unused);
    }

    /** Plain errors go with t on clusters less one. */
    private static Contrast referred(Contrast c, ClusterError error, List<Cluster> clusters) {
        return error == ClusterError.CR1
                ? new Contrast(
                        c.difference(),
                        c.variance(),
                        clusters.size() - 1.0,
                        c.baseline(),
                        c.baselineVariance(),
                        c.covariance())
                : c;
    }

    @Override
    public List<Outcome> further(String arm, Result effect, Looks looks, RandomGenerator random) {
        if (!(effect instanceof Effect found)) {
            return List.of();
        }
        List<Cluster> clusters = clusters(arm);
        List<Outcome> rows = new ArrayList<>(new EffectRows(spec, plan, looks::promise)
                .of(looks.judged(arm, means(clusters)), arm, Place.of("cluster_means")));
        RandomizedRow row = new RandomizedRow(new Estimands(plan, spec.control().name()), arm, found, looks);
        rows.add(row.of(() -> randomization(arm, clusters).outcome()));
        return rows;
    }

    private Result means(List<Cluster> clusters) {
        try {
            ClusterFit fit = ClusterDifference.of(y()).overClusterMeans(clusters);
            return Effect.plain(fit.contrast(), "t, CR2 over cluster means", clusters.size());
        } catch (DegenerateDataException e) {
            return Missing.of(e);
        }
    }

    private Column y() {
        return plan.ratio() ? Column.ratio(0, 1) : Column.of(0);
    }

    /** Clusters of control and an arm. */
    List<Cluster> clusters(String arm) {
        List<Cluster> clusters = new ArrayList<>();
        moments.forEach((name, arms) -> arms.forEach((own, block) -> {
            if (own.equals(arm) || own.equals(spec.control().name())) {
                Side side = own.equals(arm) ? Side.TREATMENT : Side.CONTROL;
                clusters.add(new Cluster(block, side, assigned.stratum(name)));
            }
        }));
        return clusters;
    }

    @Override
    public List<Working> workings(String arm) {
        List<Cluster> clusters = clusters(arm);
        if (!(effect(arm) instanceof Effect effect)) {
            return List.of();
        }
        ClusterFit fit = fit(clusters);
        List<String> totals = new ArrayList<>();
        moments.forEach((name, arms) -> arms.forEach((own, block) -> {
            if (own.equals(arm) || own.equals(spec.control().name())) {
                totals.add(own + " " + name + ": n = " + block.n() + ", total y "
                        + Numbers.shown(block.n() * block.mean(0))
                        + (plan.ratio() ? ", total d " + Numbers.shown(block.n() * block.mean(1)) : ""));
            }
        }));
        String formula = plan.ratio()
                ? "D = (sum of y / sum of d) of " + arm + " - the same of control, over clusters\n"
                : "D = (sum of y / units) of " + arm + " - the same of control, over clusters\n";
        ClusterError error = grouped.error().at(fit.effectiveClusters(), grouped.slopes());
        return List.of(
                new Working("Totals of the clusters", GroupedWorkings.first(totals)),
                new Working(
                        "Levels that are compared",
                        "control: sum over its clusters of y / of "
                                + (plan.ratio() ? "d" : "units") + "\n" + arm
                                + (grouped.grouping().strata().isEmpty()
                                        ? ": the same over its clusters"
                                        : ": control's level and the difference inside strata, so that both arms have"
                                                + " control's mix of strata")
                                + "; covariates do not move levels"),
                new Working(
                        "Difference",
                        formula
                                + "V = sum over clusters of squared influences, "
                                + error.formula()
                                + "\n"
                                + GroupedWorkings.figures(effect, spec.level())
                                + (effect.adjustedBy().isEmpty() ? "" : "\nadjusted by " + effect.adjustedBy())
                                + "\nerror: " + grouped.error().said(fit.effectiveClusters(), grouped.slopes())),
                new Working(
                        "What clustering costs",
                        fit.controlClusters() + " clusters against " + fit.treatmentClusters() + ", worth "
                                + Numbers.shown(fit.effectiveClusters()) + " equal ones; variance is "
                                + Numbers.shown(fit.designEffect()) + " times that of independent units"));
    }
}
