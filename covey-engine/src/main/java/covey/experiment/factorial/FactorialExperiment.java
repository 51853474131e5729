package covey.experiment.factorial;

import covey.data.ExperimentData;
import covey.data.Requirement;
import covey.experiment.Experiment;
import covey.experiment.Population;
import covey.experiment.check.CheckInput;
import covey.experiment.check.Checks;
import covey.experiment.check.Figures;
import covey.experiment.check.Finding;
import covey.experiment.compare.Compared;
import covey.experiment.compare.Comparison;
import covey.experiment.compare.Looks;
import covey.experiment.compare.effect.Effect;
import covey.experiment.factorial.FactorialSpec.Factor;
import covey.experiment.sequential.LookFindings;
import covey.experiment.sequential.LookWords;
import covey.experiment.sequential.Monitor;
import covey.experiment.sequential.Standing;
import covey.experiment.spec.ExperimentSettings;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.method.Descriptor;
import covey.method.Estimator;
import covey.method.Findings;
import covey.method.Study;
import covey.method.Working;
import covey.result.ArmInfo;
import covey.result.Diagnostic;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.NotEstimable;
import covey.result.Outcome;
import covey.result.Setting;
import covey.result.Severity;
import covey.stats.design.factorial.CellWeights;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A factorial experiment: every combination of the factors' levels is an arm.
 *
 * <p>Estimand: the main effect of a level, its effect averaged over the combinations of the other factors, each alike;
 * and two-way interactions. Rows name {@code factor=level} as arm and the factor's base level as reference. Assumes units
 * assigned independently. All arithmetic is that of {@code covey.stats}; no random number is drawn.
 */
