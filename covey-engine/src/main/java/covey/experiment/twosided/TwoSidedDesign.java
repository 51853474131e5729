package covey.experiment.twosided;

import covey.data.ExperimentRequirement;
import covey.data.Requirement;
import covey.data.TwoSidedData;
import covey.data.TwoSidedRequirement;
import covey.experiment.check.Finding;
import covey.experiment.plan.ExperimentDesign;
import covey.experiment.spec.ExperimentSettings;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.PlanReader;
import covey.experiment.spec.PlanSpec;
import covey.method.Descriptor;
import covey.method.Estimator;
import covey.method.Findings;
import covey.method.Study;
import covey.method.Working;
import covey.result.Diagnostic;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.MetricInfo.Role;
import covey.result.Outcome;
import covey.result.Setting;
import covey.result.Severity;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Design of a two-sided experiment: each side is planned by its own units, arrivals and shares, as {@link
 * ExperimentDesign} plans an experiment, with the error of a family shared over both sides as {@code run} shares it.
 *
 * <p>Assumes beside what each plan assumes that the other side, treated in its planned share for both arms alike, leaves
 * the variance as it was in the history.
 */
public final class TwoSidedDesign implements Estimator<TwoSidedPlanSpec, TwoSidedData> {
    private static final ExperimentDesign SIDE = new ExperimentDesign();

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                "experiment",
                List.of("two_sided"),
                "Design of a two-sided experiment",
                "Power, detectable effect, sample size and duration of each side from its own history.",
                ExperimentSettings.ALL,
                List.of("Johari, Li, Liskovich, Weintraub (2022), Management Science 68"));
    }

    @Override
    public TwoSidedPlanSpec specify(Study study) {
        List<String> designs = descriptor().designs();
        TwoSidedSpec market = TwoSidedReader.read(study, designs);
        List<PlanSpec> sides = new ArrayList<>();
        List<Setting> settings = new ArrayList<>(market.settings());
        for (ExperimentSpec side : market.sides()) {
            PlanSpec plan = PlanReader.read(side.study(), designs).with(beside(market, side));
            sides.add(plan);
            plan.settings().stream()
                    .filter(s ->
                            settings.stream().noneMatch(known -> known.name().equals(s.name())))
                    .forEach(settings::add);
        }
        return new TwoSidedPlanSpec(sides, settings);
    }

    /** Hypotheses of the other sides, role by role. */
    private static Map<Role, Integer> beside(TwoSidedSpec market, ExperimentSpec side) {
        Map<Role, Integer> others = new EnumMap<>(Role.class);
        for (ExperimentSpec other : market.sides()) {
            if (!other.equals(side)) {
                for (Role role : List.of(Role.PRIMARY, Role.SECONDARY)) {
                    others.merge(
                            role,
                            other.metrics(role).size() * other.treatments().size(),
                            Integer::sum);
                }
            }
        }
        return others;
    }

    @Override
    public List<Setting> settings(TwoSidedPlanSpec spec) {
        return spec.settings();
    }

    @Override
    public Requirement requires(TwoSidedPlanSpec spec) {
        return new TwoSidedRequirement(spec.sides().stream()
                .map(SIDE::requires)
                .map(ExperimentRequirement.class::cast)
                .toList());
    }

    @Override
    public Findings estimate(TwoSidedPlanSpec spec, TwoSidedData data, RandomGenerator random) {
        List<Outcome> outcomes = new ArrayList<>();
        List<Diagnostic> diagnostics = new ArrayList<>();
        List<Findings> sides = new ArrayList<>();
        for (int i = 0; i < spec.sides().size(); i++) {
            Findings side = SIDE.estimate(spec.sides().get(i), data.sides().get(i), random);
            sides.add(side);
            String unit = i == 0 ? "" : spec.unit(i);
            side.outcomes().forEach(row -> outcomes.add(unit.isEmpty() ? row : placed(row, unit)));
            side.diagnostics().stream()
                    .filter(d -> !d.check().equals("interference"))
                    .forEach(d -> diagnostics.add(unit.isEmpty() ? d : named(d, unit)));
        }
        diagnostics.add(Finding.of(
                        "interference",
                        Severity.NOTE,
                        "Both sides are randomised independently: what one side's treatment does to the other is seen"
                                + " in the other's metrics, in the mix that runs. It does not stand units of one side that"
                                + " compete with each other.")
                .diagnostic());
        return new Findings(outcomes, diagnostics, sides.getFirst().arms(), List.of());
    }

    /** Units of another side say whose they are; rows of a metric do by the metric. */
    private static Outcome placed(Outcome row, String unit) {
        if (!(row instanceof Estimate estimate) || !row.estimand().metric().isEmpty()) {
            return row;
        }
        Estimand e = row.estimand();
        Map<String, String> at = new TreeMap<>(e.at());
        at.put("side", unit);
        return new Estimate(
                new Estimand(e.analysis(), e.metric(), e.name(), e.scale(), e.arm(), e.reference(), "", at, e.unit()),
                estimate.value(),
                estimate.standardError(),
                estimate.interval(),
                estimate.test(),
                estimate.n(),
                estimate.adjustedBy());
    }

    private static Diagnostic named(Diagnostic d, String unit) {
        return new Diagnostic(
                unit + "_" + d.check(),
                d.severity(),
                d.metric(),
                "Per " + unit + ": " + d.message(),
                d.causes(),
                d.advice(),
                d.values(),
                d.sql());
    }

    @Override
    public List<Working> workings(TwoSidedPlanSpec spec, TwoSidedData data, Working.Asked number) {
        for (int i = 0; i < spec.sides().size(); i++) {
            PlanSpec side = spec.sides().get(i);
            if (side.experiment().metrics().stream().anyMatch(m -> m.name().equals(number.metric()))) {
                return SIDE.workings(side, data.sides().get(i), number);
            }
        }
        return List.of();
    }
}
