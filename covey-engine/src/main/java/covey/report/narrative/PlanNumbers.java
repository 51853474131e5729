package covey.report.narrative;

import covey.result.ArmInfo;
import covey.result.Diagnostic;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.MetricInfo;
import covey.result.Outcome;
import covey.result.Scale;
import covey.result.StudyResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The numbers of a plan, found by what they are about.
 *
 * @param result the plan
 */
public record PlanNumbers(StudyResult result) {
    private static final String ANALYSIS = "plan";
    private static final String RE_ESTIMATE = "re_estimate";
    private static final String WEEK = "week";

    /** Whether a result is a plan. */
    public boolean planned() {
        return result.outcomes().stream().anyMatch(o -> o.estimand().analysis().equals(ANALYSIS));
    }

    /** The decision on the length of a running study; empty when the result is none. */
    public Optional<Diagnostic> reEstimated() {
        boolean rows =
                result.outcomes().stream().anyMatch(o -> o.estimand().analysis().equals(RE_ESTIMATE));
        return rows ? finding(RE_ESTIMATE) : Optional.empty();
    }

    /** A number of a re-estimation. */
    public Optional<Estimate> reEstimated(MetricInfo metric, ArmInfo arm, String name) {
        return result.outcomes().stream()
                .filter(Estimate.class::isInstance)
                .map(Estimate.class::cast)
                .filter(e -> e.estimand().analysis().equals(RE_ESTIMATE)
                        && e.estimand().metric().equals(metric.name())
                        && e.estimand().arm().equals(arm.name())
                        && e.estimand().name().equals(name))
                .findFirst();
    }

    /** Arms that are compared with the reference. */
    public List<ArmInfo> treatments() {
        return result.study().arms().stream().filter(a -> !a.control()).toList();
    }

    /** A number of a metric in an arm at the planned end. */
    public Optional<Estimate> number(MetricInfo metric, ArmInfo arm, String name, Scale scale) {
        return rows(metric.name(), arm.name(), name, scale).stream()
                .filter(e -> e.estimand().at().isEmpty())
                .findFirst();
    }

    /** The detectable effect, or for a metric with a margin the harm that can be ruled out. */
    public Optional<Estimate> detectable(MetricInfo metric, ArmInfo arm, Scale scale) {
        return number(metric, arm, detectableName(metric), scale);
    }

    /** The same week by week. */
    public List<Estimate> curve(MetricInfo metric, ArmInfo arm, Scale scale) {
        return rows(metric.name(), arm.name(), detectableName(metric), scale).stream()
                .filter(e -> e.estimand().at().containsKey(WEEK))
                .toList();
    }

    /** Numbers of every interaction of two factors, by its levels in the order of the plan. */
    public Map<String, List<Estimate>> interactions(MetricInfo metric) {
        Map<String, List<Estimate>> found = new LinkedHashMap<>();
        for (Outcome outcome : result.outcomes()) {
            Estimand e = outcome.estimand();
            if (e.analysis().equals(ANALYSIS)
                    && e.metric().equals(metric.name())
                    && e.name().startsWith("interaction_")
                    && outcome instanceof Estimate estimate) {
                found.computeIfAbsent(e.arm(), _ -> new ArrayList<>()).add(estimate);
            }
        }
        return found;
    }

    /** Numbers of a metric in an arm inside every segment, by segment in the order of the plan. */
    public Map<String, List<Estimate>> segments(MetricInfo metric, ArmInfo arm) {
        Map<String, List<Estimate>> found = new LinkedHashMap<>();
        for (Outcome outcome : result.outcomes()) {
            Estimand e = outcome.estimand();
            if (e.analysis().equals(ANALYSIS)
                    && e.metric().equals(metric.name())
                    && e.arm().equals(arm.name())
                    && !e.segment().isEmpty()
                    && outcome instanceof Estimate estimate) {
                found.computeIfAbsent(e.segment(), _ -> new ArrayList<>()).add(estimate);
            }
        }
        return found;
    }

    /** Units in the experiment week by week; of a market those of the study's own side. */
    public List<Estimate> units() {
        return rows("", "", "units", Scale.COUNT).stream()
                .filter(e -> e.estimand().at().containsKey(WEEK)
                        && !e.estimand().at().containsKey("side"))
                .toList();
    }

    /** Units in the experiment at the planned end. */
    public Optional<Estimate> unitsAtTheEnd() {
        return rows("", "", "units", Scale.COUNT).stream()
                .filter(e -> e.estimand().at().isEmpty())
                .findFirst();
    }

    /** Rows of the A/A replay. */
    public List<Outcome> replay() {
        return result.outcomes().stream()
                .filter(o -> o.estimand().analysis().equals("aa"))
                .toList();
    }

    /** Week of a point of a curve. */
    public static int week(Estimate estimate) {
        return Integer.parseInt(estimate.estimand().at().getOrDefault(WEEK, "0"));
    }

    /** What a check found for the whole plan. */
    public Optional<Diagnostic> finding(String check) {
        return result.diagnostics().stream()
                .filter(d -> d.check().equals(check))
                .findFirst();
    }

    private static String detectableName(MetricInfo metric) {
        return metric.margin().isPresent() ? "detectable_margin" : "mde";
    }

    private List<Estimate> rows(String metric, String arm, String name, Scale scale) {
        List<Estimate> rows = new ArrayList<>();
        for (Outcome outcome : result.outcomes()) {
            Estimand e = outcome.estimand();
            boolean asked = e.analysis().equals(ANALYSIS)
                    && e.metric().equals(metric)
                    && e.arm().equals(arm)
                    && e.name().equals(name)
                    && e.segment().isEmpty()
                    && e.scale() == scale;
            if (asked && outcome instanceof Estimate estimate) {
                rows.add(estimate);
            }
        }
        return rows;
    }
}
