package covey.experiment.check;

import covey.data.ExperimentData.MetricCells;
import covey.experiment.compare.ArmMoments;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.method.Study;
import covey.result.Diagnostic;
import covey.result.Severity;
import covey.stats.DegenerateDataException;
import covey.stats.compare.Contrast;
import covey.stats.compare.MeanDifference;
import covey.stats.moment.Moments;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the treatment moved the denominator of a ratio (Welch, p below .01). Then a ratio that rose does not mean
 * that anything got better: its parts must be read.
 */
final class DenominatorMoved implements Check {
    private static final String NAME = "denominator_moved";
    private static final double THRESHOLD = 0.01;

    @Override
    public List<Diagnostic> run(CheckInput input) {
        List<Diagnostic> findings = new ArrayList<>();
        boolean ratios = false;
        for (MetricPlan plan : input.spec().metrics()) {
            var cells = input.data().metric(plan.name());
            if (plan.ratio() && cells.isPresent()) {
                ratios = true;
                findings.addAll(findings(input.spec(), plan, cells.get()));
            }
        }
        return findings.isEmpty() && ratios ? Finding.pass(NAME, "no ratio's denominator moved (p < .01).") : findings;
    }

    private static List<Diagnostic> findings(ExperimentSpec spec, MetricPlan plan, MetricCells cells) {
        ArmMoments blocks = ArmMoments.merge(
                cells.columns().size(), cells.cells(), c -> c.slice().isEmpty() && !c.excluded());
        List<Diagnostic> findings = new ArrayList<>();
        for (Study.Arm arm : spec.treatments()) {
            Moments control = blocks.of(spec.control().name());
            Moments treatment = blocks.of(arm.name());
            if (constant(control) && constant(treatment)) {
                if (control.mean(1) != treatment.mean(1)) {
                    findings.add(finding(plan, arm.name(), control.mean(1), treatment.mean(1), 0));
                }
                continue;
            }
            try {
                Contrast moved = MeanDifference.contrast(control, treatment, 1);
                if (moved.pValue() < THRESHOLD) {
                    double baseline = moved.baseline();
                    findings.add(finding(plan, arm.name(), baseline, baseline + moved.difference(), moved.pValue()));
                }
            } catch (DegenerateDataException e) {
                // An arm without units has not moved it; the ratio's own rows say what is wrong.
            }
        }
        return findings;
    }

    private static boolean constant(Moments block) {
        return block.n() > 0 && block.crossM2(1, 1) == 0;
    }

    private static Diagnostic finding(MetricPlan plan, String arm, double control, double treatment, double p) {
        return Finding.of(
                        NAME,
                        Severity.WARNING,
                        plan.name() + ": arm " + arm + " moved the denominator per unit by "
                                + Figures.number(treatment - control) + " from " + Figures.number(control)
                                + " (p = " + Figures.pValue(p)
                                + "), so a change of the ratio does not say whether its numerator got better.")
                .metric(plan.name())
                .advice("read numerator and denominator per unit beside the ratio")
                .value("arm", arm)
                .value("difference", treatment - control)
                .value("control", control)
                .value("p_value", p)
                .diagnostic();
    }
}
