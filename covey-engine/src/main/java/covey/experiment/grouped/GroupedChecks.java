package covey.experiment.grouped;

import covey.data.ExperimentData;
import covey.experiment.check.CheckInput;
import covey.experiment.check.Checks;
import covey.experiment.check.Figures;
import covey.experiment.check.Finding;
import covey.experiment.compare.Compared;
import covey.experiment.compare.effect.Effect;
import covey.experiment.grouped.GroupedSpec.Design;
import covey.experiment.grouped.cluster.ClusterError;
import covey.experiment.grouped.cluster.MembershipCheck;
import covey.experiment.sequential.LookFindings;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.method.Study;
import covey.metric.Dimension;
import covey.result.Diagnostic;
import covey.result.MetricInfo.Role;
import covey.result.Severity;
import covey.stats.design.cluster.ClusterFit;
import covey.stats.test.ChiSquareGoodnessOfFit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Trust checks of units that were assigned together: those of units assigned alone that still hold, and their own. */
final class GroupedChecks {
    /** Checks that take units for independent, which units of one cluster are not. */
    private static final Set<String> OF_UNITS = Set.of(
            "sample_ratio", "sample_ratio_daily", "sample_ratio_slices", "pre_period_balance", "denominator_moved");

    private static final double LEAST_EXPECTED = 5;
    private final GroupedSpec grouped;
    private final ExperimentSpec spec;
    private final ExperimentData data;
    private final Assigned assigned;

    GroupedChecks(GroupedSpec grouped, ExperimentData data, Assigned assigned) {
        this.grouped = grouped;
        this.spec = grouped.experiment();
        this.data = data;
        this.assigned = assigned;
    }

    List<Diagnostic> all(Compared compared) {
        boolean clusters = grouped.design() == Design.CLUSTER_RANDOMIZED;
        List<Diagnostic> findings = new ArrayList<>();
        Checks.run(new CheckInput(spec, data, compared)).stream()
                .filter(d -> !d.check().equals("interference"))
                .filter(d -> !clusters || !OF_UNITS.contains(d.check()))
                .forEach(findings::add);
        findings.addAll(LookFindings.of(spec, data.looks(), compared.standings()));
        if (clusters) {
            findings.add(ratio());
            spec.metrics(Role.PRIMARY).forEach(m -> findings.addAll(effective(m)));
        }
        if (grouped.grouping().group().isPresent()) {
            findings.add(groups());
            membership().ifPresent(findings::add);
        } else {
            StratumShares.of(grouped, data.groups()).finding(grouped).ifPresent(findings::add);
        }
        if (clusters && !assigned.mixed().isEmpty()) {
            findings.add(mixed());
        }
        findings.add(Finding.of("interference", Severity.NOTE, GroupedWords.interference(grouped))
                .diagnostic());
        findings.sort(Comparator.comparing(Diagnostic::severity, Comparator.<Severity>reverseOrder()));
        return findings;
    }

    /** Whether as many clusters as planned had each arm; units are no measure, since clusters differ in size. */
    private Diagnostic ratio() {
        long[] counts =
                spec.arms().stream().mapToLong(a -> assigned.count(a.name())).toArray();
        double[] shares = spec.arms().stream().mapToDouble(Study.Arm::share).toArray();
        long total = assigned.groups().size();
        String text = spec.arms().stream()
                .map(a -> a.name() + " " + Figures.count(assigned.count(a.name())))
                .collect(Collectors.joining(", "));
        String what = Figures.units(total, "cluster") + " of " + grouped.unit() + ": " + text;
        double smallest = spec.arms().stream()
                .mapToDouble(Study.Arm::share)
                .filter(s -> s > 0)
                .map(s -> s * total)
                .min()
                .orElse(0);
        if (total == 0) {
            return Finding.of("sample_ratio", Severity.INVALIDATES, "no cluster of " + grouped.unit() + " is analysed")
                    .advice("check the dimension " + grouped.unit() + ", treatment.exposures and the period")
                    .diagnostic();
        }
        if (smallest < LEAST_EXPECTED) {
            return Finding.of("sample_ratio", Severity.NOTE, what + "; too few to test against the planned shares.")
                    .value("counted", "clusters of " + grouped.unit())
                    .value("counts", text)
                    .diagnostic();
        }
        double p = ChiSquareGoodnessOfFit.test(counts, shares).pValue();
        Severity severity = p < spec.trust().sampleRatio()
                ? Severity.INVALIDATES
                : p < spec.trust().sampleRatioAmber() ? Severity.WARNING : Severity.PASS;
        return Finding.of("sample_ratio", severity, what + " (p = " + Figures.pValue(p) + ").")
                .value("p_value", p)
                .value("counted", "clusters of " + grouped.unit())
                .value("counts", text)
                .advice(
                        severity == Severity.PASS
                                ? ""
                                : "compare the list of clusters with the assignment that was drawn")
                .diagnostic();
    }

