package covey.experiment.grouped;

import covey.experiment.compare.ArmMoments;
import covey.experiment.compare.PostStratifiedRows;
import covey.experiment.compare.effect.Estimands;
import covey.experiment.compare.effect.LevelRows;
import covey.experiment.compare.effect.Place;
import covey.experiment.compare.effect.Promise;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.method.Study;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.Outcome;
import covey.stats.DegenerateDataException;
import covey.stats.compare.Contrast;
import covey.stats.compare.PostStratification;
import covey.stats.compare.Stratum;
import covey.stats.distribution.StudentT;
import covey.stats.interval.Bounds;
import covey.stats.moment.Column;
import covey.stats.moment.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Levels of arms that were drawn inside strata: each arm's mean in a stratum, weighted by the stratum's share of all units, as
 * the effect weights them. Plain means of arms whose shares differ between strata would show the strata's levels too.
 *
 * @param strata moments by stratum
 * @param columns columns of a block
 */
record StratumLevels(ExperimentSpec spec, MetricPlan plan, Map<String, ArmMoments> strata, int columns) {
    private static final String METHOD = "t, strata by their share";

    List<Outcome> of(String arm, Place place) {
        Estimands estimands = new Estimands(plan, spec.control().name());
        String unit = spec.study().unit();
        Moments all = strata.values().stream().map(a -> a.of(arm)).reduce(Moments.empty(columns), Moments::plus);
        List<Stratum> against = against(arm);
        List<Outcome> plain = new LevelRows(plan, estimands, spec.level(), unit).of(all, arm, place);
        if (all.n() == 0 || against.isEmpty()) {
            return plain;
        }
        try {
            List<Outcome> rows = new ArrayList<>();
            Column y = plan.ratio() ? Column.ratio(0, 1) : Column.of(0);
            rows.add(row(estimands.level(place, arm), against, y, all.n()));
            if (plan.ratio()) {
                String per = "per " + unit;
                rows.add(row(estimands.level(place, arm, "numerator_per_unit", per), against, Column.of(0), all.n()));
                rows.add(row(estimands.level(place, arm, "denominator_per_unit", per), against, Column.of(1), all.n()));
            }
            return rows;
        } catch (DegenerateDataException e) {
            // nothing varies, so that strata do not matter either
            return plain;
        }
    }

    /** The baseline of the arm against another: its mean over the strata of everybody. */
    private Outcome row(Estimand estimand, List<Stratum> against, Column y, long n) {
        Contrast contrast = PostStratification.contrast(against, y);
        double error = Math.sqrt(contrast.baselineVariance());
        double half = StudentT.quantile((1 + spec.level()) / 2, contrast.df()) * error;
        Bounds bounds = new Bounds(contrast.baseline() - half, contrast.baseline() + half);
        return new Estimate(
                estimand,
                contrast.baseline(),
                OptionalDouble.of(error),
                Optional.of(Promise.pointwise(spec.level()).interval(bounds, METHOD)),
                Optional.empty(),
                n,
                "");
    }

    /** The arm beside one that it is compared with, by stratum: its baseline is the arm's level. */
    private List<Stratum> against(String arm) {
        return spec.arms().stream()
                .map(Study.Arm::name)
                .filter(a -> !a.equals(arm))
                .filter(a ->
                        strata.values().stream().mapToLong(s -> s.of(a).n()).sum() > 1)
                .findFirst()
                .map(other -> PostStratifiedRows.strata(spec, strata, arm, other))
                .orElse(List.of());
    }
}
