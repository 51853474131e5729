package covey.experiment.sequential;

import covey.data.LookHistory;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MonitoringRules;
import covey.result.Diagnostic;
import covey.result.MetricInfo.Role;
import covey.result.Severity;
import covey.stats.sequential.GroupSequentialDesign.Last;
import java.util.ArrayList;
import java.util.List;

/**
 * Where every hypothesis stands at this look, what looking costs, and looks that were not planned. Says nothing of an
 * experiment that is looked at once, at its end.
 */
public final class LookFindings {
    /** Share of the error that is worth a sentence. */
    private static final double LEAST_TOLD = 0.01;

    private LookFindings() {}

    /** Findings about the looks, those about the plan first. */
    public static List<Diagnostic> of(ExperimentSpec spec, LookHistory history, List<Standing> standings) {
        List<Diagnostic> findings = new ArrayList<>(PlanChanges.of(spec, history));
        findings.addAll(stages(standings));
        List<Standing> followed =
                standings.stream().filter(s -> !s.path().single()).toList();
        if (followed.isEmpty()) {
            return findings;
        }
        findings.add(looks(spec, history, followed));
        followed.stream().filter(s -> s.verdict().ignored() > 0).forEach(s -> findings.add(PlanChanges.ignored(s)));
        followed.forEach(s -> findings.add(standing(s)));
        return findings;
    }

    private static Diagnostic standing(Standing s) {
        Path.Point now = s.path().latest();
        Severity severity = switch (s.verdict().recommendation()) {
            case CONTINUE, ENDED -> Severity.PASS;
            case STOP_FOR_EFFICACY, STOP_FOR_FUTILITY -> Severity.NOTE;
            case STOP_FOR_HARM -> Severity.WARNING;
        };
        Told told = Told.of("monitoring", severity, LookWords.sentence(s))
                .metric(s.metric().name())
                .advice(advice(s))
                .value("arm", s.arm())
                .value("look", s.path().size())
                .value("last", s.path().last())
                .value("as_of", now.at())
                .value("clock", now.clock())
                .value("information", now.information())
                .value("estimate", now.estimate())
                .value("std_error", now.standardError())
                .value("z", now.z())
                .value("units", now.units())
                .value("planned_units", s.path().plannedUnits())
                .value("bound", s.verdict().bound())
                .value("recommendation", s.verdict().recommendation().code())
                .value("decided_at_look", s.verdict().crossed())
                .value("held", s.verdict().held())
                .value("method", s.plan().method())
                .value("spending", s.plan().spending())
                .value("alpha", s.plan().alpha())
                .value("maximum", s.plan().maximum())
                .value("schedule", s.plan().schedule())
                .value(
                        "path",
                        s.path().points().stream()
                                .map(p -> p.at() + " " + p.clock() + " " + p.z())
                                .reduce((a, b) -> a + ";" + b)
                                .orElse(""))
                .value("bounds", bounds(s));
        return now.planned().isPresent()
                ? told.value("planned_information", now.information()).diagnostic()
                : told.diagnostic();
    }

    /** That an unblinded look decided on the length, and how the tests answer for it. */
    private static List<Diagnostic> stages(List<Standing> standings) {
        return standings.stream()
                .filter(s -> s.weighted().isPresent())
                .limit(1)
                .map(s -> Told.of(
                                "stage_weights",
                                Severity.NOTE,
                                s.weighted().orElseThrow().words())
                        .value("as_of", s.weighted().orElseThrow().sizing().asOf())
                        .value("weight", s.weighted().orElseThrow().first().weight())
                        .diagnostic())
                .toList();
    }

    private static String bounds(Standing s) {
        List<String> all = new ArrayList<>();
        for (double b : s.rule().criticals(s.path(), s.alpha())) {
            all.add(String.valueOf(b));
        }
        return String.join(";", all);
    }

    private static String advice(Standing s) {
        return switch (s.verdict().recommendation()) {
            case STOP_FOR_HARM -> "stop the arm, and look for the cause before it is tried again";
            case STOP_FOR_EFFICACY ->
                s.rule() instanceof Rule.GroupSequential
                        ? "stop; the estimate that leads is corrected for it, analysis stopped"
                        : "stop, and read the repeated interval: it holds wherever one stops";
            case STOP_FOR_FUTILITY -> "stop, unless what is learnt is worth the units";
            case CONTINUE, ENDED -> "";
        };
    }

