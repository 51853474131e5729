package covey.study;

import covey.data.Data;
import covey.method.Estimator;
import covey.method.Spec;
import covey.method.Study;
import covey.method.Working;
import covey.result.Diagnostic;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.Interval;
import covey.result.MetricInfo;
import covey.result.NotEstimable;
import covey.result.Outcome;
import covey.result.Query;
import covey.result.Severity;
import covey.result.StudyResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Walks one number from its definition to its formula. */
final class Explainer {
    private final StudyResult result;
    private final MetricInfo metric;
    private final String arm;
    private final String segment;

    Explainer(StudyResult result, MetricInfo metric, String arm, String segment) {
        this.result = result;
        this.metric = metric;
        this.arm = arm;
        this.segment = segment;
    }

    <S extends Spec, D extends Data> Explanation explain(Estimator<S, D> estimator, Study study, Data data) {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step("The number", number()));
        steps.add(new Step(
                "What is measured (" + metric.name() + ", version " + metric.version() + ")", metric.definition()));
        steps.add(new Step("Where it comes from", sources()));
        @SuppressWarnings("unchecked") // stored beside a result of the same kind
        D typed = (D) data;
        for (Working working :
                estimator.workings(estimator.specify(study), typed, new Working.Asked(metric.name(), arm, segment))) {
            steps.add(new Step(working.title(), working.body()));
        }
        steps.add(new Step("Whether to trust it", trust()));
        steps.add(new Step("Provenance", provenance()));
        String address = result.study().name() + "/" + metric.name() + "@" + result.run();
        return new Explanation(address, steps);
    }

    private String number() {
        List<String> lines = new ArrayList<>();
        for (Outcome outcome : result.outcomes()) {
            Estimand e = outcome.estimand();
            boolean asked = e.metric().equals(metric.name())
                    && e.segment().equals(segment)
                    && e.at().isEmpty()
                    && (e.arm().equals(arm)
                            || (e.arm().equals(reference()) && e.reference().isEmpty()))
                    && Set.of("main", "unadjusted", "plan").contains(e.analysis());
            if (asked) {
                lines.add(line(outcome));
            }
        }
        if (lines.stream().anyMatch(l -> l.contains("(simultaneous "))) {
            lines.add(
                    "The simultaneous interval is drawn at a higher level, so that all of its family hold at once; the"
                            + " formulas below give the pointwise interval, as analysis pointwise shows it.");
        }
        return lines.isEmpty() ? "no number for arm '" + arm + "' " + segment : String.join("\n", lines);
    }

    private String reference() {
        return result.outcomes().stream()
                .map(Outcome::estimand)
                .filter(e -> e.arm().equals(arm) && !e.reference().isEmpty())
                .map(Estimand::reference)
                .findFirst()
                .orElseGet(() -> result.control().map(a -> a.name()).orElse(""));
    }

    private static String line(Outcome outcome) {
        Estimand e = outcome.estimand();
        String what = String.format(
                Locale.ROOT,
                "%-11s %-22s %-20s %-12s",
                e.analysis(),
                e.name(),
                e.scale().name().toLowerCase(Locale.ROOT),
                e.arm());
        return what
                + switch (outcome) {
                    case Estimate estimate ->
                        String.format(Locale.ROOT, " %.6g", estimate.value())
                                + estimate.interval().map(Explainer::interval).orElse("")
                                + estimate.test()
                                        .map(t -> String.format(Locale.ROOT, ", p = %.3g (%s)", t.pValue(), t.name()))
                                        .orElse("")
                                + ", n = "
                                + estimate.n();
                    case NotEstimable missing -> " not estimable: " + missing.message() + " " + missing.advice();
                };
    }

    private static String interval(Interval interval) {
        return String.format(
                Locale.ROOT,
                " [%s, %s] (%s %.4g %%, %s)",
                limit(interval.lower()),
                limit(interval.upper()),
                interval.coverage().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                100 * interval.level(),
                interval.method());
    }

    private static String limit(double value) {
        return Double.isInfinite(value) ? "unbounded" : String.format(Locale.ROOT, "%.6g", value);
    }

    private String sources() {
        List<String> lines = new ArrayList<>();
        boolean dated = !result.study().start().isEmpty();
        lines.add((dated
                        ? "period " + result.study().start() + " to "
                                + result.study().lastDay() + " ("
                                + result.study().timezone() + "), "
                        : "")
                + "unit " + result.study().unit());
        for (Query query : result.provenance().queries()) {
            lines.add("  " + query.name() + "  " + query.hash().substring(0, 8) + "  " + query.purpose());
        }
        lines.add("the statements: covey compile " + result.study().name() + ", or queries.sql beside the result");
        return String.join("\n", lines);
    }

    private String trust() {
        List<String> lines = new ArrayList<>();
        for (Diagnostic d : result.diagnostics()) {
            if (d.metric().isEmpty() || d.metric().equals(metric.name())) {
                if (d.severity() != Severity.PASS) {
                    lines.add(d.severity().name().toLowerCase(Locale.ROOT) + ": " + d.check() + ": " + d.message());
                }
            }
        }
        long passed = result.diagnostics().stream()
                .filter(d -> d.severity() == Severity.PASS)
                .count();
        lines.add(passed + " checks passed");
        return String.join("\n", lines);
    }

    private String provenance() {
        return "run " + result.run() + ", computed " + result.provenance().computedAt() + " on "
                + result.provenance().engine() + ", Covey "
                + result.provenance().codeVersion() + ", seed "
                + result.provenance().seed() + "\nread as of "
                + result.provenance().asOf() + ", newest rows "
                + result.provenance().dataUntil();
    }
}
