package covey.experiment.check;

import covey.data.ExperimentData.ExposureCounts;
import covey.experiment.spec.ExperimentSpec;
import covey.result.Diagnostic;
import covey.result.Severity;
import covey.stats.test.ChiSquareGoodnessOfFit;
import java.util.List;

/**
 * Whether the arms have the sizes that were planned: Pearson's chi-square over the analysed units, after quarantine and
 * exclusions. Below the threshold it invalidates, below the amber limit it warns.
 */
final class SampleRatio implements Check {
    private static final String NAME = "sample_ratio";

    @Override
    public List<Diagnostic> run(CheckInput input) {
        ExperimentSpec spec = input.spec();
        ExposureCounts exposures = input.data().exposures();
        ArmCounts counts = ArmCounts.analysed(spec, exposures.cells());
        if (counts.total() == 0) {
            return List.of(Finding.of(NAME, Severity.INVALIDATES, "no unit is analysed: " + counts.text())
                    .causes(List.of(
                            "the filter of the exposures matches no row",
                            "no row carries a declared arm value",
                            "the period holds no exposure"))
                    .advice("check treatment.exposures, the arms' values and the period")
                    .value("units", 0)
                    .diagnostic());
        }
        ChiSquareGoodnessOfFit.Result test = counts.test();
        ArmCounts before = counts.plus(ArmCounts.of(spec, exposures.quarantinedByArm()));
        Severity severity = severity(spec, test.pValue());
        Finding finding = Finding.of(NAME, severity, message(counts, before, test, severity))
                .value("p_value", test.pValue())
                .value("chi_square", test.statistic())
                .value("df", test.df())
                .value("counts", counts.text())
                .value("planned", counts.planned())
                .value("counts_before_quarantine", before.text())
                .value("p_value_before_quarantine", before.pValue());
        if (severity == Severity.PASS) {
            return List.of(finding.diagnostic());
        }
        MismatchPattern pattern = new MismatchPattern(spec, exposures);
        Finding explained =
                pattern.began().map(day -> finding.value("began", day)).orElse(finding);
        return List.of(explained
                .causes(pattern.causes())
                .advice(
                        severity == Severity.INVALIDATES
                                ? "find the cause before reading any effect; the units that are missing are not a"
                                        + " random part"
                                : "look at the assignment and the logging before you rely on small effects")
                .diagnostic());
    }

    private static Severity severity(ExperimentSpec spec, double p) {
        if (p < spec.trust().sampleRatio()) {
            return Severity.INVALIDATES;
        }
        return p < spec.trust().sampleRatioAmber() ? Severity.WARNING : Severity.PASS;
    }

    private static String message(
            ArmCounts counts, ArmCounts before, ChiSquareGoodnessOfFit.Result test, Severity severity) {
        String found = severity == Severity.PASS ? "as planned" : "not as planned";
        String quarantine = before.total() == counts.total()
                ? ""
                : "; before quarantine " + before.text() + ", p = " + Figures.pValue(before.pValue());
        String impossible = test.impossibleArms().isEmpty()
                ? ""
                : "; units in " + String.join(", ", counts.impossible()) + ", whose planned share is 0";
        return "arm sizes are " + found + ": " + counts.text() + " against " + counts.planned() + ", p = "
                + Figures.pValue(test.pValue()) + quarantine + impossible + ".";
    }
}