    /** The plain sentence: what was adjusted, and what looking costs. */
    private static Diagnostic looks(ExperimentSpec spec, LookHistory history, List<Standing> followed) {
        Standing s = followed.getFirst();
        double level = spec.level();
        int looks = s.path().size();
        if (s.rule() instanceof Rule.Fixed) {
            double naive = LookingCost.naiveError(s.path(), 1 - level);
            return Told.of(
                            "looks",
                            Severity.WARNING,
                            "Look " + looks + " at an experiment with a fixed horizon: one look at the end was planned,"
                                    + " and judging " + judged(s.path()) + " as if each were the only one alarms"
                                    + " falsely with probability " + LookWords.fine(naive) + " instead of "
                                    + LookWords.fine(1 - level) + ".")
                    .advice("wait for the end, or plan looks before the next experiment: monitoring.method")
                    .value("looks", looks)
                    .value("naive_error", naive)
                    .diagnostic();
        }
        double more = LookingCost.moreUnits(spec, s.path());
        double width = s.width(level);
        String unknown = s.rule() instanceof Rule.AnyDependence
                ? " How the looks depend on one another is taken as unknown: the estimate is extrapolated anew from each"
                        + " stage, so that no estimate corrected for stopping is told."
                : "";
        String message = "Look " + looks + ", judged by " + s.label() + " (" + described(s) + "): tests and intervals"
                + " are adjusted for " + s.plan().schedule() + " looking, which costs at most " + LookWords.fine(more)
                + " more units than one look at the end; intervals are " + LookWords.shown(width)
                + " times as wide today as those of a single look would be." + unknown + early(spec, s)
                + unplanned(spec, history, s) + shared(spec, followed);
        return Told.of(
                        "looks",
                        Severity.NOTE,
                        message
                                + s.unplanned()
                                        .map(u -> " This look was not planned: " + u + ".")
                                        .orElse(""))
                .advice(
                        s.unplanned().isPresent()
                                ? "it is paid for; looks that the effect itself suggested are not covered"
                                : "")
                .value("looks", looks)
                .value("unplanned", s.unplanned().isPresent())
                .value("more_units", more)
                .value("spent_early", spentEarly(s))
                .value("wider", width)
                .diagnostic();
    }

    /** Error of looks that could stop for harm alone. */
    private static double spentEarly(Standing s) {
        int looks = s.verdict()
                .stopping()
                .map(Stopping::efficacyFrom)
                .map(from -> Math.min(from - 1, s.path().size()))
                .orElse(0);
        if (looks == 0) {
            return 0;
        }
        return switch (s.rule()) {
            case Rule.GroupSequential rule -> rule.spent(s.path().until(looks), s.alpha());
            case Rule.AnyDependence rule -> rule.spent(s.path().until(looks), s.alpha());
            case Rule.Fixed _, Rule.Sequence _ -> 0;
        };
    }

    private static String early(ExperimentSpec spec, Standing s) {
        double spent = spentEarly(s);
        return spent < LEAST_TOLD * s.alpha()
                ? ""
                : " Looks before day " + spec.monitoring().minimumDays() + " stop for harm alone and have spent "
                        + LookWords.number(spent) + " of the error of " + LookWords.number(s.alpha())
                        + ": their intervals and the stop for harm are paid with it.";
    }

    private static String unplanned(ExperimentSpec spec, LookHistory history, Standing s) {
        boolean fixed = !(s.rule() instanceof Rule.Sequence)
                || history.planned(s.metric().name(), s.arm()).isPresent()
                || spec.monitoring().maximum().kind() != MonitoringRules.Maximum.Kind.END;
        return fixed
                ? ""
                : " Without a plan the sequence is tuned at the pace of the first look, so that its day decides how wide"
                        + " intervals are; one made by covey design fixes it beforehand.";
    }

    private static String judged(Path path) {
        int looks = path.size();
        if (path.last() == Last.FINAL) {
            return "each of " + looks + " looks";
        }
        return looks == 1 ? "this look and the end" : "these " + looks + " looks and the end";
    }

    /** How looking is combined with testing several hypotheses. */
    private static String shared(ExperimentSpec spec, List<Standing> followed) {
        List<Standing> primary = of(followed, Role.PRIMARY);
        double error = 1 - spec.level();
        long hypotheses =
                primary.isEmpty() ? 1 : Math.round(error / primary.getFirst().alpha());
        String split = hypotheses > 1
                ? " Each of " + hypotheses
                        + " primary hypotheses, those of all arms, effects and sides together, spends 1/"
                        + hypotheses + " of the error; what an established one leaves to the others shows in their"
                        + " corrected p-values."
                : primary.size() > 1
                        ? " The " + primary.size()
                                + " primary hypotheses are not corrected for one another: each spends"
                                + " all of the error."
                        : "";
        String harm = of(followed, Role.GUARDRAIL).isEmpty()
                        || !spec.monitoring().appliesTo().contains(Role.GUARDRAIL)
                ? ""
                : " Guardrails are followed one by one, uncorrected: each stops falsely with probability at most "
                        + LookWords.fine(error / 2) + ".";
        String others = spec.metrics(Role.SECONDARY).isEmpty()
                        || spec.monitoring().appliesTo().contains(Role.SECONDARY)
                ? ""
                : " Secondary metrics are judged at the same looks, corrected among themselves, and recommend no stop.";
        return split + harm + others;
    }

    private static List<Standing> of(List<Standing> followed, Role role) {
        return followed.stream().filter(s -> s.metric().role() == role).toList();
    }

    private static String described(Standing s) {
        return s.plan().spending().isEmpty()
                ? "tuned at " + Math.round(s.path().plannedUnits()) + " units"
                : "spending " + LookWords.spending(s.plan()) + " up to the " + LookWords.maximum(s.plan());
    }
}
