package covey.experiment.check;

import covey.data.ExperimentData.ExposureCounts;
import covey.result.Diagnostic;
import covey.result.Severity;
import java.util.List;
import java.util.TreeMap;

/** Units seen in several arms. They are left out of every number; above the stated share the result is invalid. */
final class MultipleArms implements Check {
    private static final String NAME = "multiple_arms";

    @Override
    public List<Diagnostic> run(CheckInput input) {
        ExposureCounts exposures = input.data().exposures();
        long units = exposures.multipleArms();
        if (units == 0) {
            return Finding.pass(NAME, "no unit was seen in several arms.");
        }
        double share = (double) units / Math.max(1, input.unitsSeen());
        boolean refused = input.spec().treatment().duplicates().equals("error");
        boolean invalid = refused || share > input.spec().trust().multipleArms();
        String limit = refused
                ? "none is allowed (treatment.exposures.duplicates: error)"
                : Figures.percent(input.spec().trust().multipleArms()) + " would invalidate";
        Finding finding = Finding.of(
                        NAME,
                        invalid ? Severity.INVALIDATES : Severity.WARNING,
                        Figures.units(units, input.spec().study().unit()) + " (" + Figures.percent(share) + " of "
                                + Figures.count(input.unitsSeen()) + ") were seen in several arms and are left out; "
                                + limit + ".")
                .causes(List.of(
                        "assignment that is not sticky: the unit was assigned anew after logging in, a new device or"
                                + " a changed salt",
                        "identifiers shared by several people, or bots",
                        "a change of the arms while the experiment ran"))
                .advice("look at such units: when and where the arm changed")
                .value("units", units)
                .value("share", share)
                .value("threshold", input.spec().trust().multipleArms());
        for (var arm : new TreeMap<>(exposures.multipleArmsByArm()).entrySet()) {
            finding = finding.value("first_seen_in_" + arm.getKey(), arm.getValue());
        }
        return List.of(finding.diagnostic());
    }
}
