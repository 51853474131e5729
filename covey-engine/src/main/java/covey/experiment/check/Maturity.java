package covey.experiment.check;

import covey.data.ExperimentData.Losses;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.result.Diagnostic;
import covey.result.Severity;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Units that have not had the time a window asks for; they are left out of that metric, in all arms alike. */
final class Maturity implements Check {
    private static final String NAME = "maturity";

    @Override
    public List<Diagnostic> run(CheckInput input) {
        List<Diagnostic> findings = new ArrayList<>();
        for (MetricPlan plan : input.spec().metrics()) {
            Optional<Losses> losses = JoinLoss.losses(input.data(), plan.name());
            losses.filter(l -> l.immature() > 0).ifPresent(l -> findings.add(finding(input, plan, l.immature())));
        }
        return findings.isEmpty() ? Finding.pass(NAME, "every unit has had the time its windows ask for.") : findings;
    }

    private static Diagnostic finding(CheckInput input, MetricPlan plan, long immature) {
        ExperimentSpec spec = input.spec();
        long analysed =
                ArmCounts.analysed(spec, input.data().exposures().cells()).total();
        double share = (double) immature / Math.max(immature, analysed);
        LocalDate day = spec.study()
                .end()
                .plus(plan.metric().window().to().orElse(Duration.ZERO))
                .atZone(spec.study().schema().zone())
                .toLocalDate();
        return Finding.of(
                        NAME,
                        share >= 0.5 ? Severity.WARNING : Severity.NOTE,
                        plan.name() + ": "
                                + Figures.units(immature, spec.study().unit()) + " (" + Figures.percent(share)
                                + ") have not had the time its window asks for and are left out; the last outcome"
                                + " matures " + day + ".")
                .metric(plan.name())
                .advice("run again from " + day + " on")
                .value("immature", immature)
                .value("matures", day)
                .diagnostic();
    }
}
