package covey.experiment.rollout;

import covey.data.ExperimentData.Failure;
import covey.data.RolloutData;
import covey.experiment.compare.Looks;
import covey.experiment.compare.MetricComparison;
import covey.experiment.compare.MissingComparison;
import covey.experiment.compare.effect.Effect;
import covey.experiment.compare.effect.EffectRows;
import covey.experiment.compare.effect.Estimands;
import covey.experiment.compare.effect.GuardrailRow;
import covey.experiment.compare.effect.Hypothesis;
import covey.experiment.compare.effect.Missing;
import covey.experiment.compare.effect.Place;
import covey.experiment.compare.effect.Result;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.method.Working;
import covey.result.Diagnostic;
import covey.result.Estimate;
import covey.result.Outcome;
import covey.result.Reason;
import covey.result.Severity;
import covey.stats.DegenerateDataException;
import covey.stats.compare.Contrast;
import covey.stats.design.rollout.StagedRollout;
import covey.stats.moment.Column;
import covey.stats.moment.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Everything about one metric of a staged roll-out. */
final class RolloutComparison {
    private static final String METHOD = "t, polynomial of the treated share";
    private static final double ODD = 0.01;

    private final RolloutSpec spec;
    private final ExperimentSpec experiment;
    private final MetricPlan plan;
    private final Looks looks;
    private final Estimands estimands;
    private final Optional<Missing> missing;
    private final Optional<Moments> moments;

    RolloutComparison(RolloutSpec spec, RolloutData data, Looks looks) {
        this.spec = spec;
        this.experiment = spec.experiment();
        this.plan = looks.plan();
        this.looks = looks;
        this.estimands = new Estimands(plan, experiment.control().name());
        Failure failure = data.failures().get(plan.name());
        this.missing = failure == null ? Optional.empty() : Optional.of(Missing.of(failure));
        this.moments = data.metric(plan.name()).map(RolloutData.MetricStages::moments);
    }

    MetricComparison compare() {
        if (missing.isPresent() || moments.isEmpty()) {
            return MissingComparison.of(
                    experiment,
                    plan,
                    missing.orElseGet(() -> Missing.noUnits(spec.treatment().name())));
        }
        String arm = spec.treatment().name();
        Result result = result(spec.order());
        Hypothesis main = looks.main(arm, result);
        EffectRows effects = new EffectRows(experiment, plan, looks::promise);
        List<Outcome> further = new ArrayList<>();
        GuardrailRow.of(plan, estimands, arm, result, looks.judgement(arm)).ifPresent(further::add);
        further.add(effects.otherLift(result, arm));
        for (int order = 1; order < spec.stages().size(); order++) {
            if (order != spec.order()) {
                further.addAll(effects.of(looks.judged(arm, result(order)), arm, Place.of("order_" + order)));
            }
        }
        return new MetricComparison(plan, levels(), List.of(main), further, List.of(), List.of(), looks.standings());
    }

    private StagedRollout rollout() {
        return new RolloutLevels(spec, plan, moments.orElseThrow()).rollout();
    }

    /** The mean of the population in a stage. */
    private double value(int stage) {
        Moments m = moments.orElseThrow();
        return switch (new RolloutLevels(spec, plan, m).column(stage)) {
            case Column.Ratio ratio -> m.mean(ratio.numerator()) / m.mean(ratio.denominator());
            case Column.Plain plain -> m.mean(plain.index());
        };
    }

    /** The total effect by a polynomial of an order. */
    Result result(int order) {
        int seen = spec.stages().size();
        if (seen < order + 1) {
            return new Missing(
                    Reason.IMMATURE,
                    "a polynomial of order " + order + " needs " + (order + 1) + " stages that are over, and "
                            + (seen == 1 ? "at most the first is" : "only " + seen + " are"),
                    "look again when the next stage is over: until then nothing tells the share's effect");
        }
        try {
            Contrast contrast = rollout().totalEffect(order);
            return new Effect(
                    contrast,
                    METHOD + ", order " + order,
                    Effect.testOf(contrast, METHOD + ", order " + order),
                    Optional.empty(),
                    moments.orElseThrow().n(),
                    "",
                    Optional.empty(),
                    List.of());
        } catch (DegenerateDataException e) {
            return Missing.of(e);
        }
    }

