package covey.experiment.check;

import covey.data.ExperimentData.ExposureCounts;
import covey.result.Diagnostic;
import covey.result.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Exposure rows that are doubled, too early, without unit, arm or time, or of an arm that nobody declared. */
final class ExposureRows implements Check {
    /** Share of rows from which a defect of rows is a warning. */
    private static final double NOTABLE = 0.01;

    @Override
    public List<Diagnostic> run(CheckInput input) {
        ExposureCounts exposures = input.data().exposures();
        List<Diagnostic> findings = new ArrayList<>();
        findings.addAll(duplicates(exposures));
        findings.addAll(beforeStart(input, exposures));
        findings.addAll(nullRows(exposures));
        findings.addAll(unknownArms(input, exposures));
        return findings;
    }

    private static List<Diagnostic> duplicates(ExposureCounts exposures) {
        String name = "exposure_duplicates";
        if (exposures.duplicateRows() == 0) {
            return Finding.pass(name, "every unit has one exposure row.");
        }
        double share = share(exposures.duplicateRows(), exposures.rows());
        return List.of(Finding.of(
                        name,
                        Severity.NOTE,
                        Figures.units(exposures.duplicateRows(), "exposure row") + " (" + Figures.percent(share)
                                + ") repeat a unit in its arm; the first counts as entry.")
                .causes(List.of("exposure is logged at every visit", "events delivered twice"))
                .value("rows", exposures.duplicateRows())
                .value("share", share)
                .diagnostic());
    }

    private static List<Diagnostic> beforeStart(CheckInput input, ExposureCounts exposures) {
        String name = "exposures_before_start";
        long rows = exposures.beforeStart();
        if (rows == 0) {
            return Finding.pass(name, "no exposure lies before the start.");
        }
        double share = share(rows, rows + exposures.rows());
        long units = exposures.seenBefore();
        return List.of(Finding.of(
                        name,
                        share >= NOTABLE || units > 0 ? Severity.WARNING : Severity.NOTE,
                        Figures.units(rows, "exposure row") + " (" + Figures.percent(share) + ") lie before "
                                + input.spec()
                                        .study()
                                        .start()
                                        .atZone(input.spec().study().schema().zone())
                                        .toLocalDate()
                                + " and are left out; so "
                                + (units == 1 ? "is " : "are ")
                                + Figures.units(units, input.spec().study().unit())
                                + " of the period that saw an arm before it: the effect had begun.")
                .causes(List.of(
                        "a test run or ramp before the declared start",
                        "a start date or time zone that is not the one that ran",
                        "clocks of devices"))
                .advice("move period.start to the true start, or filter test units out")
                .value("rows", rows)
                .value("units", units)
                .value("share", share)
                .diagnostic());
    }

    private static List<Diagnostic> nullRows(ExposureCounts exposures) {
        String name = "null_exposures";
        long rows = exposures.nullRows();
        if (rows == 0) {
            return Finding.pass(name, "every exposure row has unit, arm and time.");
        }
        // those without a time lie in no period, so they are not among the rows of it
        double share = share(rows, Math.max(rows, exposures.rows()));
        return List.of(Finding.of(
                        name,
                        share >= NOTABLE ? Severity.WARNING : Severity.NOTE,
                        Figures.units(rows, "exposure row") + " (" + Figures.percent(share)
                                + ") have no unit, arm or time and are left out.")
                .causes(List.of("visitors without an identifier", "a schema change in the log"))
                .advice("check whether the arms lose such rows alike")
                .value("rows", rows)
                .value("share", share)
                .diagnostic());
    }

    private static List<Diagnostic> unknownArms(CheckInput input, ExposureCounts exposures) {
        String name = "unknown_arms";
        long rows = exposures.unknownArm().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        if (rows == 0) {
            return Finding.pass(name, "every exposure row carries a declared arm.");
        }
        double share = share(rows, exposures.rows());
        List<String> values = new TreeMap<>(exposures.unknownArm())
                .entrySet().stream()
                        .map(e -> "'" + e.getKey() + "' (" + Figures.units(e.getValue(), "row") + ")")
                        .toList();
        Finding finding = Finding.of(
                        name,
                        share >= NOTABLE ? Severity.WARNING : Severity.NOTE,
                        "column " + input.spec().treatment().armColumn() + " holds values that are no declared arm: "
                                + String.join(", ", values) + "; such rows (" + Figures.percent(share)
                                + ") are left out, and units with both count as seen in several arms.")
                .causes(List.of(
                        "an arm that the study file does not declare",
                        "an arm's value that differs from its name",
                        "rows of another experiment within the filter"))
                .advice("declare the arm with its value, or narrow the filter")
                .value("rows", rows);
        for (var value : exposures.unknownArm().entrySet()) {
            finding = finding.value("rows_" + value.getKey(), value.getValue());
        }
        return List.of(finding.diagnostic());
    }

    private static double share(long part, long whole) {
        return (double) part / Math.max(1, whole);
    }
}
