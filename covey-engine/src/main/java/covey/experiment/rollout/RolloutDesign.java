package covey.experiment.rollout;

import covey.data.ExperimentData.Failure;
import covey.data.ExperimentRequirement.ArmValue;
import covey.data.ExperimentRequirement.Exposure;
import covey.data.Requirement;
import covey.data.RolloutData;
import covey.data.RolloutRequirement;
import covey.experiment.check.Finding;
import covey.experiment.compare.effect.Effect;
import covey.experiment.compare.effect.Missing;
import covey.experiment.compare.effect.Numbers;
import covey.experiment.compare.effect.Result;
import covey.experiment.plan.PlanFindings;
import covey.experiment.plan.ProspectRows;
import covey.experiment.plan.Question;
import covey.experiment.spec.ExperimentSettings;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.experiment.spec.PlanReader;
import covey.experiment.spec.PlanSpec;
import covey.method.Descriptor;
import covey.method.Estimator;
import covey.method.Findings;
import covey.method.SpecificationException;
import covey.method.Study;
import covey.method.Working;
import covey.result.ArmInfo;
import covey.result.Diagnostic;
import covey.result.Outcome;
import covey.result.Setting;
import covey.result.Severity;
import covey.stats.compare.Contrast;
import covey.stats.design.rollout.StagedRollout;
import covey.stats.power.ExpectedContrast;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/**
 * Design of a staged roll-out from the user's own history: its stages moved back by whole weeks, into a time in which
 * nobody was treated, and analysed there by the estimator of the run.
 *
 * <p>The variance of the total effect {@code w'Sw/n} needs no treatment: S is the covariance of the population between the
 * stages, w the weights of the shares ({@link StagedRollout}). Power is that of the run's t on n − 1 degrees of freedom.
 * Assumes that treatment leaves S as it is, and what the run assumes. The effect that the history shows, where there is
 * none, is what a season between stages would be taken for: check {@code plan_drift}.
 */
