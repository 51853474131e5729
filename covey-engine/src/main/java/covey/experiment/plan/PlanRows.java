package covey.experiment.plan;

import covey.experiment.compare.effect.Estimands;
import covey.experiment.compare.effect.Missing;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.NotEstimable;
import covey.result.Outcome;
import covey.result.Reason;
import covey.result.Scale;
import covey.stats.DegenerateDataException;
import covey.stats.compare.Contrast;
import covey.stats.power.Comparison;
import covey.stats.power.Demand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The rows of one metric in one arm: what the plan promises at its end, week by week, and what it would take. */
final class PlanRows {
    /** Analysis of every row of a plan. */
    static final String ANALYSIS = "plan";

    private static final String WEEKS = "weeks";

    private final Outlook outlook;
    private final double planned;
    private final List<Outcome> rows = new ArrayList<>();

    private PlanRows(Outlook outlook, double planned) {
        this.outlook = outlook;
        this.planned = planned;
    }

    /**
     * The rows; the reason instead where the history tells nothing.
     *
     * @param planned length of the period in weeks
     * @param weeks weeks of the curve
     */
    static List<Outcome> of(Outlook outlook, double planned, int weeks) {
        PlanRows rows = new PlanRows(outlook, planned);
        try {
            rows.state();
            rows.atTheEnd();
            rows.whatItTakes();
            rows.curve(weeks);
        } catch (DegenerateDataException e) {
            Estimand asked = rows.estimand(rows.detectableName(), Scale.DIFFERENCE, Map.of(), rows.unit());
            rows.rows.add(
                    e.reason() == DegenerateDataException.Reason.TOO_FEW_UNITS
                            ? new NotEstimable(
                                    asked,
                                    Reason.TOO_FEW_UNITS,
                                    String.valueOf(e.getMessage()),
                                    ExperimentDesign.EARLIER)
                            : Missing.of(e).at(asked));
        }
        return rows.rows;
    }

    /** The metric as it was. */
    private void state() {
        int week = Outlook.state(planned);
        covey.stats.power.Outcome outcome = outlook.history().outcome(week);
        number(estimand(outlook.plan().levelName(), Scale.LEVEL, Map.of(), unit()), outcome.baseline(), week);
        number(estimand("standard_deviation", Scale.LEVEL, Map.of(), unit()), Math.sqrt(outcome.variance()), week);
        Comparison comparison = outlook.comparison(planned);
        boolean explains = comparison.outcome().explained() > 0;
        if (explains || !outlook.plan().covariates().isEmpty()) {
            number(
                    estimand("variance_reduction", Scale.PROBABILITY, Map.of(), Estimands.FRACTION),
                    comparison.outcome().explained(),
                    week);
        }
        outlook.figures(planned)
                .forEach(f -> number(estimand(f.name(), f.scale(), Map.of(), f.unit()), f.value(), week));
    }

    private void atTheEnd() {
        Comparison comparison = outlook.comparison(planned);
        double units = outlook.units(planned);
        Contrast contrast =
                new Comparison(comparison.outcome(), comparison.split(), comparison.claim()).expected(units, 0);
        inflation();
        number("std_error", Scale.DIFFERENCE, contrast.standardError());
        if (contrast.baseline() != 0) {
            number("std_error", Scale.RELATIVE_DIFFERENCE, contrast.deltaLiftStandardError());
        }
        detectable(planned, Map.of());
        OptionalDouble effect = effect(comparison.outcome());
        if (effect.isPresent()) {
            number("power", Scale.PROBABILITY, outlook.power(planned, effect.getAsDouble()));
            asked(comparison.outcome(), effect.getAsDouble());
        }
    }

    /** What looking during the experiment costs at most, in units of one look. */
    private void inflation() {
        if (outlook.inflation() > 1) {
            number("inflation", Scale.PROBABILITY, outlook.inflation() - 1);
        }
    }

    /** The declared effect, on both scales. */
    private void asked(covey.stats.power.Outcome outcome, double effect) {
        if (outlook.guarded()) {
            return;
        }
        number("asked_effect", Scale.DIFFERENCE, effect);
        if (outcome.baseline() != 0) {
            number("asked_effect", Scale.RELATIVE_DIFFERENCE, effect / Math.abs(outcome.baseline()));
        }
    }