    /** What the population did in each stage, and the fitted value with no one treated as the level of control. */
    private List<Outcome> levels() {
        List<Outcome> rows = new ArrayList<>();
        Moments m = moments.orElseThrow();
        int stages = spec.stages().size();
        rows.addAll(new RolloutLevels(spec, plan, m).compared());
        for (int t = 0; t < stages; t++) {
            double value = value(t);
            if (Double.isFinite(value)) {
                Place place = Place.of("stages")
                        .at("share", Double.toString(spec.stages().get(t).share()));
                rows.add(bare(place, "", value, m.n()));
            }
        }
        return rows;
    }

    private Outcome bare(Place place, String arm, double value, long n) {
        return new Estimate(
                estimands.level(place, arm), value, OptionalDouble.empty(), Optional.empty(), Optional.empty(), n, "");
    }

    /** Whether the next order tells another story, where there are stages enough to ask. */
    List<Diagnostic> orderCheck() {
        if (moments.isEmpty() || spec.stages().size() < spec.order() + 2) {
            return List.of();
        }
        try {
            double p = rollout().orderCheck(spec.order() + 1).pValue();
            boolean odd = p < ODD;
            return List.of(new Diagnostic(
                    "polynomial_order",
                    odd ? Severity.WARNING : Severity.PASS,
                    plan.name(),
                    plan.name() + ": order " + (spec.order() + 1) + (odd ? " gives another" : " gives the same")
                            + " total effect, p = " + String.format(Locale.ROOT, "%.3g", p) + ".",
                    List.of(),
                    odd ? "read analysis order_" + (spec.order() + 1) + ", or add a stage with a larger share" : "",
                    Map.of("p_value", Double.toString(p)),
                    ""));
        } catch (DegenerateDataException e) {
            return List.of();
        }
    }

    /** How the main number came about. */
    List<Working> workings() {
        if (moments.isEmpty() || !(result(spec.order()) instanceof Effect effect)) {
            return List.of();
        }
        Contrast c = effect.contrast();
        double[] shares = spec.stages().stream().mapToDouble(s -> s.share()).toArray();
        double[] weights = StagedRollout.weights(spec.order(), shares);
        Moments m = moments.orElseThrow();
        List<String> lines = new ArrayList<>();
        for (int t = 0; t < shares.length; t++) {
            double value = value(t);
            lines.add("share " + shares[t] + ": population mean " + exact(value) + ", weight " + exact(weights[t]));
        }
        return List.of(
                new Working("Stages", String.join("\n", lines)),
                new Working(
                        "Total effect",
                        "D = sum of weight x mean: the fitted polynomial of order " + spec.order()
                                + " at share 1 less that at share 0\n"
                                + "V = w' S w / n, S the covariance of the stages over "
                                + m.n()
                                + spec.cluster()
                                        .map(own -> " clusters of " + own)
                                        .orElse(" units") + "\nD = " + exact(c.difference()) + ", sqrt(V) = "
                                + exact(c.standardError()) + ", value at share 0 = " + exact(c.baseline())),
                new Working("Assumptions, and the check that watches each", """
                    treated units were drawn at random and only added: sample_ratio
                    the outcome is a polynomial of that order in the share: polynomial_order
                    nothing else moves the outcome between stages: not checked
                    units, or clusters where those are treated, are independent given the share: not checked\
                    """),
                new Working("What would change it", "another order: analyses order_1, order_2, ..."));
    }

    private static String exact(double value) {
        return String.format(Locale.ROOT, "%.7g", value);
    }
}
