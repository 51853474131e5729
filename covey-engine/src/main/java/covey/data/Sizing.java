package covey.data;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A decision on the length of a running experiment that looked at its effects, and what it had seen: the first of two
 * stages, whose weight was fixed before.
 *
 * @param asOf the interim look, ISO-8601 UTC
 * @param plannedEnd end of the period as planned, ISO-8601 UTC
 * @param newEnd end that it led to; the planned one when the length stood
 * @param passed share of the planned maximum that had passed when it is in units; 0 when it is the end of the period
 * @param stretch new maximum in units over the planned one; 1 when it is the end of the period
 * @param stages what each metric had shown in each arm
 */
public record Sizing(String asOf, String plannedEnd, String newEnd, double passed, double stretch, List<Stage> stages) {
    public Sizing {
        stages = List.copyOf(stages);
    }

    /**
     * One metric in one arm at the interim look.
     *
     * @param metric metric name
     * @param arm arm compared with control
     * @param estimate difference to control
     * @param standardError its standard error, positive
     * @param units units of both arms
     * @param weight share of the planned information, in (0, 1): the square of the weight of this stage
     * @param target information expected at the new end
     */
    public record Stage(
            String metric,
            String arm,
            double estimate,
            double standardError,
            double units,
            double weight,
            double target) {}

    /** When it was. */
    public Instant at() {
        return Instant.parse(asOf);
    }

    /** What a metric had shown in an arm; empty when it had shown nothing. */
    public Optional<Stage> stage(String metric, String arm) {
        return stages.stream()
                .filter(s -> s.metric().equals(metric) && s.arm().equals(arm))
                .findFirst();
    }
}
