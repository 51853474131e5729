package covey.experiment.switchback;

import covey.data.ExperimentData.Failure;
import covey.data.SwitchbackData;
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
import covey.experiment.compare.effect.Promise;
import covey.experiment.compare.effect.Result;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.method.Study;
import covey.method.Working;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.Outcome;
import covey.result.Scale;
import covey.result.Test;
import covey.stats.DegenerateDataException;
import covey.stats.compare.Contrast;
import covey.stats.distribution.StudentT;
import covey.stats.interval.Bounds;
import covey.stats.switchback.DistributedLag;
import covey.stats.switchback.SwitchbackCell;
import covey.stats.switchback.SwitchbackContrast;
import covey.stats.switchback.SwitchbackRandomizationTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/** Everything about one metric of a switchback. */
final class SwitchbackComparison {
    private static final String METHOD = "t, over the drawing of the arms";
    private static final String ADJUSTED = SwitchbackLevels.ADJUSTED;

    private final SwitchbackSpec spec;
    private final ExperimentSpec experiment;
    private final MetricPlan plan;
    private final Looks looks;
    private final EffectRows effects;
    private final Estimands estimands;
    private final Optional<Missing> missing;
    private final List<SwitchbackCell> cells;

    SwitchbackComparison(SwitchbackSpec spec, SwitchbackData data, Looks looks) {
        this.spec = spec;
        this.experiment = spec.experiment();
        this.plan = looks.plan();
        this.looks = looks;
        this.effects = new EffectRows(experiment, plan, looks::promise);
        this.estimands = new Estimands(plan, experiment.control().name());
        Failure failure = data.failures().get(plan.name());
        this.missing = failure != null ? Optional.of(Missing.of(failure)) : Optional.empty();
        this.cells = missing.isPresent() ? List.of() : SwitchbackCells.of(data, plan, this::number);
    }

    private int number(String arm) {
        List<String> names = experiment.arms().stream().map(Study.Arm::name).toList();
        return names.indexOf(arm);
    }

    MetricComparison compare(RandomGenerator random) {
        if (missing.isPresent()) {
            return MissingComparison.of(experiment, plan, missing.get());
        }
        if (cells.isEmpty()) {
            return MissingComparison.of(
                    experiment, plan, Missing.noUnits(experiment.control().name()));
        }
        List<Outcome> levels = new ArrayList<>();
        experiment.arms().forEach(arm -> levels.addAll(shown().of(arm)));
        List<Hypothesis> main = new ArrayList<>();
        List<Outcome> further = new ArrayList<>();
        for (Study.Arm arm : experiment.treatments()) {
            Result result = result(arm.name(), spec.carryOver());
            main.add(looks.main(arm.name(), result));
            GuardrailRow.of(plan, estimands, arm.name(), result, looks.judgement(arm.name()))
                    .ifPresent(further::add);
            further.add(effects.otherLift(result, arm.name()));
            further.addAll(otherOrders(arm.name()));
            further.addAll(lags(arm.name()));
            further.addAll(randomisation(arm, result, random));
        }
        return new MetricComparison(plan, levels, main, further, List.of(), List.of(), looks.standings());
    }

    private SwitchbackLevels shown() {
        return new SwitchbackLevels(spec, plan, cells, this::number);
    }

    /** Looks at the effects alone. */
    void look() {
        if (missing.isEmpty() && !cells.isEmpty()) {
            experiment.treatments().forEach(arm -> looks.main(arm.name(), result(arm.name(), spec.carryOver())));
        }
    }

    /** The effect for effects that last so many windows. */
    Result result(String arm, int order) {
        try {
            SwitchbackContrast contrast = contrast(arm);
            Contrast c = contrast.of(order);
            long n = contrast.stableCells(number(arm), order)
                    + contrast.stableCells(number(experiment.control().name()), order);
            return new Effect(
                    c, METHOD, Effect.testOf(c, METHOD), Optional.empty(), n, ADJUSTED, Optional.empty(), List.of());
        } catch (DegenerateDataException e) {
            return Missing.of(e);
        }
    }

