package covey.experiment.compare;

import covey.data.ExperimentData.AppliedCap;
import covey.data.ExperimentData.Cell;
import covey.data.ExperimentData.MetricCells;
import covey.experiment.compare.effect.Effect;
import covey.experiment.compare.effect.EffectRows;
import covey.experiment.compare.effect.Estimands;
import covey.experiment.compare.effect.GuardrailRow;
import covey.experiment.compare.effect.Hypothesis;
import covey.experiment.compare.effect.LevelRows;
import covey.experiment.compare.effect.Place;
import covey.experiment.compare.effect.Result;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.method.Study;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.Outcome;
import covey.result.Scale;
import covey.stats.compare.Contrast;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Everything about one metric that has moments: means, proportions, ratios, retention, participation. */
final class MomentComparison {
    private final ExperimentSpec spec;
    private final MetricPlan plan;
    private final MetricCells cells;
    private final Estimands estimands;
    private final EffectRows effects;
    private final Looks looks;
    private final LevelRows levels;
    private final Comparer comparer;

    MomentComparison(ExperimentSpec spec, MetricPlan plan, MetricCells cells, Looks looks) {
        this.spec = spec;
        this.plan = plan;
        this.cells = cells;
        this.estimands = new Estimands(plan, spec.control().name());
        this.effects = new EffectRows(spec, plan, looks::promise);
        this.looks = looks;
        this.levels = new LevelRows(plan, estimands, spec.level(), spec.study().unit());
        this.comparer = new Comparer(
                spec, plan, CovariateColumns.of(plan, cells.columns().size()));
    }

    MetricComparison compare() {
        ArmMoments blocks = whole(false);
        List<Outcome> levelRows = new ArrayList<>();
        for (Study.Arm arm : spec.arms()) {
            levelRows.addAll(levels.of(blocks.of(arm.name()), arm.name(), Place.MAIN));
        }
        List<Hypothesis> main = new ArrayList<>();
        List<Outcome> further = new ArrayList<>();
        for (Study.Arm arm : spec.treatments()) {
            Result result = comparer.adjusted(blocks, arm.name());
            main.add(looks.main(arm.name(), result));
            further.addAll(companions(result, arm.name()));
        }
        further.addAll(caps(blocks.units()));
        further.addAll(exclusionsKept());
        spec.analysis()
                .postStratify()
                .ifPresent(slice -> further.addAll(PostStratifiedRows.of(spec, plan, cells, slice, looks)));
        if (plan.overTime()) {
            further.addAll(OverTimeRows.of(spec, plan, cells, comparer, looks));
        }
        Segments segments = Segments.of(spec, plan, cells, levels, comparer);
        return new MetricComparison(
                plan,
                levelRows,
                main,
                further,
                segments.levels(),
                looks.segments(segments.hypotheses()),
                looks.standings());
    }

    private ArmMoments whole(boolean withExcluded) {
        return ArmMoments.merge(
                cells.columns().size(), cells.cells(), c -> c.slice().isEmpty() && (withExcluded || !c.excluded()));
    }

    private List<Outcome> companions(Result result, String arm) {
        List<Outcome> rows = new ArrayList<>();
        Result judged = looks.weighted(arm, result);
        GuardrailRow.of(plan, estimands, arm, judged, looks.judgement(arm)).ifPresent(rows::add);
        if (result instanceof Effect effect && effect.unadjusted().isPresent()) {
            rows.add(varianceReduction(effect, effect.unadjusted().get().contrast(), arm));
            rows.addAll(effects.of(looks.judged(arm, effect.unadjusted().get()), arm, Place.of("unadjusted")));
        }
        rows.add(effects.otherLift(judged, arm));
        return rows;
    }

    private Outcome varianceReduction(Effect effect, Contrast plain, String arm) {
        Estimand estimand = estimands.effect(Place.MAIN, arm, "variance_reduction", Scale.PROBABILITY);
        return bare(estimand, 1 - effect.contrast().variance() / plain.variance(), effect.n(), effect.adjustedBy());
    }

    private List<Outcome> caps(long units) {
        List<Outcome> rows = new ArrayList<>();
        for (AppliedCap cap : cells.caps()) {
            boolean outcome = cap.column().equals("y");
            Place place = outcome ? Place.MAIN : Place.MAIN.at("column", cap.column());
            if (Double.isFinite(cap.value())) {
                rows.add(bare(estimands.level(place, "", "cap", plan.metric().unit()), cap.value(), units, ""));
            }
        }
        return rows;
    }

    private List<Outcome> exclusionsKept() {
        boolean matched = cells.cells().stream()
                .filter(Cell::excluded)
                .anyMatch(c -> c.moments().n() > 0);
        if (!matched) {
            return List.of();
        }
        ArmMoments kept = whole(true);
        List<Outcome> rows = new ArrayList<>();
        for (Study.Arm arm : spec.treatments()) {
            rows.addAll(effects.of(
                    looks.judged(arm.name(), comparer.adjusted(kept, arm.name())),
                    arm.name(),
                    Place.of("exclusions_kept")));
        }
        return rows;
    }

    private static Outcome bare(Estimand estimand, double value, long n, String adjustedBy) {
        return new Estimate(estimand, value, OptionalDouble.empty(), Optional.empty(), Optional.empty(), n, adjustedBy);
    }
}