    private void whatItTakes() {
        Comparison comparison = outlook.comparison(planned);
        OptionalDouble effect = effect(comparison.outcome());
        if (effect.isEmpty()) {
            return;
        }
        Arrangement.Things things = outlook.arrangement().things();
        Estimand units = estimand(
                things.required(), Scale.COUNT, Map.of(), things.required().replace("required_", ""));
        // the units are those that will have come by then, so that both numbers tell of one experiment
        Optional<Demand.Duration> found = outlook.duration();
        double length = found.map(d -> (double) d.weeks()).orElse(planned);
        OptionalDouble needed = outlook.required(length);
        Estimand duration = estimand("duration", Scale.LEVEL, Map.of(), WEEKS);
        if (needed.isEmpty()) {
            rows.add(new NotEstimable(
                    units,
                    Reason.NOT_SUPPORTED,
                    "no number of " + things.one() + "s shows an effect of zero",
                    "declare a larger mde"));
            return;
        }
        number(units, Math.ceil(needed.getAsDouble() / things.each()), length);
        found.ifPresentOrElse(
                f -> number(duration, f.weeks(), f.weeks()),
                () -> rows.add(new NotEstimable(
                        duration,
                        Reason.TOO_FEW_UNITS,
                        "not within ten years at the pace of the history",
                        "accept a larger mde or margin, give the arms larger shares, or adjust by more")));
    }

    /** The declared effect in the metric's unit; empty without one, or, said once, where it is impossible. */
    private OptionalDouble effect(covey.stats.power.Outcome outcome) {
        if (outlook.declared().isEmpty()) {
            return OptionalDouble.empty();
        }
        double effect = outlook.declared().get().on(outcome);
        double value = outcome.baseline() + effect;
        if (outcome.law() != covey.stats.power.Outcome.Law.BINOMIAL || (value >= 0 && value <= 1)) {
            return OptionalDouble.of(effect);
        }
        Estimand power = estimand("power", Scale.PROBABILITY, Map.of(), Estimands.FRACTION);
        if (rows.stream().noneMatch(r -> r.estimand().equals(power))) {
            rows.add(new NotEstimable(
                    power,
                    Reason.NOT_SUPPORTED,
                    "a proportion of " + outcome.baseline() + " cannot move by " + effect,
                    "declare a smaller mde"));
        }
        return OptionalDouble.empty();
    }

    private void curve(int weeks) {
        for (int week = 1; week <= weeks; week++) {
            Map<String, String> at = Map.of("week", Integer.toString(week));
            try {
                if (outlook.comparison(week).testable(outlook.units(week))) {
                    detectable(week, at);
                }
            } catch (DegenerateDataException e) {
                rows.add(Missing.of(e).at(estimand(detectableName(), Scale.DIFFERENCE, at, unit())));
            }
        }
    }

    private void detectable(double weeks, Map<String, String> at) {
        OptionalDouble size = outlook.detectable(weeks);
        int state = Outlook.state(weeks);
        double baseline = Math.abs(outlook.history().outcome(state).baseline());
        boolean relativeMargin = outlook.guarded() && outlook.plan().use().marginScale() == Scale.RELATIVE_DIFFERENCE;
        if (size.isEmpty()) {
            rows.add(new NotEstimable(
                    estimand(detectableName(), Scale.DIFFERENCE, at, unit()),
                    Reason.TOO_FEW_UNITS,
                    "no effect that is possible would be seen with " + Math.round(outlook.units(weeks)) + " "
                            + outlook.arrangement().things().one() + "s",
                    "run longer, or give the arms larger shares"));
            return;
        }
        double difference = relativeMargin ? size.getAsDouble() * baseline : size.getAsDouble();
        number(estimand(detectableName(), Scale.DIFFERENCE, at, unit()), difference, weeks);
        if (baseline > 0) {
            number(
                    estimand(detectableName(), Scale.RELATIVE_DIFFERENCE, at, Estimands.FRACTION),
                    difference / baseline,
                    weeks);
        }
    }

    private String detectableName() {
        return outlook.guarded() ? "detectable_margin" : "mde";
    }

    private void number(String name, Scale scale, double value) {
        number(
                estimand(name, scale, Map.of(), scale == Scale.DIFFERENCE ? unit() : Estimands.FRACTION),
                value,
                planned);
    }

    private void number(Estimand estimand, double value, double weeks) {
        rows.add(new Estimate(
                estimand,
                value,
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                Math.round(outlook.entered(weeks)),
                adjustedBy()));
    }

    private String adjustedBy() {
        return outlook.plan().covariates().isEmpty()
                ? ""
                : outlook.spec().experiment().analysis().adjustment().label() + ": "
                        + String.join(
                                ", ",
                                outlook.plan().covariates().stream()
                                        .map(c -> c.label())
                                        .toList());
    }

    private String unit() {
        return outlook.plan().metric().unit();
    }

    private Estimand estimand(String name, Scale scale, Map<String, String> at, String unit) {
        return new Estimand(
                ANALYSIS, outlook.plan().name(), name, scale, outlook.arm().name(), outlook.reference(), "", at, unit);
    }
}