public final class FactorialExperiment implements Estimator<FactorialSpec, ExperimentData> {
    private static final double THRESHOLD = 0.01;

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                "experiment",
                List.of("factorial"),
                "Factorial experiment",
                "Main effects of several factors from the same units, and whether the factors depend on each other.",
                ExperimentSettings.ALL,
                List.of("Dasgupta, Pillai, Rubin (2015), JRSS B 77"));
    }

    @Override
    public FactorialSpec specify(Study study) {
        return FactorialReader.read(study, descriptor().designs());
    }

    @Override
    public List<Setting> settings(FactorialSpec spec) {
        return spec.settings();
    }

    @Override
    public Requirement requires(FactorialSpec spec) {
        return Experiment.requirement(spec.experiment());
    }

    @Override
    public Findings estimate(FactorialSpec spec, ExperimentData data, RandomGenerator random) {
        ExperimentSpec experiment = spec.experiment();
        Compared compared = compared(spec, data);
        List<Outcome> outcomes =
                compared.outcomes().stream().map(o -> referred(spec, o)).toList();
        return new Findings(
                outcomes,
                diagnostics(spec, data, new Compared(outcomes, compared.droppedCovariates(), compared.standings())),
                arms(spec, Population.arms(experiment, data)),
                Population.dropped(experiment, data));
    }

    private static Compared compared(FactorialSpec spec, ExperimentData data) {
        ExperimentSpec experiment = spec.experiment();
        Monitor monitor = new Monitor(experiment, data, spec.hypotheses());
        return Comparison.of(
                experiment,
                experiment.metrics().stream()
                        .map(plan -> new FactorialComparison(spec, data, new Looks(monitor, plan, experiment.level()))
                                .compare())
                        .toList());
    }

    /** A metric with the looks at it alone. */
    private static FactorialComparison alone(FactorialSpec spec, ExperimentData data, MetricPlan plan) {
        return alone(spec, data, plan, "");
    }

    private static FactorialComparison alone(FactorialSpec spec, ExperimentData data, MetricPlan plan, String segment) {
        Monitor monitor = new Monitor(spec.experiment(), data, spec.hypotheses());
        return new FactorialComparison(
                spec, data, new Looks(monitor, plan, spec.experiment().level()), segment);
    }

    /** The reference of a main effect is the base level of its factor, whatever the other factors' levels. */
    private static Outcome referred(FactorialSpec spec, Outcome outcome) {
        Map<String, String> bases = new HashMap<>();
        for (Factor factor : spec.factors()) {
            for (int level = 1; level < factor.levels().size(); level++) {
                bases.put(factor.arm(level), factor.arm(0));
            }
        }
        Estimand e = outcome.estimand();
        String base = bases.get(e.arm());
        if (base == null || e.reference().isEmpty()) {
            return outcome;
        }
        Estimand other = new Estimand(
                e.analysis(), e.metric(), e.name(), e.scale(), e.arm(), base, e.segment(), e.at(), e.unit());
        return switch (outcome) {
            case Estimate x ->
                new Estimate(other, x.value(), x.standardError(), x.interval(), x.test(), x.n(), x.adjustedBy());
            case NotEstimable x -> new NotEstimable(other, x.reason(), x.message(), x.advice());
        };
    }

    /** Every level of every factor with the units that had it; the base levels are what the others are compared with. */
    private static List<ArmInfo> arms(FactorialSpec spec, List<ArmInfo> cells) {
        List<ArmInfo> arms = new ArrayList<>();
        for (int f = 0; f < spec.factors().size(); f++) {
            int factor = f;
            for (int level = 0; level < spec.factors().get(f).levels().size(); level++) {
                int own = level;
                List<ArmInfo> having = cells.stream()
                        .filter(c -> spec.levels(c.name()).get(factor) == own)
                        .toList();
                arms.add(new ArmInfo(
                        spec.factors().get(f).arm(level),
                        level == 0,
                        having.stream().mapToDouble(ArmInfo::share).sum(),
                        having.stream().mapToLong(ArmInfo::units).sum()));
            }
        }
        return arms;
    }

    private static List<Diagnostic> diagnostics(FactorialSpec spec, ExperimentData data, Compared compared) {
        ExperimentSpec experiment = spec.experiment();
        String unit = experiment.study().unit();
        List<Diagnostic> findings = new ArrayList<>();
        Checks.run(new CheckInput(experiment, data, compared)).stream()
                .filter(d -> !d.check().equals("interference"))
                .forEach(findings::add);
        findings.addAll(LookFindings.of(experiment, data.looks(), compared.standings()));
        for (MetricPlan plan : experiment.metrics()) {
            alone(spec, data, plan).interactionTest().ifPresent(test -> {
                boolean found = test.pValue() < THRESHOLD;
                String message = found
                        ? "the factors' effects on " + plan.name() + " depend on each other (joint p = "
                                + Figures.pValue(test.pValue()) + "): a main effect is an average over what differs."
                        : "no sign that the factors' effects on " + plan.name() + " depend on each other (joint p = "
                                + Figures.pValue(test.pValue()) + ").";
                findings.add(Finding.of("interaction", found ? Severity.WARNING : Severity.PASS, message)
                        .metric(plan.name())
                        .advice(found ? "read the analysis interaction, and the arms' levels one by one" : "")
                        .value("p_value", test.pValue())
                        .diagnostic());
            });
        }
        findings.add(Finding.of(
                        "interference",
                        Severity.NOTE,
                        "A factorial design stands factors whose effects depend on each other, and shows it. It does not"
                                + " stand " + unit + "s who influence each other.")
                .diagnostic());
        findings.sort(Comparator.comparing(Diagnostic::severity, Comparator.<Severity>reverseOrder()));
        return findings;
    }

    @Override
    public List<Working> workings(FactorialSpec spec, ExperimentData data, Working.Asked number) {
        return spec.experiment().metrics().stream()
                .filter(m -> m.name().equals(number.metric()))
                .findFirst()
                .map(plan -> {
                    List<Standing> standings = compared(spec, data).standings();
                    List<Working> steps = new ArrayList<>(LookWords.between(
                            workings(spec, alone(spec, data, plan, number.segment()), number.arm()),
                            standings,
                            number));
                    steps.addAll(LookWords.workings(
                            standings, number, spec.experiment().level()));
                    return steps;
                })
                .orElse(List.of());
    }

    private static List<Working> workings(FactorialSpec spec, FactorialComparison comparison, String arm) {
        for (int f = 0; f < spec.factors().size(); f++) {
            Factor factor = spec.factors().get(f);
            for (int level = 1; level < factor.levels().size(); level++) {
                if (factor.arm(level).equals(arm)
                        && comparison.main(f, level, CellWeights.EQUAL) instanceof Effect effect) {
                    return FactorialWorkings.of(spec, comparison, factor.arm(0), effect);
                }
            }
        }
        return List.of();
    }
}
