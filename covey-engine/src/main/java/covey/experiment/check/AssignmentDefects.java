package covey.experiment.check;

import covey.data.ExperimentData.ExposureCounts;
import covey.data.ExperimentData.Recomputed;
import covey.result.Diagnostic;
import covey.result.Severity;
import java.util.List;
import java.util.stream.Stream;

/**
 * Units with an exposure that contradicts the declared condition of a sound assignment, which are left out; and units that
 * saw another arm than their id gives them, which stay in the arm they saw.
 */
final class AssignmentDefects implements Check {
    private static final String NAME = "assignment_defects";
    private static final String RECOMPUTED = "verify_assignment";

    @Override
    public List<Diagnostic> run(CheckInput input) {
        return Stream.concat(declared(input).stream(), recomputed(input).stream())
                .toList();
    }

    private static List<Diagnostic> recomputed(CheckInput input) {
        Recomputed found = input.data().exposures().recomputed();
        String unit = input.spec().study().unit();
        if (found.units() == 0) {
            return List.of();
        }
        long wrong = found.otherArm() + found.outside();
        if (wrong == 0) {
            return Finding.pass(
                    RECOMPUTED,
                    "all " + Figures.units(found.units(), unit) + " saw the arm that the salt gives their id.");
        }
        double share = (double) wrong / found.units();
        double threshold = input.spec().trust().assignmentDefects();
        return List.of(Finding.of(
                        RECOMPUTED,
                        share > threshold ? Severity.INVALIDATES : Severity.WARNING,
                        Figures.units(wrong, unit) + " of " + Figures.count(found.units()) + " ("
                                + Figures.percent(share) + ") did not see what their id gives them: "
                                + Figures.count(found.otherArm()) + " saw another arm, "
                                + Figures.count(found.outside())
                                + " saw an arm although held out, in another slot or ahead of the ramp; "
                                + Figures.percent(threshold) + " would invalidate. They count in the arm they saw.")
                .causes(List.of(
                        "salt, shares, order of the arms or ramp in the study file are not those that ran",
                        "another platform assigned, by another hash",
                        "arms given by hand, cached, or set by a client that does not evaluate"))
                .advice("run the query for such units; covey assign replay --scheme recomputes another platform's arms;"
                        + " design.verify_assignment: false leaves the check out")
                .value("units", found.units())
                .value("other_arm", found.otherArm())
                .value("outside", found.outside())
                .value("share", share)
                .value("threshold", threshold)
                .diagnostic());
    }

    private static List<Diagnostic> declared(CheckInput input) {
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
