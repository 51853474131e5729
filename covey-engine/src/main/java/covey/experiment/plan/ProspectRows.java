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
import covey.stats.power.Prospect;
import covey.stats.power.SequentialProspect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Rows of a plan whose precision is a {@link Prospect}: the same names as of any other plan. */
public final class ProspectRows {
    private final Question question;
    private final double wanted;
    private final Amount planned;
    private final List<Outcome> rows = new ArrayList<>();

    /**
     * How much of an experiment there is.
     *
     * @param units units that the prospect rests on
     * @param weeks length in weeks, where more weeks are more of the same; empty where only units are
     */
    public record Amount(double units, OptionalDouble weeks) {}

    /**
     * @param question what is asked
     * @param wanted power that is asked for
     * @param planned how much there is
     */
    public ProspectRows(Question question, double wanted, Amount planned) {
        this.question = question;
        this.wanted = wanted;
        this.planned = planned;
    }

    /** Rows so far. */
    public List<Outcome> rows() {
        return List.copyOf(rows);
    }

    /** Level, standard error, detectable effect, power and what the effect asked for would take. */
    public void add(Prospect prospect) {
        try {
            number(question.plan().levelName(), Scale.LEVEL, prospect.baseline());
            errors(prospect);
            if (prospect instanceof SequentialProspect looked) {
                number(
                        "inflation",
                        Scale.PROBABILITY,
                        Math.max(0, looked.bounds().inflation(wanted) - 1));
            }
            atTheEnd(prospect);
        } catch (DegenerateDataException e) {
            missing(Missing.of(e), Map.of());
        }
    }

    private void errors(Prospect prospect) {
        number("std_error", Scale.DIFFERENCE, prospect.standardError());
        if (prospect.baseline() != 0) {
            number("std_error", Scale.RELATIVE_DIFFERENCE, prospect.standardError() / Math.abs(prospect.baseline()));
        }
    }

    private void atTheEnd(Prospect prospect) {
        detectable(prospect, Map.of());
        question.effect(prospect.baseline()).ifPresent(size -> {
            number("power", Scale.PROBABILITY, prospect.power(question.claim(), size));
            if (!question.guarded()) {
                number("asked_effect", Scale.DIFFERENCE, size);
                if (prospect.baseline() != 0) {
                    number("asked_effect", Scale.RELATIVE_DIFFERENCE, size / Math.abs(prospect.baseline()));
                }
            }
            required(prospect, size);
        });
    }

    /** The detectable effect, or harm, in another part or form of the experiment. */
    public void detectable(Prospect prospect, Map<String, String> at) {
        try {
            detectableAt(prospect, at);
        } catch (DegenerateDataException e) {
            missing(Missing.of(e), at);
        }
    }

    private void detectableAt(Prospect prospect, Map<String, String> at) {
        double baseline = Math.abs(prospect.baseline());
        OptionalDouble size = question.guarded()
                ? prospect.detectableMargin(question.claim(), wanted)
                : prospect.detectable(question.claim(), wanted);
        if (size.isEmpty()) {
            missing(
                    new Missing(
                            Reason.TOO_FEW_UNITS,
                            "no effect would be seen with power " + wanted,
                            "run longer, or with more units"),
                    at);
            return;
        }
        boolean relativeMargin = question.guarded() && question.plan().use().marginScale() == Scale.RELATIVE_DIFFERENCE;
        double difference = relativeMargin ? size.getAsDouble() * baseline : size.getAsDouble();
        number(estimand(detectableName(), Scale.DIFFERENCE, at, unit()), difference);
        if (baseline > 0) {
            number(
                    estimand(detectableName(), Scale.RELATIVE_DIFFERENCE, at, Estimands.FRACTION),
                    difference / baseline);
        }
    }

    /** Why there is no number. */
    public void missing(Missing why, Map<String, String> at) {
        rows.add(why.at(estimand(detectableName(), Scale.DIFFERENCE, at, unit())));
    }

    private void required(Prospect prospect, double effect) {
        Estimand units = estimand("required_units", Scale.COUNT, Map.of(), "units");
        OptionalDouble more = effect == 0 && !question.guarded()
                ? OptionalDouble.empty()
                : prospect.required(question.claim(), effect, wanted);
        if (more.isEmpty()) {
            rows.add(new NotEstimable(
                    units,
                    Reason.NOT_SUPPORTED,
                    "no number of units shows an effect of " + effect,
                    "declare a larger mde or margin"));
            return;
        }
        number(units, Math.ceil(more.getAsDouble() * planned.units()));
        planned.weeks()
                .ifPresent(weeks -> number(
                        estimand("duration", Scale.LEVEL, Map.of(), "weeks"),
                        Math.ceil(more.getAsDouble() * weeks - 1e-9)));
    }

    /** A number of the question at the planned end. */
    public void number(String name, Scale scale, double value) {
        String unit = switch (scale) {
            case LEVEL, DIFFERENCE -> unit();
            default -> Estimands.FRACTION;
        };
        number(estimand(name, scale, Map.of(), unit), value);
    }

    /** A number of the question. */
    public void number(Estimand estimand, double value) {
        rows.add(new Estimate(
                estimand,
                value,
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                Math.round(planned.units()),
                ""));
    }

    private String detectableName() {
        return question.guarded() ? "detectable_margin" : "mde";
    }

    private String unit() {
        return question.plan().metric().unit();
    }

    /** What a row of the question is about. */
    public Estimand estimand(String name, Scale scale, Map<String, String> at, String unit) {
        return new Estimand(
                PlanRows.ANALYSIS,
                question.plan().name(),
                name,
                scale,
                question.arm().name(),
                question.experiment().control().name(),
                "",
                at,
                unit);
    }

    /** A count of the whole experiment. */
    public static Outcome number(String name, double value) {
        Estimand estimand = new Estimand(PlanRows.ANALYSIS, "", name, Scale.COUNT, "", "", "", Map.of(), name);
        return new Estimate(
                estimand, value, OptionalDouble.empty(), Optional.empty(), Optional.empty(), Math.round(value), "");
    }

    /** Units in the whole experiment. */
    public static Outcome units(String unit, Map<String, String> at, double value) {
        Estimand estimand = new Estimand(PlanRows.ANALYSIS, "", "units", Scale.COUNT, "", "", "", at, unit);
        return new Estimate(
                estimand,
                Math.floor(value),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                Math.round(value),
                "");
    }
}
