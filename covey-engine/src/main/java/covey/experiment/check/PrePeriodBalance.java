package covey.experiment.check;

import covey.data.ExperimentData.MetricCells;
import covey.experiment.compare.ArmMoments;
import covey.experiment.compare.CovariateColumns;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.method.Study;
import covey.result.Diagnostic;
import covey.result.Severity;
import covey.stats.DegenerateDataException;
import covey.stats.compare.Contrast;
import covey.stats.compare.MeanDifference;
import covey.stats.moment.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the arms were alike before entry: Welch's test on every covariate column and arm. An imbalance warns; the
 * adjustment then corrects for it, and a cause is still worth looking for.
 */
final class PrePeriodBalance implements Check {
    private static final String NAME = "pre_period_balance";

    /** A covariate in an arm and how far it is from control. */
    private record Gap(String covariate, String arm, Contrast contrast) {}

    @Override
    public List<Diagnostic> run(CheckInput input) {
        Map<String, Gap> gaps = new LinkedHashMap<>();
        for (MetricPlan plan : input.spec().metrics()) {
            input.data()
                    .metric(plan.name())
                    .ifPresent(cells -> gaps(input.spec(), plan, cells)
                            .forEach(g -> gaps.putIfAbsent(plan.name() + "/" + g.covariate() + "/" + g.arm(), g)));
        }
        if (gaps.isEmpty()) {
            return List.of(Finding.of(
                            NAME,
                            Severity.NOTE,
                            "no covariate before entry varies, so whether the arms were alike before was not checked.")
                    .advice("declare a covariate: a metric with a lookback, or a numeric dimension")
                    .diagnostic());
        }
        double threshold = input.spec().trust().prePeriodBalance();
        List<Diagnostic> findings = gaps.values().stream()
                .filter(g -> g.contrast().pValue() < threshold)
                .map(g -> finding(g, threshold))
                .distinct()
                .toList();
        if (!findings.isEmpty()) {
            return findings;
        }
        double smallest = gaps.values().stream()
                .mapToDouble(g -> g.contrast().pValue())
                .min()
                .orElse(1);
        return Finding.pass(
                NAME,
                "arms are alike before entry in " + gaps.size() + " comparisons (smallest p = "
                        + Figures.pValue(smallest) + ").");
    }

    private static List<Gap> gaps(ExperimentSpec spec, MetricPlan plan, MetricCells cells) {
        ArmMoments blocks = ArmMoments.merge(
                cells.columns().size(), cells.cells(), c -> c.slice().isEmpty() && !c.excluded());
        CovariateColumns covariates = CovariateColumns.of(plan, cells.columns().size());
        List<Gap> gaps = new ArrayList<>();
        for (int i = 0; i < covariates.columns().size(); i++) {
            if (covariates.columns().get(i) instanceof Column.Plain(int column)) {
                for (Study.Arm arm : spec.treatments()) {
                    String label = covariates.labels().get(i);
                    contrast(blocks, spec.control().name(), arm.name(), column)
                            .ifPresent(c -> gaps.add(new Gap(label, arm.name(), c)));
                }
            }
        }
        return gaps;
    }

    private static Optional<Contrast> contrast(ArmMoments blocks, String control, String arm, int column) {
        try {
            return Optional.of(MeanDifference.contrast(blocks.of(control), blocks.of(arm), column));
        } catch (DegenerateDataException e) {
            // A covariate that does not vary cannot be unbalanced.
            return Optional.empty();
        }
    }

    private static Diagnostic finding(Gap gap, double threshold) {
        Contrast contrast = gap.contrast();
        return Finding.of(
                        NAME,
                        Severity.WARNING,
                        "before entry, " + gap.covariate() + " in arm " + gap.arm() + " differs from control by "
                                + Figures.number(contrast.difference()) + " (control "
                                + Figures.number(contrast.baseline()) + ", p = " + Figures.pValue(contrast.pValue())
                                + "); the effect is adjusted for it.")
                .causes(List.of(
                        "an unlucky draw, rarer than 1 in " + Figures.count(Math.round(1 / threshold)),
                        "an earlier experiment with the same salt that left its mark",
                        "a loss of units that depends on how active they are"))
                .advice("compare the adjusted with the unadjusted effect")
                .value("covariate", gap.covariate())
                .value("arm", gap.arm())
                .value("difference", contrast.difference())
                .value("control", contrast.baseline())
                .value("p_value", contrast.pValue())
                .diagnostic();
    }
}