    private List<Diagnostic> effective(MetricPlan plan) {
        if (plan.quantile() || data.groups().metric(plan.name()).isEmpty()) {
            return List.of();
        }
        GroupMethod method = GroupedComparison.method(grouped, data.groups(), assigned, plan);
        List<Diagnostic> findings = new ArrayList<>();
        for (Study.Arm arm : spec.treatments()) {
            if (method instanceof ClusterMethod clusters && clusters.repeated(arm.name()) instanceof Effect) {
                findings.add(effective(plan, arm.name(), clusters.fit(clusters.clusters(arm.name()))));
            }
        }
        return findings;
    }

    private Diagnostic effective(MetricPlan plan, String arm, ClusterFit fit) {
        double effective = fit.effectiveClusters();
        Severity severity = effective < ClusterError.FEW
                ? Severity.WARNING
                : effective < ClusterError.ENOUGH ? Severity.NOTE : Severity.PASS;
        String message = Figures.count(fit.controlClusters()) + " against " + Figures.count(fit.treatmentClusters())
                + " clusters of " + arm + " are worth " + Figures.number(effective)
                + " equal ones; the variance is " + Figures.number(fit.designEffect())
                + " times that of independent units. Error: "
                + grouped.error().said(effective, grouped.slopes()) + ".";
        return Finding.of("effective_clusters", severity, message)
                .metric(plan.name())
                .advice(
                        effective < ClusterError.FEW
                                        && grouped.error().at(effective, grouped.slopes()) != ClusterError.RANDOMIZATION
                                ? "read the analysis randomization_test beside it"
                                : "")
                .value("effective_clusters", effective)
                .value("design_effect", fit.designEffect())
                .diagnostic();
    }

    private Diagnostic groups() {
        boolean pairs = grouped.design() == Design.MATCHED_PAIRS;
        String what = pairs ? "pair" : "cluster";
        int left = assigned.unsound().size();
        long all = (long) assigned.groups().size() + left;
        if (left == 0 && assigned.withoutGroup() == 0) {
            String sound = "all " + Figures.units(all, what) + (pairs ? " are complete." : " had one arm each.");
            return counted(Finding.of("groups", Severity.PASS, sound), all, all).diagnostic();
        }
        double share = (double) left / Math.max(1, all);
        boolean invalid = !pairs && share > spec.trust().multipleArms();
        List<String> parts = new ArrayList<>();
        if (left > 0) {
            parts.add(Figures.units(left, what) + " of " + Figures.count(all)
                    + (pairs ? " lack an arm" : " have units in several arms") + " and are left out, "
                    + Figures.units(assigned.unsoundUnits(), spec.study().unit()) + " with them");
        }
        if (assigned.withoutGroup() > 0) {
            parts.add(Figures.units(assigned.withoutGroup(), spec.study().unit()) + " have no " + what
                    + " and are left out");
        }
        Finding found = Finding.of(
                        "groups", invalid ? Severity.INVALIDATES : Severity.WARNING, String.join("; ", parts) + ".")
                .causes(
                        pairs
                                ? List.of("a member was never exposed", "the pair's dimension is incomplete")
                                : List.of(
                                        "units moved between clusters after assignment",
                                        "assignment was by unit, not by cluster",
                                        "the cluster's dimension has another version than the assignment"))
                .advice("compare with the assignment that was drawn: " + String.join(", ", some(assigned.unsound())))
                .value("left_out", left)
                .value("units", assigned.unsoundUnits())
                .value("without_group", assigned.withoutGroup());
        return counted(found, all - left, all).diagnostic();
    }

    /** Pairs are counted here; clusters are where their ratio is. */
    private Finding counted(Finding finding, long complete, long all) {
        if (grouped.design() != Design.MATCHED_PAIRS) {
            return finding;
        }
        String of = complete == all ? "" : " of " + Figures.count(all);
        return finding.value("counted", "complete pairs").value("counts", Figures.count(complete) + of);
    }

    private Optional<Diagnostic> membership() {
        Optional<Dimension> dimension = grouped.grouping()
                .group()
                .flatMap(g -> spec.study().schema().dimension(g, spec.study().unit()));
        return data.groups()
                .membership()
                .flatMap(m -> dimension.map(d -> MembershipCheck.of(
                        m, d, spec.study().unit(), spec.trust().multipleArms())));
    }

    private Diagnostic mixed() {
        return Finding.of(
                        "groups",
                        Severity.WARNING,
                        Figures.units(assigned.mixed().size(), "cluster") + " have units in several strata of "
                                + grouped.strata() + " and count in the one that holds most.")
                .advice("stratify by what is the same for a whole cluster")
                .diagnostic();
    }

    private static List<String> some(List<String> names) {
        return names.size() <= 5 ? names : names.subList(0, 5);
    }
}
