package covey.ranking.evaluate;

import covey.method.Study.MetricUse;
import covey.method.Working;
import covey.ranking.compare.Hypothesis;
import covey.ranking.compare.Hypothesis.Fault;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.MetricInfo.Goal;
import covey.result.Outcome;
import covey.result.Reason;
import covey.result.Scale;
import covey.stats.compare.Contrast;
import covey.stats.compare.NonInferiority;
import covey.stats.compare.NonInferiority.Direction;
import covey.stats.power.Claim;
import covey.stats.power.ExpectedContrast;
import covey.stats.power.Prospect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What one comparison to come will be able to see. */
final class RankingPlanRows {
    private final RankingPlan plan;
    private final Hypothesis hypothesis;
    private final double times;
    private final List<Outcome> rows = new ArrayList<>();

    /**
     * @param times how many times the units of the history will be evaluated
     */
    private RankingPlanRows(RankingPlan plan, Hypothesis hypothesis, double times) {
        this.plan = plan;
        this.hypothesis = hypothesis;
        this.times = times;
    }

    /**
     * The rows of a comparison.
     *
     * @param hypothesis the comparison on the history; its difference is not read
     * @param alpha error of its test, two-sided, as its family leaves it
     * @param times how many times the units of the history will be evaluated
     */
    static List<Outcome> of(RankingPlan plan, Hypothesis hypothesis, double alpha, double times) {
        return new RankingPlanRows(plan, hypothesis, times).all(alpha);
    }

    /** How the detectable difference of a comparison comes about. */
    static List<Working> workings(RankingPlan plan, Hypothesis hypothesis, double alpha, double times) {
        if (hypothesis.contrast().isEmpty()) {
            return List.of(
                    new Working("No number", hypothesis.fault().orElseThrow().message()));
        }
        Contrast seen = hypothesis.contrast().get();
        double units = times * hypothesis.n();
        String bound = plan.correlation().isPresent()
                ? String.format(
                        Locale.ROOT,
                        "\n            of which V = 2(1 − ρ) V_b, ρ = %.4g declared, V_b = %.8g of the baseline's mean",
                        plan.correlation().getAsDouble(),
                        seen.baselineVariance())
                : "";
        String formula = String.format(
                Locale.ROOT,
                "history     n = %d units, V = %.8g the sampling variance of the difference%s%n"
                        + "planned     N = %.0f units, se = √(V n / N) = %.8g, df = %.0f%n"
                        + "test        two-sided at α = %.4g after correction; of a margin one-sided%n"
                        + "detectable  δ with P(T > t(1 − α/2, df)) = %.4g, T noncentral t at δ / se",
                hypothesis.n(),
                seen.variance(),
                bound,
                units,
                Math.sqrt(seen.variance() / times),
                (seen.df() + 1) * times - 1,
                alpha,
                plan.power());
        return List.of(
                new Working("Formula", formula),
                new Working(
                        "Assumptions",
                        "units are independent; they and the lists will vary as they did (plan_history)"));
    }

    private List<Outcome> all(double alpha) {
        Optional<Fault> fault = fault();
        if (fault.isPresent()) {
            return List.of(fault.get()
                    .at(estimand(
                            detectableName(), Scale.DIFFERENCE, use().metric().unit())));
        }
        Contrast seen = hypothesis.contrast().orElseThrow();
        Prospect prospect = new ExpectedContrast(seen).times(times);
        state(seen, prospect);
        Claim claim = claim(alpha);
        detectable(prospect, claim);
        OptionalDouble effect = effect(seen.baseline());
        if (effect.isPresent()) {
            promised(prospect, claim, effect.getAsDouble());
        }
        return rows;
    }

    private Optional<Fault> fault() {
        if (hypothesis.contrast().isEmpty()) {
            return hypothesis.fault();
        }
        return hypothesis.totals().isEmpty() && times != 1
                ? Optional.of(new Fault(
                        Reason.NOT_SUPPORTED,
                        use().metric().name()
                                + " is no mean over units: its error is known for the units of the history" + " only",
                        "leave out design.units, or read it without a plan"))
                : Optional.empty();
    }

