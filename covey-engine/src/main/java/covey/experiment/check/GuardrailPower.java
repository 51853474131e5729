package covey.experiment.check;

import covey.experiment.spec.MetricPlan;
import covey.result.Diagnostic;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.Outcome;
import covey.result.Scale;
import covey.result.Severity;
import covey.result.Test;
import covey.stats.distribution.Normal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether harm of the size of a guardrail's margin could have been ruled out: the power of the non-inferiority test at
 * no true effect. Below .8 a guardrail that does not pass says little.
 */
final class GuardrailPower implements Check {
    private static final String NAME = "guardrail_power";
    private static final double ENOUGH = 0.8;

    @Override
    public List<Diagnostic> run(CheckInput input) {
        List<Diagnostic> findings = new ArrayList<>();
        int rows = 0;
        for (Outcome outcome : input.compared().outcomes()) {
            if (outcome instanceof Estimate estimate
                    && estimate.estimand().name().equals("non_inferiority")) {
                rows++;
                finding(input, estimate).ifPresent(findings::add);
            }
        }
        return findings.isEmpty() && rows > 0
                ? Finding.pass(NAME, "harm of the size of each margin could have been seen (power at least .8).")
                : findings;
    }

    private static Optional<Diagnostic> finding(CheckInput input, Estimate estimate) {
        Estimand estimand = estimate.estimand();
        Optional<MetricPlan> plan = input.spec().metrics().stream()
                .filter(m -> m.name().equals(estimand.metric()))
                .findFirst();
        Optional<Test> test = estimate.test();
        if (plan.isEmpty() || test.isEmpty()) {
            return Optional.empty();
        }
        double margin = plan.get().use().margin().orElse(0);
        double signed =
                plan.get().goal() == covey.result.MetricInfo.Goal.DECREASE ? -estimate.value() : estimate.value();
        if (test.get().statistic() == 0) {
            return Optional.empty();
        }
        // The test divides the distance to the margin by its standard error, so the quotient gives that error back.
        double standardError = Math.abs((signed + margin) / test.get().statistic());
        double level = input.spec().level();
        double power = Normal.cdf(margin / standardError - Normal.quantile((1 + level) / 2));
        return power >= ENOUGH ? Optional.empty() : Optional.of(finding(plan.get(), estimand, margin, power));
    }

    private static Diagnostic finding(MetricPlan plan, Estimand estimand, double margin, double power) {
        String size = estimand.scale() == Scale.RELATIVE_DIFFERENCE
                ? Figures.percent(margin) + " of control"
                : Figures.number(margin);
        return Finding.of(
                        NAME,
                        Severity.NOTE,
                        plan.name() + ": with these units, harm of " + size + " in arm " + estimand.arm()
                                + " would have been ruled out with probability " + Figures.number(power)
                                + " if there was none.")
                .metric(plan.name())
                .advice("run longer, widen the margin, or read a guardrail that does not pass as unknown")
                .value("arm", estimand.arm())
                .value("margin", margin)
                .value("power", power)
                .diagnostic();
    }
}
