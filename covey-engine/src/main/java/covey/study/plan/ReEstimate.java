package covey.study.plan;

import covey.data.Sizing;
import covey.experiment.adapt.ConditionalReEstimation;
import covey.experiment.plan.ReEstimation;
import covey.result.Diagnostic;
import covey.result.StudyResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A re-estimation that is on record.
 *
 * @param asOf instant up to which data were read, ISO-8601
 * @param method what it looked at
 * @param fraction information by then over that of the plan
 * @param end end of the period that it led to, ISO-8601
 * @param plannedUnits units that would have entered by the planned end
 * @param units units expected by the new end
 * @param sizing what it saw of the effects; empty when it saw none
 */
public record ReEstimate(
        String asOf,
        String method,
        double fraction,
        String end,
        long plannedUnits,
        long units,
        Optional<Sizing> sizing) {
    /** Those that results hold, in their order. */
    public static List<ReEstimate> all(List<StudyResult> results) {
        return results.stream().flatMap(r -> of(r.diagnostics()).stream()).toList();
    }

    /** The decision that findings hold; empty when they hold none. */
    public static Optional<ReEstimate> of(List<Diagnostic> findings) {
        return findings.stream()
                .filter(d -> d.check().equals(ReEstimation.ANALYSIS))
                .findFirst()
                .map(d -> of(findings, d.values()));
    }

    private static ReEstimate of(List<Diagnostic> findings, Map<String, String> v) {
        return new ReEstimate(
                v.getOrDefault("as_of", ""),
                v.getOrDefault("method", ""),
                Double.parseDouble(v.getOrDefault("information_fraction", "NaN")),
                v.getOrDefault("new_end", ""),
                Long.parseLong(v.getOrDefault("planned_units", "0")),
                Long.parseLong(v.getOrDefault("new_units", "0")),
                sizing(findings, v));
    }

    private static Optional<Sizing> sizing(List<Diagnostic> findings, Map<String, String> v) {
        List<Sizing.Stage> stages = findings.stream()
                .filter(d -> d.check().equals(ConditionalReEstimation.STAGE))
                .map(ReEstimate::stage)
                .toList();
        return stages.isEmpty()
                ? Optional.empty()
                : Optional.of(new Sizing(
                        v.getOrDefault("as_of", ""),
                        v.getOrDefault("planned_end", ""),
                        v.getOrDefault("new_end", ""),
                        Double.parseDouble(v.getOrDefault("passed", "0")),
                        Double.parseDouble(v.getOrDefault("stretch", "1")),
                        stages));
    }

    private static Sizing.Stage stage(Diagnostic d) {
        return new Sizing.Stage(
                d.metric(),
                d.values().getOrDefault("arm", ""),
                number(d, "estimate"),
                number(d, "std_error"),
                number(d, "units"),
                number(d, "weight"),
                number(d, "target"));
    }

    private static double number(Diagnostic d, String key) {
        return Double.parseDouble(d.values().getOrDefault(key, "NaN"));
    }

    /** What the study may say where its plan said something else. */
    Map<String, String> allowed() {
        return Map.of("period.end", end, "monitoring.maximum.units", String.valueOf((double) units));
    }
}