    private SwitchbackContrast contrast(String arm) {
        return new SwitchbackContrast(
                cells, spec.cycle(), number(experiment.control().name()), number(arm));
    }

    /** The lags up to one more than is declared; empty where they cannot be told apart. */
    Optional<DistributedLag> distributedLag(String arm, int longest) {
        try {
            return Optional.of(DistributedLag.fit(
                    cells, spec.cycle(), number(experiment.control().name()), number(arm), longest));
        } catch (DegenerateDataException e) {
            return Optional.empty();
        }
    }

    private List<Outcome> otherOrders(String arm) {
        List<Outcome> rows = new ArrayList<>();
        for (int order = 0; order <= spec.carryOver() + 1; order++) {
            if (order != spec.carryOver()) {
                rows.addAll(effects.of(looks.judged(arm, result(arm, order)), arm, Place.of("carry_over_" + order)));
            }
        }
        return rows;
    }

    private List<Outcome> lags(String arm) {
        List<Outcome> rows = new ArrayList<>();
        Place place = Place.of("distributed_lag");
        distributedLag(arm, spec.carryOver()).ifPresent(fit -> {
            rows.add(row(arm, estimands.difference(place, arm), fit.total(), fit.totalStandardError(), fit.df()));
            for (int lag = 0; lag < fit.coefficients().length; lag++) {
                Estimand estimand =
                        estimands.effect(place.at("lag", Integer.toString(lag)), arm, "lag_effect", Scale.DIFFERENCE);
                rows.add(row(arm, estimand, fit.coefficients()[lag], fit.standardErrors()[lag], fit.df()));
            }
        });
        return rows;
    }

    private Outcome row(String arm, Estimand estimand, double value, double standardError, double df) {
        Promise promise = looks.promise(arm);
        double half = StudentT.quantile((1 + promise.drawn()) / 2, df) * standardError;
        double t = value / standardError;
        return new Estimate(
                estimand,
                value,
                OptionalDouble.of(standardError),
                Optional.of(promise.interval(new Bounds(value - half, value + half), METHOD)),
                Optional.of(looks.judged(
                        arm,
                        new Test(
                                METHOD,
                                t,
                                OptionalDouble.of(df),
                                2 * StudentT.survival(Math.abs(t), df),
                                Optional.empty()))),
                cells.size(),
                ADJUSTED);
    }

    private List<Outcome> randomisation(Study.Arm arm, Result result, RandomGenerator random) {
        if (!(result instanceof Effect effect)) {
            return List.of();
        }
        int control = number(experiment.control().name());
        int treated = number(arm.name());
        List<SwitchbackCell> two = cells.stream()
                .filter(c -> c.arm() == control || c.arm() == treated)
                .map(c -> new SwitchbackCell(c.region(), c.window(), c.arm() == treated ? 1 : 0, c.value(), c.weight()))
                .toList();
        double share = arm.share() / (arm.share() + experiment.control().share());
        SwitchbackRandomizationTest test =
                SwitchbackRandomizationTest.test(two, spec.cycle(), spec.carryOver(), share, random);
        Test shown = new Test(
                "randomisation test, " + test.draws() + " assignments drawn",
                effect.contrast().difference(),
                OptionalDouble.empty(),
                test.pValue(),
                Optional.empty());
        return List.of(new Estimate(
                estimands.difference(Place.of("randomization_test"), arm.name()),
                effect.contrast().difference(),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.of(looks.judged(arm.name(), shown)),
                effect.n(),
                ADJUSTED));
    }

    /** How the main number came about. */
    List<Working> workings(String arm) {
        if (!(result(arm, spec.carryOver()) instanceof Effect effect)) {
            return List.of();
        }
        List<Working> steps =
                new ArrayList<>(SwitchbackWorkings.of(spec, arm, effect, distributedLag(arm, spec.carryOver())));
        experiment.treatments().stream()
                .filter(a -> a.name().equals(arm))
                .forEach(a -> steps.add(2, SwitchbackWorkings.levels(a.name(), effect.contrast(), shown().raw(a))));
        return steps;
    }
}
