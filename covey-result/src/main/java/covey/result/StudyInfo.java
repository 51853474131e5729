package covey.result;

import java.util.List;

/**
 * What the study asked, as a reader needs it.
 *
 * @param name study name
 * @param kind study kind, such as {@code experiment}
 * @param label human label; the name when none was given
 * @param question the question or hypothesis; may be empty
 * @param owner owner; may be empty
 * @param unit unit of analysis
 * @param start first day of the period, ISO date in the project's zone
 * @param lastDay last included day of the period, ISO date
 * @param timezone zone of all dates
 * @param arms arms in declared order
 * @param metrics metrics in the order primary, guardrails, secondary
 * @param shipWhen the declared decision rule; may be empty
 */
public record StudyInfo(
        String name,
        String kind,
        String label,
        String question,
        String owner,
        String unit,
        String start,
        String lastDay,
        String timezone,
        List<ArmInfo> arms,
        List<MetricInfo> metrics,
        String shipWhen) {
    public StudyInfo {
        arms = List.copyOf(arms);
        metrics = List.copyOf(metrics);
    }
}