public final class RolloutDesign implements Estimator<RolloutPlanSpec, RolloutData> {
    private static final double ODD = 0.01;
    private static final Duration WEEK = Duration.ofDays(7);

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                "experiment",
                List.of("staged_rollout"),
                "Design of a staged roll-out",
                "Power and detectable total effect from the population's weeks before the roll-out.",
                ExperimentSettings.ALL,
                List.of("Cortez, Eichhorn, Yu (2022), NeurIPS, arXiv 2205.14552"));
    }

    @Override
    public RolloutPlanSpec specify(Study study) {
        List<String> designs = descriptor().designs();
        RolloutSpec rollout = RolloutReader.read(study, designs);
        PlanSpec plan = PlanReader.read(study, designs);
        Duration beyond = Duration.between(plan.rules().end(), study.end());
        RolloutSpec moved = rollout.earlier(WEEK.multipliedBy(Math.ceilDiv(beyond.toSeconds(), WEEK.toSeconds())));
        Instant first = moved.stages().getFirst().from();
        if (first.isBefore(plan.rules().start())) {
            throw new SpecificationException(
                    study.design().location("history.start"),
                    "the stages, moved back before the roll-out, begin on " + day(study, first)
                            + ", and the history on " + day(study, plan.rules().start()),
                    "start the history by " + day(study, first) + ", or shorten the stages");
        }
        List<Setting> settings = new ArrayList<>(plan.settings());
        rollout.settings().stream().filter(s -> !settings.contains(s)).forEach(settings::add);
        return new RolloutPlanSpec(moved, plan.rules(), settings);
    }

    private static String day(Study study, Instant instant) {
        return instant.atZone(study.schema().zone()).toLocalDate().toString();
    }

    @Override
    public List<Setting> settings(RolloutPlanSpec spec) {
        return spec.settings();
    }

    @Override
    public Requirement requires(RolloutPlanSpec spec) {
        ExperimentSpec experiment = spec.rollout().experiment();
        Study.Treatment treatment = experiment.treatment();
        return new RolloutRequirement(
                experiment.study().unit(),
                spec.rollout().population(),
                new Exposure(treatment.model(), treatment.armColumn(), treatment.filter(), treatment.valid())
                        .of(experiment.study().population()),
                new ArmValue(
                        spec.rollout().treatment().name(),
                        spec.rollout().treatment().value()),
                spec.rollout().stages(),
                spec.rules().end(),
                experiment.metrics().stream().map(m -> m.metric()).toList(),
                experiment.study().schema(),
                spec.rollout().cluster());
    }

    @Override
    public Findings estimate(RolloutPlanSpec spec, RolloutData data, RandomGenerator random) {
        ExperimentSpec experiment = spec.rollout().experiment();
        List<Outcome> rows = new ArrayList<>();
        List<Diagnostic> found = new ArrayList<>();
        rows.add(ProspectRows.units(experiment.study().unit() + "s", Map.of(), (double) data.units()));
        if (data.clusters() > 0) {
            rows.add(ProspectRows.number("clusters", (double) data.clusters()));
        }
        found.add(history(spec, data));
        for (MetricPlan plan : experiment.metrics()) {
            rows.addAll(rows(spec, data, plan));
            drift(spec, data, plan).ifPresent(found::add);
        }
        PlanFindings shared = new PlanFindings(experiment, spec.rules().power(), rows);
        found.addAll(shared.power());
        shared.correction().ifPresent(found::add);
        found.add(Finding.of("interference", Severity.NOTE, spec.rollout().stands())
                .diagnostic());
        shared.late().ifPresent(found::add);
        double last = spec.rollout().stages().getLast().share();
        List<ArmInfo> arms = experiment.arms().stream()
                .map(a -> new ArmInfo(
                        a.name(),
                        a.control(),
                        a.share(),
                        Math.round(data.randomized() * (a.control() ? 1 - last : last))))
                .toList();
        return new Findings(rows, found, arms, List.of());
    }

    private static Question question(RolloutPlanSpec spec, MetricPlan plan) {
        return new Question(spec.rollout().experiment(), plan, spec.rollout().treatment());
    }

    private static Result result(RolloutPlanSpec spec, RolloutData data, MetricPlan plan, int order) {
        Failure failure = data.failures().get(plan.name());
        return failure == null
                ? new RolloutComparison(spec.rollout(), data, StagedRolloutExperiment.looks(spec.rollout(), data, plan))
                        .result(order)
                : Missing.of(failure);
    }

    private static List<Outcome> rows(RolloutPlanSpec spec, RolloutData data, MetricPlan plan) {
        ProspectRows rows = new ProspectRows(
                question(spec, plan),
                spec.rules().power(),
                new ProspectRows.Amount((double) data.units(), OptionalDouble.empty()));
        for (int order = 1; order < spec.rollout().stages().size(); order++) {
            boolean declared = order == spec.rollout().order();
            Map<String, String> at = declared ? Map.of() : Map.of("order", Integer.toString(order));
            switch (result(spec, data, plan, order)) {
                case Effect effect -> {
                    ExpectedContrast prospect = new ExpectedContrast(effect.contrast());
                    if (declared) {
                        rows.add(prospect);
                    } else {
                        rows.detectable(prospect, at);
                    }
                }
                case Missing missing -> rows.missing(missing, at);
            }
        }
        return rows.rows();
    }

    private static Diagnostic history(RolloutPlanSpec spec, RolloutData data) {
        Study study = spec.rollout().experiment().study();
        return Finding.of(
                        "plan_history",
                        Severity.NOTE,
                        "the history is " + data.units() + " " + study.unit() + "s of "
                                + spec.rollout().population()
                                + " over the stages moved back to "
                                + day(study, spec.rollout().stages().getFirst().from()) + " to "
                                + day(
                                        study,
                                        spec.rollout().stages().getLast().to().minusNanos(1)) + ".")
                .diagnostic();
    }

    /** What the extrapolation finds where nothing was rolled out. */
    private static Optional<Diagnostic> drift(RolloutPlanSpec spec, RolloutData data, MetricPlan plan) {
        if (!(result(spec, data, plan, spec.rollout().order()) instanceof Effect effect)) {
            return Optional.empty();
        }
        Contrast c = effect.contrast();
        boolean odd = c.pValue() < ODD;
        return Optional.of(Finding.of(
                        "plan_drift",
                        odd ? Severity.WARNING : Severity.PASS,
                        plan.name() + ": over the same stages before, with nothing rolled out, the extrapolation gives "
                                + Numbers.shown(c.difference()) + " (standard error "
                                + Numbers.shown(c.standardError()) + ")"
                                + (odd
                                        ? ": what moves the outcome between stages would be taken for the effect."
                                        : "."))
                .metric(plan.name())
                .advice(odd ? "choose stages that begin on like days, or a design with a control at the same time" : "")
                .diagnostic());
    }

    @Override
    public List<Working> workings(RolloutPlanSpec spec, RolloutData data, Working.Asked number) {
        Optional<MetricPlan> plan = spec.rollout().experiment().metrics().stream()
                .filter(m -> m.name().equals(number.metric()))
                .findFirst();
        if (plan.isEmpty() || !(result(spec, data, plan.get(), spec.rollout().order()) instanceof Effect effect)) {
            return List.of();
        }
        double[] shares =
                spec.rollout().stages().stream().mapToDouble(s -> s.share()).toArray();
        Contrast c = effect.contrast();
        double wanted = spec.rules().power();
        Question question = question(spec, plan.get());
        ExpectedContrast prospect = new ExpectedContrast(c);
        OptionalDouble size = question.guarded()
                ? prospect.detectableMargin(question.claim(), wanted)
                : prospect.detectable(question.claim(), wanted);
        return List.of(
                new Working(
                        "Formula",
                        "V = w'Sw/n, S the covariance between stages of " + data.units() + " "
                                + spec.rollout()
                                        .cluster()
                                        .map(own -> "units as totals of " + data.clusters() + " clusters of " + own)
                                        .orElse("units")
                                + ", w = "
                                + Arrays.toString(
                                        StagedRollout.weights(spec.rollout().order(), shares))
                                + " at shares " + Arrays.toString(shares) + ": sqrt(V) = "
                                + Numbers.shown(c.standardError()) + "\n"
                                + (size.isPresent()
                                        ? "shown with power " + Numbers.shown(wanted) + " at a = "
                                                + Numbers.shown(question.claim().tail())
                                                + " in the tail, t on n - 1: " + Numbers.shown(size.getAsDouble())
                                        : "")),
                new Working(
                        "Assumptions",
                        "treatment leaves the covariance between stages as it is\n"
                                + "nothing else moves the outcome between stages: plan_drift\n"
                                + spec.rollout().stands()),
                new Working("What would change it", "another order, or a larger last share: rows mde at order"));
    }
}
