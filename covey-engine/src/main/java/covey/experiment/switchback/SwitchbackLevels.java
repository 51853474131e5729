package covey.experiment.switchback;

import covey.experiment.compare.effect.ContrastLevels;
import covey.experiment.compare.effect.Estimands;
import covey.experiment.compare.effect.Missing;
import covey.experiment.compare.effect.Place;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.method.Study;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.Outcome;
import covey.stats.DegenerateDataException;
import covey.stats.moment.Moments;
import covey.stats.switchback.SwitchbackCell;
import covey.stats.switchback.SwitchbackContrast;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/**
 * Levels of a switchback's arms in the windows that the effect compares: control's stable windows as they were, and those
 * windows had the arm been on, which is control's level and the effect. An arm's own windows lie at other regions and
 * times of the day, so that their plain mean differs by what regions and times differ; it is told in the workings.
 *
 * <p>Of a ratio the denominator per window is compared the same way, and the numerator is the level times it: adjusted by
 * itself its quotient would be another level than the one beside it. That product has no error of its own.
 */
record SwitchbackLevels(
        SwitchbackSpec spec, MetricPlan plan, List<SwitchbackCell> cells, ToIntFunction<String> number) {
    private static final String METHOD = "t, jackknife over region x block";
    static final String ADJUSTED = "effects of region and time of day";

    List<Outcome> of(Study.Arm arm) {
        Moments own = raw(arm);
        Estimands estimands = new Estimands(plan, control());
        if (own.n() == 0 || !(own.mean(1) > 0)) {
            return List.of(Missing.noUnits(arm.name()).at(estimands.level(Place.MAIN, arm.name())));
        }
        List<Outcome> rows = new ArrayList<>();
        rows.add(row(estimands.level(Place.MAIN, arm.name()), arm, cells, own.mean(0) / own.mean(1)));
        if (plan.ratio()) {
            String per = "per " + spec.counted();
            Outcome denominator = row(
                    estimands.level(Place.MAIN, arm.name(), "denominator_per_unit", per),
                    arm,
                    totals(SwitchbackCell::weight),
                    own.mean(1));
            Outcome numerator = row(
                    estimands.level(Place.MAIN, arm.name(), "numerator_per_unit", per),
                    arm,
                    totals(c -> c.weight() * c.value()),
                    own.mean(0));
            rows.add(consistent(rows.getFirst(), numerator, denominator));
            rows.add(denominator);
        }
        return rows;
    }

    /** The numerator whose quotient with the denominator is the adjusted level; one that is not adjusted is so already. */
    private static Outcome consistent(Outcome level, Outcome numerator, Outcome denominator) {
        boolean numbers = level instanceof Estimate && denominator instanceof Estimate;
        if (!numbers
                || !(numerator instanceof Estimate above)
                || above.adjustedBy().isEmpty()) {
            return numerator;
        }
        return new Estimate(
                above.estimand(),
                ((Estimate) level).value() * ((Estimate) denominator).value(),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                above.n(),
                above.adjustedBy());
    }

    /** Moments of numerator and denominator over the arm's own stable windows. */
    Moments raw(Study.Arm arm) {
        return contrast(other(arm), cells).level(number.applyAsInt(arm.name()), spec.carryOver());
    }

    /** Where the arms cannot be compared, their own windows are all that there is to see. */
    private Outcome row(Estimand estimand, Study.Arm arm, List<SwitchbackCell> values, double raw) {
        SwitchbackContrast contrast = contrast(other(arm), values);
        long n = contrast.stableCells(number.applyAsInt(arm.name()), spec.carryOver());
        try {
            ContrastLevels levels = new ContrastLevels(
                    contrast.of(spec.carryOver()), METHOD, spec.experiment().level());
            return arm.control() ? levels.control(estimand, n) : levels.treatment(estimand, n, ADJUSTED);
        } catch (DegenerateDataException e) {
            return new Estimate(estimand, raw, OptionalDouble.empty(), Optional.empty(), Optional.empty(), n, "");
        }
    }

    /** Windows with a denominator, each alike, with a total of theirs as the value. */
    private List<SwitchbackCell> totals(ToDoubleFunction<SwitchbackCell> total) {
        return cells.stream()
                .map(c -> new SwitchbackCell(
                        c.region(), c.window(), c.arm(), total.applyAsDouble(c), c.weight() > 0 ? 1 : 0))
                .toList();
    }

    private SwitchbackContrast contrast(String arm, List<SwitchbackCell> values) {
        return new SwitchbackContrast(values, spec.cycle(), number.applyAsInt(control()), number.applyAsInt(arm));
    }

    private String other(Study.Arm arm) {
        ExperimentSpec experiment = spec.experiment();
        return arm.control() ? experiment.treatments().getFirst().name() : arm.name();
    }

    private String control() {
        return spec.experiment().control().name();
    }
}
