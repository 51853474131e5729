package covey.study.plan;

import covey.experiment.plan.ReEstimation;
import covey.result.Diagnostic;
import covey.result.StudyResult;
import java.util.List;
import java.util.Map;

/**
 * A re-estimation that is on record.
 *
 * @param asOf instant up to which data were read, ISO-8601
 * @param method what it looked at
 * @param fraction information by then over that of the plan
 * @param end end of the period that it led to, ISO-8601
 * @param plannedUnits units that would have entered by the planned end
 * @param units units expected by the new end
 */
public record ReEstimate(String asOf, String method, double fraction, String end, long plannedUnits, long units) {
    /** Those that results hold, in their order. */
    public static List<ReEstimate> all(List<StudyResult> results) {
        return results.stream()
                .flatMap(r -> r.diagnostics().stream())
                .filter(d -> d.check().equals(ReEstimation.ANALYSIS))
                .map(Diagnostic::values)
                .map(v -> new ReEstimate(
                        v.getOrDefault("as_of", ""),
                        v.getOrDefault("method", ""),
                        Double.parseDouble(v.getOrDefault("information_fraction", "NaN")),
                        v.getOrDefault("new_end", ""),
                        Long.parseLong(v.getOrDefault("planned_units", "0")),
                        Long.parseLong(v.getOrDefault("new_units", "0"))))
                .toList();
    }

    /** What the study may say where its plan said something else. */
    Map<String, String> allowed() {
        return Map.of("period.end", end, "monitoring.maximum.units", String.valueOf((double) units));
    }
}
