package covey.experiment.plan;

import covey.experiment.compare.effect.Estimands;
import covey.experiment.compare.effect.Numbers;
import covey.experiment.plan.Extension.Asked;
import covey.experiment.spec.MonitoringRules.Maximum;
import covey.method.Study;
import covey.result.Diagnostic;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.Outcome;
import covey.result.Scale;
import covey.result.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** The rows of a re-estimation, and what was decided. */
final class ExtensionRows {
    private final Extension extension;
    private final Nuisance slowest;
    private final int extra;
    private final List<Outcome> rows = new ArrayList<>();

    ExtensionRows(Extension extension) {
        this.extension = extension;
        this.slowest = extension.slowest().getValue();
        this.extra = extension.extra();
        double end = extension.planned() + extra;
        number(whole("units", Map.of(), "units"), Math.floor(newUnits()));
        number(
                whole("units", Map.of("week", Integer.toString(extension.weeks())), "units"),
                slowest.units(extension.weeks()));
        number(whole("arrival_ratio", Map.of(), "of the history's"), slowest.arrivals());
        number(whole("duration", Map.of(), "weeks"), end);
        extension.known().forEach(this::comparison);
        extension
                .missing()
                .forEach((asked, why) -> rows.add(
                        why.at(estimand(asked, "information_fraction", Scale.PROBABILITY, Estimands.FRACTION))));
    }

    private void comparison(Asked asked, Nuisance seen) {
        double end = extension.planned() + extra;
        number(
                estimand(
                        asked,
                        "standard_deviation",
                        Scale.LEVEL,
                        asked.plan().metric().unit()),
                Math.sqrt(seen.now().variance()));
        number(estimand(asked, "variance_ratio", Scale.LEVEL, "of the history's"), seen.variance());
        number(
                estimand(asked, "information_fraction", Scale.PROBABILITY, Estimands.FRACTION),
                extension.fraction(seen));
        number(
                estimand(asked, "information_at_planned_end", Scale.PROBABILITY, Estimands.FRACTION),
                extension.fraction(seen, extension.planned()));
        number(
                estimand(asked, "information_at_new_end", Scale.PROBABILITY, Estimands.FRACTION),
                extension.fraction(seen, end));
        number(
                estimand(asked, "required_units", Scale.COUNT, "units"),
                Math.ceil(seen.unitsFor(seen.target(extension.planned()), end)));
        if (seen.outlook().declared().isPresent()) {
            number(
                    estimand(asked, "power", Scale.PROBABILITY, Estimands.FRACTION),
                    seen.power(end, extension.planned()));
        }
    }

    List<Outcome> outcomes() {
        return List.copyOf(rows);
    }

    /** Units of all arms by the new end. */
    double newUnits() {
        return slowest.units(extension.planned() + extra);
    }

    /** The decision first. */
    List<Diagnostic> diagnostics() {
        boolean enough =
                extension.known().values().stream().allMatch(n -> extension.reached(n, extension.planned() + extra));
        Study study = extension.running().experiment().study();
        String end = day(extension.end(extra));
        boolean stands = extension.end(extra).equals(study.end());
        Map<String, String> values = new TreeMap<>();
        values.put("method", "blinded");
        values.put("as_of", study.context().asOf().toString());
        values.put("information_fraction", String.valueOf(extension.fraction(slowest)));
        values.put("planned_end", extension.plannedEnd().toString());
        values.put("new_end", extension.end(extra).toString());
        values.put("planned_units", String.valueOf(Math.round(slowest.units(extension.planned()))));
        values.put("new_units", String.valueOf(Math.round(newUnits())));
        return List.of(new Diagnostic(
                ReEstimation.ANALYSIS,
                enough ? (stands ? Severity.PASS : Severity.NOTE) : Severity.WARNING,
                "",
                seen() + decided(enough, end),
                List.of(),
                stands ? "" : advice(study, end, enough),
                values,
                ""));
    }

    private String seen() {
        Asked asked = extension.slowest().getKey();
        return "after " + extension.weeks() + (extension.weeks() == 1 ? " week" : " weeks")
                + ", arms not told apart, the variance of " + asked.plan().name() + " is "
                + Numbers.shown(slowest.variance()) + " of the planned and units arrive at "
                + Numbers.shown(slowest.arrivals()) + " of the planned pace: by the planned end, "
                + day(extension.plannedEnd()) + ", there will be "
                + Numbers.shown(100 * extension.fraction(slowest, extension.planned()))
                + " % of the information that the plan is for";
    }

    private String decided(boolean enough, String end) {
        if (extra == 0) {
            return enough ? ". The planned end stands." : ", and the rules allow no extension.";
        }
        double reached = 100 * extension.fraction(slowest, extension.planned() + extra);
        return enough
                ? "; by " + end + " it will be reached, with " + count(newUnits()) + " units."
                : "; the longest extension allowed, to " + end + ", brings " + Numbers.shown(reached) + " %.";
    }

    private String advice(Study study, String end, boolean enough) {
        boolean counted =
                extension.running().experiment().monitoring().maximum().kind() == Maximum.Kind.UNITS;
        String said = "write period.end: " + end
                + (counted ? " and monitoring.maximum.units: " + Math.round(newUnits()) : "") + " in "
                + study.location().file() + "; the error of the test stays as it is, since no effect was looked at";
        return enough
                ? said
                : said
                        + "; for the rest accept a larger effect, or raise design.re_estimate.most before the next study";
    }

    private String day(Instant instant) {
        return instant.atZone(extension.running().experiment().study().schema().zone())
                .toLocalDate()
                .toString();
    }

    private static String count(double value) {
        return String.format(Locale.ROOT, "%,d", Math.round(value));
    }

    private void number(Estimand estimand, double value) {
        rows.add(new Estimate(
                estimand,
                value,
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                Math.round(slowest.units(extension.weeks())),
                ""));
    }

    private static Estimand whole(String name, Map<String, String> at, String unit) {
        Scale scale = unit.equals("units") ? Scale.COUNT : Scale.LEVEL;
        return new Estimand(ReEstimation.ANALYSIS, "", name, scale, "", "", "", at, unit);
    }

    private Estimand estimand(Asked asked, String name, Scale scale, String unit) {
        return new Estimand(
                ReEstimation.ANALYSIS,
                asked.plan().name(),
                name,
                scale,
                asked.arm().name(),
                extension.running().experiment().control().name(),
                "",
                Map.of(),
                unit);
    }
}
