package covey.experiment.plan;

import covey.data.ExperimentData;
import covey.data.ExperimentData.Cell;
import covey.data.ExperimentData.MetricCells;
import covey.experiment.compare.ArmMoments;
import covey.experiment.compare.Comparer;
import covey.experiment.compare.CovariateColumns;
import covey.experiment.compare.effect.Effect;
import covey.experiment.compare.effect.Estimands;
import covey.experiment.compare.effect.Missing;
import covey.experiment.compare.effect.Numbers;
import covey.experiment.compare.effect.Result;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.method.Study;
import covey.result.Coverage;
import covey.result.Diagnostic;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.Interval;
import covey.result.NotEstimable;
import covey.result.Outcome;
import covey.result.Reason;
import covey.result.Scale;
import covey.result.Severity;
import covey.result.Test;
import covey.stats.interval.Bounds;
import covey.stats.interval.Wilson;
import covey.stats.moment.BinomialCount;
import covey.stats.moment.Moments;
import covey.stats.power.ReplayCheck;
import covey.stats.test.TestResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** The splits of one replay: the same for all metrics, so that a strange one is strange for all. */
final class AaSplits {
    /** Analysis of every row of a replay. */
    static final String ANALYSIS = "aa";

    private static final String CHECK = "aa_replay";

    /** Chance that a sound metric is found unsound, for either finding. */
    private static final double STRICT = 0.001;

    private final ExperimentSpec spec;
    private final ExperimentData data;
    private final List<Map<String, String>> splits = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    AaSplits(ExperimentSpec spec, ExperimentData data, int replays, RandomGenerator random) {
        this.spec = spec;
        this.data = data;
        List<String> buckets = data.exposures().cells().stream()
                .map(c -> c.arm())
                .distinct()
                .sorted()
                .toList();
        for (int i = 0; i < replays; i++) {
            splits.add(split(buckets, random));
        }
        spec.metrics().forEach(this::replay);
    }

    List<Outcome> outcomes() {
        return List.copyOf(outcomes);
    }

    List<Diagnostic> diagnostics() {
        return List.copyOf(diagnostics);
    }

    /** Buckets in random order, cut at the planned shares: each bucket with the arm it is in. */
    private Map<String, String> split(List<String> buckets, RandomGenerator random) {
        List<String> order = new ArrayList<>(buckets);
        for (int i = order.size() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            String swapped = order.get(i);
            order.set(i, order.get(j));
            order.set(j, swapped);
        }
        double all = spec.arms().stream().mapToDouble(Study.Arm::share).sum();
        Map<String, String> arms = new HashMap<>();
        double until = 0;
        int next = 0;
        for (Study.Arm arm : spec.arms()) {
            until += arm.share() / all;
            int end = (int) Math.round(until * order.size());
            for (; next < end; next++) {
                arms.put(order.get(next), arm.name());
            }
        }
        return arms;
    }

    private void replay(MetricPlan plan) {
        Optional<MetricCells> cells = data.metric(plan.name());
        if (cells.isEmpty()) {
            outcomes.add(Optional.ofNullable(data.failures().get(plan.name()))
                    .map(f -> Missing.of(f).at(estimand(plan, "coverage")))
                    .orElseGet(() -> new NotEstimable(
                            estimand(plan, "coverage"),
                            Reason.NOT_SUPPORTED,
                            "a quantile cannot be put together from buckets of units, so it is not replayed",
                            "replay the mean or a proportion above a threshold beside it")));
            return;
        }
        Map<String, Moments> buckets = new TreeMap<>();
        for (Cell cell : cells.get().cells()) {
            if (cell.slice().isEmpty()) {
                buckets.merge(cell.arm(), cell.moments(), Moments::plus);
            }
        }
        if (buckets.values().stream().allMatch(m -> m.n() == 0)) {
            outcomes.add(new NotEstimable(
                    estimand(plan, "coverage"),
                    Reason.TOO_FEW_UNITS,
                    "no unit of the history has a value of " + plan.name()
                            + (plan.metric().window().to().isPresent()
                                    ? ": none had the time its window asks for"
                                    : ""),
                    PlanRows.EARLIER));
            return;
        }
        int columns = cells.get().columns().size();
        Comparer comparer = new Comparer(spec, plan, CovariateColumns.of(plan, columns));
        String arm = spec.treatments().getFirst().name();
        List<Double> pValues = new ArrayList<>();
        for (Map<String, String> split : splits) {
            Result result = comparer.adjusted(arms(buckets, split, columns), arm);
            switch (result) {
                case Effect effect -> pValues.add(effect.test().pValue());
                case Missing missing -> {
                    outcomes.add(missing.at(estimand(plan, "coverage")));
                    return;
                }
            }
        }
        judge(plan, pValues, buckets.values().stream().mapToLong(Moments::n).sum());
    }

