package covey.experiment.factorial;

import covey.experiment.check.Finding;
import covey.experiment.compare.effect.Estimands;
import covey.experiment.compare.effect.Missing;
import covey.experiment.factorial.FactorialSpec.Factor;
import covey.experiment.plan.Arrangement;
import covey.experiment.plan.Layout;
import covey.experiment.plan.Question;
import covey.experiment.plan.UnitLayout;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.method.Study;
import covey.result.Diagnostic;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.Outcome;
import covey.result.Scale;
import covey.result.Severity;
import covey.stats.power.Claim;
import covey.stats.power.Comparison;
import covey.stats.power.FamilyCorrelation;
import covey.stats.power.Split;
import covey.stats.power.history.FactorialShares;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/** Levels of factors as arms, each of all units that have it, compared with the base level of its factor. */
final class FactorialLayout implements Layout {
    private final FactorialSpec factorial;
    private final ExperimentSpec experiment;
    private final double power;
    private final FactorialShares shares;
    private final Map<String, Split> splits = new LinkedHashMap<>();
    private final Map<String, String> references = new LinkedHashMap<>();

    FactorialLayout(FactorialPlan spec) {
        this.factorial = spec.factorial();
        this.experiment = factorial.experiment();
        this.power = spec.plan().rules().power();
        Map<List<Integer>, Double> cells = new LinkedHashMap<>();
        experiment.arms().forEach(arm -> cells.put(factorial.levels(arm.name()), arm.share()));
        this.shares = FactorialShares.of(cells);
        for (int f = 0; f < factorial.factors().size(); f++) {
            Factor factor = factorial.factors().get(f);
            for (int level = 1; level < factor.levels().size(); level++) {
                splits.put(factor.arm(level), shares.main(f, level));
                references.put(factor.arm(level), factor.arm(0));
            }
        }
    }

    /** Every level but the base ones, with the share of the units that have it. */
    @Override
    public List<Study.Arm> arms() {
        List<Study.Arm> arms = new ArrayList<>();
        for (int f = 0; f < factorial.factors().size(); f++) {
            int factor = f;
            for (int level = 1; level < factorial.factors().get(f).levels().size(); level++) {
                int own = level;
                double share = experiment.arms().stream()
                        .filter(a -> factorial.levels(a.name()).get(factor) == own)
                        .mapToDouble(Study.Arm::share)
                        .sum();
                arms.add(new Study.Arm(factorial.factors().get(f).arm(level), "", share, false));
            }
        }
        return arms;
    }

    @Override
    public String reference(Study.Arm arm) {
        return Objects.requireNonNull(references.get(arm.name()));
    }

    @Override
    public Arrangement arrangement(MetricPlan plan, Study.Arm arm) {
        return new UnitLayout.Units(Objects.requireNonNull(splits.get(arm.name())));
    }

    @Override
    public FamilyCorrelation correlation() {
        return shares.mains();
    }

    @Override
    public Optional<String> uncorrelated() {
        return Optional.empty();
    }

    @Override
    public Optional<Missing> missing(MetricPlan plan, Study.Arm arm) {
        return Optional.empty();
    }

    /**
     * What is seen of every interaction, at the level of a single test, as {@code run} tests it: its detectable size, and of
     * an interaction as large as the effect that is asked for the power and the units that would show it.
     */
    @Override
    public List<Outcome> further(MetricPlan plan, covey.stats.power.Outcome unit, double units) {
        // an interaction is no shift of one proportion: its test takes the variance as it is
        covey.stats.power.Outcome mean = new covey.stats.power.Outcome(
                unit.baseline(), unit.variance(), unit.explained(), covey.stats.power.Outcome.Law.ESTIMATED);
        List<Outcome> rows = new ArrayList<>();
        for (FactorialSpec.Pair pair : factorial.pairs()) {
            Comparison comparison = new Comparison(
                    mean,
                    shares.interaction(pair.first(), pair.level(), pair.second(), pair.other()),
                    Claim.difference(1 - experiment.level()));
            rows.addAll(interaction(plan, factorial.arm(pair), comparison, units));
        }
        return rows;
    }

    private List<Outcome> interaction(MetricPlan plan, String arm, Comparison comparison, double units) {
        Rows rows = new Rows(plan, arm, Math.round(units), new ArrayList<>());
        double baseline = Math.abs(comparison.outcome().baseline());
        if (comparison.testable(units)) {
            rows.add(
                    "interaction_std_error",
                    Scale.DIFFERENCE,
                    comparison.expected(units, 0).standardError());
            comparison.detectable(units, power).ifPresent(size -> {
                rows.add("interaction_mde", Scale.DIFFERENCE, size);
                if (baseline > 0) {
                    rows.add("interaction_mde", Scale.RELATIVE_DIFFERENCE, size / baseline);
                }
            });
        }
        Question question = new Question(experiment, plan, arms().getFirst());
        double asked = question.guarded() ? 0 : question.effect(baseline).orElse(0);
        if (asked != 0) {
            if (comparison.testable(units)) {
                rows.add("interaction_power", Scale.PROBABILITY, comparison.power(units, asked));
            }
            comparison
                    .units(asked, power)
                    .ifPresent(needed -> rows.add("interaction_required_units", Scale.COUNT, Math.ceil(needed)));
        }
        return rows.rows();
    }

    /**
     * Rows of one interaction.
     *
     * @param plan metric
     * @param arm both levels
     * @param units units of the experiment
     * @param rows rows so far
     */
    private record Rows(MetricPlan plan, String arm, long units, List<Outcome> rows) {
        void add(String name, Scale scale, double value) {
            String unit = switch (scale) {
                case COUNT -> "units";
                case DIFFERENCE -> plan.metric().unit();
                default -> Estimands.FRACTION;
            };
            Estimand estimand = new Estimand("plan", plan.name(), name, scale, arm, "", "", Map.of(), unit);
            rows.add(new Estimate(
                    estimand, value, OptionalDouble.empty(), Optional.empty(), Optional.empty(), units, ""));
        }
    }

    @Override
    public String interference() {
        return "A factorial design stands factors whose effects depend on each other, and shows it. It does not stand "
                + experiment.study().unit() + "s who influence each other.";
    }

    @Override
    public List<Diagnostic> findings() {
        return List.of(Finding.of(
                        "plan_cells",
                        Severity.NOTE,
                        experiment.arms().size() + " cells: every unit counts for every factor, so a main effect is as"
                                + " precise as in an experiment of its own; an interaction compares four groups of cells"
                                + " and needs about four times the units for the same size.")
                .diagnostic());
    }
}