    private void state(Contrast seen, Prospect prospect) {
        number(use().metric().measure().kind(), Scale.LEVEL, seen.baseline());
        number("std_error", Scale.DIFFERENCE, prospect.standardError());
        if (hypothesis.totals().isPresent()) {
            number("standard_deviation", Scale.LEVEL, seen.standardError() * Math.sqrt(hypothesis.n()));
            double shared = seen.baselineVariance() + seen.covariance();
            double candidate = seen.variance() + seen.baselineVariance() + 2 * seen.covariance();
            if (seen.baselineVariance() > 0 && candidate > 0) {
                number("correlation", Scale.PROBABILITY, shared / Math.sqrt(seen.baselineVariance() * candidate));
            }
        }
    }

    private void detectable(Prospect prospect, Claim claim) {
        double baseline = Math.abs(prospect.baseline());
        OptionalDouble size =
                guarded() ? prospect.detectableMargin(claim, plan.power()) : prospect.detectable(claim, plan.power());
        boolean relative = guarded() && claim.scale() == NonInferiority.Scale.RELATIVE;
        if (size.isEmpty()) {
            rows.add(new Fault(Reason.TOO_FEW_UNITS, "no size is seen with so few units", "evaluate more units")
                    .at(estimand(
                            detectableName(), Scale.DIFFERENCE, use().metric().unit())));
            return;
        }
        double difference = relative ? size.getAsDouble() * baseline : size.getAsDouble();
        number(detectableName(), Scale.DIFFERENCE, difference);
        if (baseline > 0) {
            number(detectableName(), Scale.RELATIVE_DIFFERENCE, difference / baseline);
        }
    }

    private void promised(Prospect prospect, Claim claim, double effect) {
        number("power", Scale.PROBABILITY, prospect.power(claim, effect));
        if (!guarded()) {
            number("asked_effect", Scale.DIFFERENCE, effect);
            if (prospect.baseline() != 0) {
                number("asked_effect", Scale.RELATIVE_DIFFERENCE, effect / Math.abs(prospect.baseline()));
            }
        }
        if (hypothesis.totals().isEmpty()) {
            return;
        }
        OptionalDouble more = prospect.required(claim, effect, plan.power());
        if (more.isPresent()) {
            number("required_units", Scale.COUNT, Math.ceil(more.getAsDouble() * times * hypothesis.n() - 1e-6));
        } else {
            rows.add(new Fault(
                            Reason.NOT_SUPPORTED,
                            "not even ten thousand times the units show it",
                            "accept a larger " + (guarded() ? "margin" : "mde"))
                    .at(estimand("required_units", Scale.COUNT, "units")));
        }
    }

    private MetricUse use() {
        return hypothesis.use();
    }

    /** Guardrails are held to their margin on the whole; segments show differences. */
    private boolean guarded() {
        return use().margin().isPresent() && hypothesis.segment().isEmpty();
    }

    private Claim claim(double alpha) {
        Direction better = use().metric().goal() == Goal.DECREASE ? Direction.DECREASE : Direction.INCREASE;
        if (!guarded()) {
            return Claim.difference(alpha).preferring(better);
        }
        return Claim.nonInferiority(
                (1 - plan.evaluation().study().context().level()) / 2,
                use().margin().orElseThrow(),
                use().marginScale() == Scale.RELATIVE_DIFFERENCE
                        ? NonInferiority.Scale.RELATIVE
                        : NonInferiority.Scale.ABSOLUTE,
                better);
    }

    /** The declared effect in the metric's unit: none for a margin. */
    private OptionalDouble effect(double baseline) {
        if (guarded()) {
            return OptionalDouble.of(0);
        }
        if (use().mde().isEmpty()) {
            return OptionalDouble.empty();
        }
        double size = use().mde().getAsDouble() * (use().metric().goal() == Goal.DECREASE ? -1 : 1);
        return OptionalDouble.of(use().mdeScale() == Scale.RELATIVE_DIFFERENCE ? size * Math.abs(baseline) : size);
    }

    private String detectableName() {
        return guarded() ? "detectable_margin" : "mde";
    }

    private void number(String name, Scale scale, double value) {
        String unit = switch (scale) {
            case COUNT -> "units";
            case LEVEL, DIFFERENCE -> use().metric().unit();
            default -> "fraction";
        };
        rows.add(new Estimate(
                estimand(name, scale, unit),
                value,
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                Math.round(times * hypothesis.n()),
                ""));
    }

    private Estimand estimand(String name, Scale scale, String unit) {
        return new Estimand(
                RankingDesign.ANALYSIS,
                use().metric().name(),
                name,
                scale,
                hypothesis.system(),
                plan.evaluation().systems().getFirst(),
                hypothesis.segment(),
                Map.of(),
                unit);
    }
}
