package covey.experiment.compare.effect;

import covey.experiment.spec.AnalysisRules.Relative;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.result.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The two rows of an effect, absolute and relative, and their companions in other analyses. */
public final class EffectRows {
    private final ExperimentSpec spec;
    private final Estimands estimands;
    private final Function<String, Promise> promises;

    /** Rows of comparisons that are looked at once. */
    public EffectRows(ExperimentSpec spec, MetricPlan plan) {
        this(spec, plan, arm -> Promise.pointwise(spec.level()));
    }

    /**
     * @param promises what the interval of an arm's comparison promises before multiplicity
     */
    public EffectRows(ExperimentSpec spec, MetricPlan plan, Function<String, Promise> promises) {
        this.spec = spec;
        this.estimands = new Estimands(plan, spec.control().name());
        this.promises = promises;
    }

    /** Rows of a result at a place, not corrected for multiplicity. */
    public List<Outcome> of(Result result, String arm, Place place) {
        return of(result, arm, place, new Correction(Optional.empty(), promises.apply(arm), Optional.empty()));
    }

    /** Rows of a result with what multiplicity makes of it. */
    public List<Outcome> of(Result result, String arm, Place place, Correction correction) {
        return rows(result, arm, place, correction.shown(), correction);
    }

    /** Rows of a hypothesis, and those of the analysis that multiplicity adds. */
    public List<Outcome> of(Hypothesis hypothesis, Correction correction) {
        List<Outcome> rows =
                new java.util.ArrayList<>(of(hypothesis.result(), hypothesis.arm(), hypothesis.place(), correction));
        correction
                .further()
                .ifPresent(f -> rows.addAll(rows(
                        hypothesis.result(),
                        hypothesis.arm(),
                        hypothesis.place().in(f.analysis()),
                        f.promise(),
                        correction)));
        return rows;
    }

    private List<Outcome> rows(Result result, String arm, Place place, Promise promise, Correction correction) {
        return switch (result) {
            case Missing missing ->
                List.of(missing.at(estimands.difference(place, arm)), missing.at(estimands.relative(place, arm)));
            case Effect effect ->
                List.of(
                        effect.difference(estimands.difference(place, arm), promise, correction.adjusted()),
                        effect.relative(
                                estimands.relative(place, arm),
                                promise,
                                correction.adjusted(),
                                spec.analysis().relative()));
        };
    }

    /** The relative effect by the method that the main analysis does not use, in an analysis of that name. */
    public Outcome otherLift(Result result, String arm) {
        boolean fieller = spec.analysis().relative() == Relative.FIELLER;
        Place place = Place.of(fieller ? "delta_lift" : "fieller");
        return switch (result) {
            case Missing missing -> missing.at(estimands.relative(place, arm));
            case Effect effect ->
                effect.relative(
                        estimands.relative(place, arm),
                        promises.apply(arm),
                        Optional.empty(),
                        fieller ? Relative.DELTA : Relative.FIELLER);
        };
    }
}
