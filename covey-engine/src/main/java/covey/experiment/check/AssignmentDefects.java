package covey.experiment.check;

import covey.data.ExperimentData.ExposureCounts;
import covey.result.Diagnostic;
import covey.result.Severity;
import java.util.List;

/** Units with an exposure that contradicts the declared condition of a sound assignment. They are left out. */
final class AssignmentDefects implements Check {
    private static final String NAME = "assignment_defects";

    @Override
    public List<Diagnostic> run(CheckInput input) {
        ExposureCounts exposures = input.data().exposures();
        if (exposures.defective() == 0) {
            return input.spec().treatment().valid().isEmpty()
                    ? List.of()
                    : Finding.pass(NAME, "every exposure fulfils the declared condition of a sound assignment.");
        }
        double share = (double) exposures.defective() / Math.max(1, input.unitsSeen());
        double threshold = input.spec().trust().assignmentDefects();
        return List.of(Finding.of(
                        NAME,
                        share > threshold ? Severity.INVALIDATES : Severity.WARNING,
                        Figures.units(
                                        exposures.defective(),
                                        input.spec().study().unit()) + " ("
                                + Figures.percent(share) + ") have an exposure that contradicts their assignment ("
                                + Figures.count(exposures.defectiveRows()) + " rows fail: "
                                + input.spec().treatment().valid() + ") and are left out; " + Figures.percent(threshold)
                                + " would invalidate.")
                .causes(List.of(
                        "the arm served was not the arm assigned: caching, a shared link or a manual override",
                        "the arm or the exposure was logged by two systems that disagree",
                        "rows of another experiment within the filter"))
                .advice("look at such rows: which arm, page and time")
                .value("units", exposures.defective())
                .value("rows", exposures.defectiveRows())
                .value("share", share)
                .value("threshold", threshold)
                .diagnostic());
    }
}
