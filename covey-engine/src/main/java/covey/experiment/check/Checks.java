package covey.experiment.check;

import covey.result.Diagnostic;
import covey.result.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The list of trust checks. */
public final class Checks {
    /** Checks in the order in which their findings are shown within a severity. */
    static final List<Check> ALL = List.of(
            new SampleRatio(),
            new SampleRatioDaily(),
            new SampleRatioSlices(),
            new MultipleArms(),
            new AssignmentDefects(),
            new ExposureRows(),
            new JoinLoss(),
            new DataFreshness(),
            new Maturity(),
            new MissingValues(),
            new AppliedCaps(),
            new PrePeriodBalance(),
            new DroppedCovariates(),
            new DenominatorMoved(),
            new NoveltyEffect(),
            new GuardrailPower(),
            new TrainingData(),
            new Interference());

    private Checks() {}

    /** All findings: those that invalidate first, then warnings, notes, passes. */
    public static List<Diagnostic> run(CheckInput input) {
        List<Diagnostic> findings = new ArrayList<>();
        for (Check check : ALL) {
            findings.addAll(check.run(input));
        }
        findings.sort(Comparator.comparing(Diagnostic::severity, Comparator.<Severity>reverseOrder()));
        return List.copyOf(findings);
    }
}
