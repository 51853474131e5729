package covey.experiment.adapt;

import covey.experiment.compare.effect.Estimands;
import covey.experiment.compare.effect.Numbers;
import covey.experiment.plan.ReEstimation;
import covey.method.Study;
import covey.result.Diagnostic;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.Outcome;
import covey.result.Scale;
import covey.result.Severity;
import covey.stats.sequential.PromisingZone.Decision;
import covey.stats.sequential.PromisingZone.Zone;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** The rows of an unblinded re-estimation, what was decided, and the first stage that later runs weigh. */
final class StretchRows {
    private final Stretch stretch;
    private final int extra;

    StretchRows(Stretch stretch) {
        this.stretch = stretch;
        this.extra = stretch.extra();
    }

    List<Outcome> outcomes() {
        List<Outcome> rows = new ArrayList<>();
        rows.add(whole("units", stretch.newUnits(extra), "units"));
        for (Interim interim : stretch.primary()) {
            Decision decision = stretch.decision(interim);
            rows.add(number(interim, "interim_z", Scale.LEVEL, interim.statistic()));
            rows.add(number(interim, "stage_weight", Scale.PROBABILITY, interim.weight()));
            rows.add(number(interim, "conditional_power", Scale.PROBABILITY, decision.conditionalPower()));
            rows.add(number(interim, "predictive_power", Scale.PROBABILITY, interim.predictive()));
            rows.add(number(
                    interim,
                    "conditional_power_at_new_end",
                    Scale.PROBABILITY,
                    interim.power(stretch.information(interim, extra))));
            rows.add(number(
                    interim, "information_wanted", Scale.LEVEL, decision.totalInformation() / interim.planned()));
        }
        return rows;
    }

    /** The decision first. */
    List<Diagnostic> diagnostics() {
        List<Diagnostic> found = new ArrayList<>();
        found.add(decision());
        stretch.all().forEach(i -> found.add(stage(i)));
        return found;
    }

    private Diagnostic decision() {
        Study study = stretch.spec().experiment().study();
        Interim leading = stretch.leading();
        Decision decision = stretch.decision(leading);
        Map<String, String> values = new TreeMap<>();
        values.put("method", "conditional");
        values.put("as_of", stretch.at().toString());
        values.put("information_fraction", String.valueOf(leading.weight()));
        values.put("planned_end", stretch.plannedEnd().toString());
        values.put("new_end", stretch.end(extra).toString());
        values.put("planned_units", String.valueOf(Math.round(stretch.plannedUnits())));
        values.put("new_units", String.valueOf(Math.round(stretch.newUnits(extra))));
        values.put("zone", zone(decision));
        values.put("conditional_power", String.valueOf(decision.conditionalPower()));
        values.put("passed", String.valueOf(stretch.passed()));
        values.put(
                "stretch", String.valueOf(stretch.counted() ? stretch.newUnits(extra) / stretch.plannedUnits() : 1.0));
        return new Diagnostic(
                ReEstimation.ANALYSIS,
                extra > 0 ? Severity.NOTE : Severity.PASS,
                "",
                seen(leading, decision) + decided(leading, decision),
                List.of(),
                extra > 0 ? advice(study) : "",
                values,
                "");
    }

    private static String zone(Decision decision) {
        return decision.zone().name().toLowerCase(Locale.ROOT);
    }

    private String seen(Interim leading, Decision decision) {
        boolean others = stretch.primary().size() > 1;
        return "at the interim look of " + stretch.day(stretch.at()) + ", planned as "
                + Numbers.shown(100 * leading.weight()) + " % of the information, "
                + leading.plan().name() + " in arm "
                + leading.arm() + (others ? ", which decides," : "") + " has z " + Numbers.shown(leading.statistic())
                + ": if the effect is what was seen, the last test (bound " + Numbers.shown(leading.critical())
                + ") rejects with probability " + Numbers.shown(decision.conditionalPower()) + " by "
                + stretch.day(stretch.plannedEnd()) + ", " + Numbers.shown(leading.predictive())
                + " when it is allowed for how little is known of it; that is " + zone(decision);
    }

    private String decided(Interim leading, Decision decision) {
        if (decision.zone() != Zone.PROMISING) {
            return ", so the planned end stands. Later runs weigh the two stages as planned all the same.";
        }
        if (extra == 0) {
            return stretch.mostExtra() == 0
                    ? ", and the rules allow no whole week more."
                    : ", and the planned end brings it. The planned end stands.";
        }
        return ". By " + stretch.day(stretch.end(extra)) + ", with "
                + String.format(Locale.ROOT, "%,d", Math.round(stretch.newUnits(extra))) + " units, it is "
                + Numbers.shown(leading.power(stretch.information(leading, extra)))
                + (extra == stretch.mostExtra() ? ", the longest that the rules allow." : ".");
    }

    private String advice(Study study) {
        return "write period.end: " + stretch.day(stretch.end(extra))
                + (stretch.counted() ? " and monitoring.maximum.units: " + Math.round(stretch.newUnits(extra)) : "")
                + " in " + study.location().file()
                + "; later runs weigh the two stages as planned, which keeps the error of the test";
    }

    private Diagnostic stage(Interim interim) {
        Map<String, String> values = new TreeMap<>();
        values.put("arm", interim.arm());
        values.put("estimate", String.valueOf(interim.effect().contrast().difference()));
        values.put("std_error", String.valueOf(interim.effect().contrast().standardError()));
        values.put("units", String.valueOf((double) interim.effect().n()));
        values.put("weight", String.valueOf(interim.weight()));
        values.put("target", String.valueOf(stretch.information(interim, extra)));
        return new Diagnostic(
                ConditionalReEstimation.STAGE,
                Severity.PASS,
                interim.plan().name(),
                "first stage in arm " + interim.arm() + ": effect "
                        + Numbers.shown(interim.effect().contrast().difference()) + ", standard error "
                        + Numbers.shown(interim.effect().contrast().standardError()) + ", weight "
                        + Numbers.shown(Math.sqrt(interim.weight())) + " of its deviate in the last test.",
                List.of(),
                "",
                values,
                "");
    }

    private Estimate whole(String name, double value, String unit) {
        return row(new Estimand(ReEstimation.ANALYSIS, "", name, Scale.COUNT, "", "", "", Map.of(), unit), value, 0);
    }

    private Estimate number(Interim interim, String name, Scale scale, double value) {
        Estimand estimand = new Estimand(
                ReEstimation.ANALYSIS,
                interim.plan().name(),
                name,
                scale,
                interim.arm(),
                stretch.spec().experiment().control().name(),
                "",
                Map.of(),
                scale == Scale.PROBABILITY ? Estimands.FRACTION : "");
        return row(estimand, value, interim.effect().n());
    }

    private static Estimate row(Estimand estimand, double value, long n) {
        return new Estimate(estimand, value, OptionalDouble.empty(), Optional.empty(), Optional.empty(), n, "");
    }
}