    private static ArmMoments arms(Map<String, Moments> buckets, Map<String, String> split, int columns) {
        Map<String, List<Moments>> parts = new TreeMap<>();
        buckets.forEach((bucket, moments) -> Optional.ofNullable(split.get(bucket))
                .ifPresent(arm ->
                        parts.computeIfAbsent(arm, _ -> new ArrayList<>()).add(moments)));
        Map<String, Moments> arms = new TreeMap<>();
        parts.forEach((arm, all) -> arms.put(arm, Moments.sum(all)));
        return new ArmMoments(columns, arms);
    }

    /** An interval covers zero exactly when its test does not reject, so that the p-values tell both. */
    private void judge(MetricPlan plan, List<Double> pValues, long units) {
        double level = spec.level();
        int covered = (int) pValues.stream().filter(p -> p > 1 - level).count();
        ReplayCheck check =
                ReplayCheck.of(pValues.stream().mapToDouble(Double::doubleValue).toArray(), covered, level);
        TestResult uniform = check.uniformity();
        double coverage = check.coverage();
        Bounds band = Wilson.interval(new BinomialCount(covered, pValues.size()), 1 - STRICT);
        outcomes.add(new Estimate(
                estimand(plan, "coverage"),
                coverage,
                OptionalDouble.empty(),
                Optional.of(new Interval(
                        band.lower(), band.upper(), 1 - STRICT, Coverage.POINTWISE, "Wilson, over replays")),
                Optional.of(new Test(
                        "Kolmogorov-Smirnov, p-values uniform",
                        uniform.statistic(),
                        OptionalDouble.empty(),
                        uniform.pValue(),
                        Optional.empty())),
                units,
                ""));
        boolean sound = check.passes();
        String found = "in " + pValues.size() + " splits of the history intervals held the truth in "
                + Numbers.shown(100 * coverage) + " % (" + Numbers.shown(100 * level) + " % promised), p-values "
                + (uniform.pValue() >= STRICT ? "uniform" : "not uniform") + " (Kolmogorov-Smirnov p = "
                + Numbers.shown(uniform.pValue()) + ")";
        diagnostics.add(new Diagnostic(
                CHECK,
                sound ? Severity.PASS : Severity.WARNING,
                plan.name(),
                plan.name() + ": " + found + ".",
                sound
                        ? List.of()
                        : List.of(
                                "a few units carry most of the metric",
                                "too few units",
                                "the unit of analysis is not the unit that varies"),
                sound ? "" : "cap the metric, run longer, or analyse by the unit that is randomised",
                Map.of(),
                ""));
    }

    private Estimand estimand(MetricPlan plan, String name) {
        return new Estimand(
                ANALYSIS,
                plan.name(),
                name,
                Scale.PROBABILITY,
                spec.treatments().getFirst().name(),
                spec.control().name(),
                "",
                Map.of("replays", Integer.toString(splits.size())),
                Estimands.FRACTION);
    }
}
