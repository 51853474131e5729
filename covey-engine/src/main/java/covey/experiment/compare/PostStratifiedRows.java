package covey.experiment.compare;

import covey.data.ExperimentData.MetricCells;
import covey.experiment.compare.effect.Effect;
import covey.experiment.compare.effect.EffectRows;
import covey.experiment.compare.effect.Missing;
import covey.experiment.compare.effect.Place;
import covey.experiment.compare.effect.Result;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.method.Study;
import covey.result.Outcome;
import covey.stats.DegenerateDataException;
import covey.stats.compare.Adjustment;
import covey.stats.compare.Contrast;
import covey.stats.compare.PostStratification;
import covey.stats.compare.Stratum;
import covey.stats.moment.Column;
import covey.stats.moment.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code post_stratified} analysis: effects within the segments of one slice, weighted by the segments' shares, and
 * adjusted inside the segments when the study adjusts. Shares are those of all arms together. That is CUPED for a study that asks for Lin too: slopes by arm
 * and segment would need more units than segments have. Segments with fewer than two units in any arm are taken together
 * as one stratum.
 */
public final class PostStratifiedRows {
    /** Fewest units of an arm that make a stratum. */
    private static final int FEWEST = 2;

    private PostStratifiedRows() {}

    static List<Outcome> of(ExperimentSpec spec, MetricPlan plan, MetricCells cells, String slice, Looks looks) {
        Map<String, ArmMoments> segments = ArmMoments.group(
                cells.columns().size(), cells.cells(), c -> c.slice().equals(slice) && !c.excluded(), c -> c.segment());
        List<Outcome> rows = new ArrayList<>();
        EffectRows effects = new EffectRows(spec, plan, looks::promise);
        for (Study.Arm arm : spec.treatments()) {
            Result result = result(spec, plan, segments, slice, arm.name());
            rows.addAll(effects.of(looks.judged(arm.name(), result), arm.name(), Place.of("post_stratified")));
        }
        return rows;
    }

    /** The effect of an arm from the moments by segment, {@code slice} being what the segments are of. */
    public static Result result(
            ExperimentSpec spec, MetricPlan plan, Map<String, ArmMoments> segments, String slice, String arm) {
        List<Stratum> strata = strata(spec, segments, spec.control().name(), arm);
        if (strata.isEmpty()) {
            return Missing.noUnits(arm);
        }
        try {
            CovariateColumns covariates =
                    CovariateColumns.of(plan, strata.get(0).control().size());
            Adjustment fit = fit(strata, plan.ratio() ? Column.ratio(0, 1) : Column.of(0), covariates);
            Contrast contrast = fit.contrast();
            boolean adjusted = !fit.used().isEmpty();
            String method = adjusted ? "post-stratified CUPED t" : "post-stratified t";
            String by = "post-stratified by " + slice + " (" + strata.size() + " strata)";
            return new Effect(
                    contrast,
                    method,
                    Effect.testOf(contrast, method),
                    Optional.empty(),
                    strata.stream().mapToLong(Stratum::compared).sum(),
                    adjusted ? by + ", CUPED: " + String.join(", ", covariates.labelsOf(fit.used())) : by,
                    Optional.empty(),
                    covariates.unused(fit.used()));
        } catch (DegenerateDataException e) {
            return Missing.of(e);
        }
    }

    private static Adjustment fit(List<Stratum> strata, Column y, CovariateColumns covariates) {
        try {
            return PostStratification.fit(strata, y, covariates.columns());
        } catch (DegenerateDataException e) {
            // Nothing left to vary: the effect without covariates stands, or says what it lacks.
            return PostStratification.fit(strata, y, List.of());
        }
    }

    /**
     * An arm and what it is compared with, stratum by stratum, weighted by the units of all arms. A stratum in which any
     * arm has fewer than two units is taken together with others of its kind, for all arms alike.
     */
    public static List<Stratum> strata(
            ExperimentSpec spec, Map<String, ArmMoments> segments, String control, String arm) {
        List<String> arms = spec.arms().stream()
                .map(Study.Arm::name)
                .filter(a ->
                        segments.values().stream().mapToLong(s -> s.of(a).n()).sum() >= FEWEST)
                .toList();
        List<Stratum> strata = new ArrayList<>();
        List<Stratum> thin = new ArrayList<>();
        for (ArmMoments blocks : segments.values()) {
            long others = arms.stream()
                    .filter(a -> !a.equals(control) && !a.equals(arm))
                    .mapToLong(a -> blocks.of(a).n())
                    .sum();
            Stratum stratum = new Stratum(blocks.of(control), blocks.of(arm), others);
            boolean enough = arms.stream().allMatch(a -> blocks.of(a).n() >= FEWEST);
            (enough ? strata : thin).add(stratum);
        }
        if (!thin.isEmpty()) {
            strata.add(new Stratum(
                    Moments.sum(thin.stream().map(Stratum::control).toList()),
                    Moments.sum(thin.stream().map(Stratum::treatment).toList()),
                    thin.stream().mapToLong(Stratum::others).sum()));
        }
        return strata.stream().filter(s -> s.n() > 0).toList();
    }
}
