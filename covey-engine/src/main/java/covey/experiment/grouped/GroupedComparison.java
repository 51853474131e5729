package covey.experiment.grouped;

import covey.data.ExperimentData;
import covey.data.ExperimentData.QuantileCell;
import covey.data.ExperimentData.QuantileCells;
import covey.data.Groups;
import covey.data.Groups.GroupCells;
import covey.experiment.compare.Comparison;
import covey.experiment.compare.Gaps;
import covey.experiment.compare.Looks;
import covey.experiment.compare.MetricComparison;
import covey.experiment.compare.MissingComparison;
import covey.experiment.compare.effect.Effect;
import covey.experiment.compare.effect.EffectRows;
import covey.experiment.compare.effect.Estimands;
import covey.experiment.compare.effect.GuardrailRow;
import covey.experiment.compare.effect.Hypothesis;
import covey.experiment.compare.effect.Missing;
import covey.experiment.compare.effect.Place;
import covey.experiment.compare.effect.Result;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.method.Study;
import covey.result.Estimate;
import covey.result.Outcome;
import covey.result.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Everything about one metric of an experiment whose units were assigned together. */
final class GroupedComparison {
    /** Analyses of units assigned alone that stay true when they were assigned inside strata. */
    private static final Set<String> KEPT = Set.of("cumulative", "by_age", "post_stratified");

    private final GroupedSpec grouped;
    private final ExperimentSpec spec;
    private final ExperimentData data;
    private final Assigned assigned;
    private final MetricPlan plan;
    private final Looks looks;
    private final EffectRows effects;

    GroupedComparison(GroupedSpec grouped, ExperimentData data, Assigned assigned, Looks looks) {
        this.grouped = grouped;
        this.spec = grouped.experiment();
        this.data = data;
        this.assigned = assigned;
        this.plan = looks.plan();
        this.looks = looks;
        this.effects = new EffectRows(spec, plan, looks::promise);
    }

    MetricComparison compare(RandomGenerator random) {
        boolean strata = grouped.grouping().group().isEmpty();
        Optional<Missing> missing = Gaps.of(spec, plan, data);
        if (missing.isPresent()) {
            return MissingComparison.of(spec, plan, missing.get());
        }
        GroupMethod method = method(grouped, data, assigned, plan);
        List<Outcome> levels = new ArrayList<>();
        spec.arms().forEach(arm -> levels.addAll(method.levels(arm.name(), Place.MAIN)));
        List<Hypothesis> main = new ArrayList<>();
        List<Outcome> further = new ArrayList<>();
        for (Study.Arm arm : spec.treatments()) {
            Hypothesis judged = judged(method, arm.name());
            Result result = looks.repeated(arm.name()) ? method.repeated(arm.name()) : judged.result();
            main.add(judged);
            further.addAll(companions(result, arm.name()));
            further.addAll(method.further(arm.name(), result, looks, random));
        }
        if (strata
                && !plan.quantile()
                && !StratumShares.of(grouped, data.groups()).differ()) {
            further.addAll(unstratified());
        }
        GroupedSegments segments = GroupedSegments.of(grouped, data, assigned, looks);
        return new MetricComparison(
                plan, levels, main, further, segments.levels(), segments.hypotheses(), looks.standings());
    }

    /** The main hypothesis; one that is looked at repeatedly is judged by a method that has a joint distribution. */
    private Hypothesis judged(GroupMethod method, String arm) {
        Hypothesis again = looks.main(arm, method.repeated(arm));
        return looks.repeated(arm) ? again : looks.main(arm, method.effect(arm));
    }

    /** Looks at the effects alone. */
    void look() {
        if (Gaps.of(spec, plan, data).isEmpty()) {
            GroupMethod method = method(grouped, data, assigned, plan);
            spec.treatments().forEach(arm -> judged(method, arm.name()));
        }
    }

    static GroupMethod method(GroupedSpec grouped, ExperimentData data, Assigned assigned, MetricPlan plan) {
        if (plan.quantile()) {
            return quantile(grouped, data, plan, "");
        }
        return method(grouped, data.groups(), assigned, plan);
    }

    /** The method on moments of groups, wherever they come from; of no quantile. */
    static GroupMethod method(GroupedSpec grouped, Groups groups, Assigned assigned, MetricPlan plan) {
        return method(
                grouped,
                groups.metric(plan.name()).orElseGet(() -> new GroupCells(plan.name(), List.of())),
                assigned,
                plan);
    }

    /** The method on the units of a segment named {@code dimension=value}, or on all for none. */
    static GroupMethod method(
            GroupedSpec grouped, ExperimentData data, Assigned assigned, MetricPlan plan, String segment) {
        if (segment.isEmpty()) {
            return method(grouped, data, assigned, plan);
        }
        return plan.quantile()
                ? quantile(grouped, data, plan, segment)
                : method(grouped, data.groups().segment(plan.name(), segment), assigned, plan);
    }

    private static QuantileMethod quantile(GroupedSpec grouped, ExperimentData data, MetricPlan plan, String segment) {
        Optional<QuantileCells> all = data.quantile(plan.name());
        List<QuantileCell> cells = all.map(QuantileCells::arms).orElse(List.of()).stream()
                .filter(c -> segment.equals(c.slice().isEmpty() ? "" : c.slice() + "=" + c.segment()))
                .toList();
        return new QuantileMethod(
                grouped, plan, all.map(QuantileCells::quantile).orElse(0.5), cells);
    }

    /** The method on moments. */
    private static GroupMethod method(GroupedSpec grouped, GroupCells cells, Assigned assigned, MetricPlan plan) {
        return switch (grouped.design()) {
            case CLUSTER_RANDOMIZED -> new ClusterMethod(grouped, plan, assigned, cells);
            case STRATIFIED, BLOCKED -> new StratumMethod(grouped, plan, cells);
            case MATCHED_PAIRS -> new PairMethod(grouped, plan, assigned, cells);
        };
    }

    private List<Outcome> companions(Result result, String arm) {
        Estimands estimands = new Estimands(plan, spec.control().name());
        List<Outcome> rows = new ArrayList<>();
        GuardrailRow.of(plan, estimands, arm, result, looks.judgement(arm)).ifPresent(rows::add);
        if (result instanceof Effect effect && effect.unadjusted().isPresent()) {
            Effect plain = effect.unadjusted().get();
            rows.add(new Estimate(
                    estimands.effect(Place.MAIN, arm, "variance_reduction", Scale.PROBABILITY),
                    1 - effect.contrast().variance() / plain.contrast().variance(),
                    OptionalDouble.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    effect.n(),
                    effect.adjustedBy()));
            rows.addAll(effects.of(looks.judged(arm, plain), arm, Place.of("unadjusted")));
        }
        rows.add(effects.otherLift(result, arm));
        return rows;
    }

    /** What units assigned inside strata share with units assigned alone: days, and the plain comparison. */
    private List<Outcome> unstratified() {
        MetricComparison alone = Comparison.metric(spec, plan, data, looks.beside());
        List<Outcome> rows = new ArrayList<>();
        alone.main().forEach(h -> rows.addAll(effects.of(h.result(), h.arm(), Place.of("unstratified"))));
        alone.further().stream()
                .filter(o -> KEPT.contains(o.estimand().analysis())
                        || o.estimand().name().equals("cap"))
                .forEach(rows::add);
        return rows;
    }
}
