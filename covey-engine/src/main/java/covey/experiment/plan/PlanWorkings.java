package covey.experiment.plan;

import covey.experiment.compare.effect.Numbers;
import covey.experiment.spec.MetricPlan;
import covey.experiment.spec.PlanSpec;
import covey.method.Study;
import covey.method.Working;
import covey.result.MetricInfo.Role;
import covey.stats.DegenerateDataException;
import covey.stats.compare.Contrast;
import covey.stats.distribution.Normal;
import covey.stats.power.Comparison;
import covey.stats.power.Demand;
import covey.stats.power.Outcome;
import covey.stats.power.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** How the numbers of a plan came about, with the values put in. */
final class PlanWorkings {
    private final PlanSpec spec;
    private final Planning planning;

    PlanWorkings(Planning planning) {
        this.spec = planning.spec();
        this.planning = planning;
    }

    List<Working> of(Working.Asked number) {
        Optional<MetricPlan> plan = spec.experiment().metrics().stream()
                .filter(m -> m.name().equals(number.metric()))
                .findFirst();
        Optional<Study.Arm> arm = planning.layout().arms().stream()
                .filter(a -> a.name().equals(number.arm()))
                .findFirst();
        if (plan.isEmpty() || arm.isEmpty() || planning.data().failures().containsKey(number.metric())) {
            return List.of();
        }
        try {
            return workings(planning.outlook(plan.get(), arm.get()));
        } catch (DegenerateDataException e) {
            return List.of(new Working("Why there is no number", String.valueOf(e.getMessage())));
        }
    }

    private List<Working> workings(Outlook outlook) {
        int state = Outlook.state(planning.planned());
        Comparison comparison = outlook.comparison(planning.planned());
        return List.of(
                new Working("Sufficient statistics", statistics(outlook, comparison.outcome(), state)),
                new Working("Formula", formula(outlook, comparison)),
                new Working("Assumptions", assumptions()),
                new Working("What would change it", levers(outlook, comparison)));
    }

    private String statistics(Outlook outlook, Outcome outcome, int state) {
        List<String> lines = new ArrayList<>();
        lines.add("state of the history after week " + state + ", "
                + outlook.history().units(state) + " units");
        lines.add("value C = " + shown(outcome.baseline()));
        lines.add("variance per " + outlook.arrangement().things().one() + " σ² = " + shown(outcome.variance()));
        lines.add("share explained by covariates and design R² = " + shown(outcome.explained()));
        lines.add("units that enter in " + shown(planning.planned()) + " weeks: " + shown(planning.units())
                + "; randomised, N = " + shown(outlook.units(planning.planned())));
        outlook.figures(planning.planned())
                .forEach(f -> lines.add(f.name().replace('_', ' ') + " = " + shown(f.value())));
        Split split = outlook.arrangement().split();
        lines.add("shares: " + outlook.reference() + " "
                + shown(split.control()) + ", " + outlook.arm().name() + " "
                + shown(split.treatment()));
        return String.join("\n", lines);
    }

    private String formula(Outlook outlook, Comparison comparison) {
        double units = outlook.units(planning.planned());
        Contrast contrast = comparison.expected(units, 0);
        double tail = comparison.claim().tail();
        double power = spec.rules().power();
        List<String> lines = new ArrayList<>();
        lines.add("V = (1 − R²)(σ²/(N s_t) + σ²/(N s_c)), here at no effect: " + shown(contrast.variance())
                + "; standard error " + shown(contrast.standardError()));
        if (comparison.inflation() > 1) {
            lines.add("looking during the experiment: N counts as N / " + shown(comparison.inflation())
                    + ", the maximum information ratio of the planned looks");
        }
        lines.add("error in the tail of the test a = " + shown(tail) + hypotheses(outlook));
        OptionalDouble size = outlook.detectable(planning.planned());
        if (size.isPresent()) {
            lines.add((outlook.guarded() ? "smallest harm ruled out" : "detectable effect") + " ≈ (z_{1−a} + z_{"
                    + shown(power) + "}) √V = (" + shown(-Normal.quantile(tail)) + " + "
                    + shown(Normal.quantile(power)) + ") × " + shown(contrast.standardError()) + " = "
                    + shown((Normal.quantile(power) - Normal.quantile(tail)) * contrast.standardError())
                    + "; exactly, with the test's own distribution, " + shown(size.getAsDouble())
                    + (outlook.guarded() ? " on the margin's scale" : ""));
        }
        if (outlook.plan().role() == Role.PRIMARY && outlook.hypotheses() > 1) {
            lines.add("power of all and of any primary comparison, by simulation: "
                    + planning.correlations()
                            .origin(
                                    planning.layout().correlation(),
                                    spec.experiment().study().unit()));
        }
        outlook.declared().ifPresent(declared -> {
            double effect = declared.on(comparison.outcome());
            lines.add("power for "
                    + (outlook.guarded() ? "the margin, if there is no harm" : "the declared effect " + shown(effect))
                    + ": " + shown(outlook.power(planning.planned(), effect))
                    + (outlook.looks().isEmpty() ? "" : ", its bounds crossed by numerical integration"));
            Optional<Demand.Duration> length = outlook.duration();
            outlook.required(length.map(d -> (double) d.weeks()).orElse(planning.planned()))
                    .ifPresent(needed ->
                            lines.add(outlook.arrangement().things().required().replace("required_", "") + " for power "
                                    + shown(power) + ": "
                                    + shown(Math.ceil(needed
                                            / outlook.arrangement().things().each()))));
            length.ifPresent(found -> lines.add("first week with that power: " + found.weeks()));
        });
        return String.join("\n", lines);
    }

    private static String hypotheses(Outlook outlook) {
        return outlook.hypotheses() == 1
                ? ""
                : ", α shared by " + outlook.hypotheses() + " hypotheses ("
                        + outlook.question().sharing() + ")";
    }

    private String assumptions() {
        return "units arrive and vary as they did in the history (covey design --aa replays it)\n"
                + "treatment leaves the variance as it is, except of a proportion\n"
                + planning.layout().interference();
    }

    private String levers(Outlook outlook, Comparison comparison) {
        List<String> lines = new ArrayList<>();
        double planned = planning.planned();
        outlook.detectable(2 * planned).ifPresent(size -> lines.add("twice as long: " + shown(size)));
        if (comparison.outcome().explained() > 0) {
            Outcome o = comparison.outcome();
            Comparison plain = new Comparison(
                    new Outcome(o.baseline(), o.variance(), 0, o.law()),
                    comparison.split(),
                    comparison.claim(),
                    comparison.inflation());
            if (!outlook.guarded()) {
                plain.detectable(outlook.units(planned), spec.rules().power())
                        .ifPresent(size -> lines.add("without covariates: " + shown(size)));
            }
        }
        return lines.isEmpty() ? "a longer period, larger shares, better covariates" : String.join("\n", lines);
    }

    private static String shown(double value) {
        return Numbers.shown(value);
    }
}
