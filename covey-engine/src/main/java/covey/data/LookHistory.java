package covey.data;

import java.time.Instant;
import java.util.List;

/**
 * Earlier looks at an experiment, in order of time: what was seen, and by which plan it was judged.
 *
 * @param looks one entry per look, metric and arm
 */
public record LookHistory(List<Look> looks) {
    /** Nobody has looked yet. */
    public static final LookHistory NONE = new LookHistory(List.of());

    public LookHistory {
        looks = List.copyOf(looks);
    }

    /**
     * One metric in one arm at one look.
     *
     * @param asOf when, ISO-8601 UTC
     * @param run run whose result showed it
     * @param metric metric name
     * @param arm arm compared with control
     * @param estimate difference to control as judged: adjusted, in the metric's unit
     * @param standardError its standard error
     * @param z its test as a standard normal deviate
     * @param units units behind it, both arms
     * @param clock share of the plan that had passed, 0 to 1
     * @param last whether it was the last planned look
     * @param bound |z| at which it would have decided; infinite when it could not
     * @param recommendation what was recommended
     * @param plannedUnits units the sequences are tuned at; 0 when not known
     * @param plan the plan it was judged by
     */
    public record Look(
            String asOf,
            String run,
            String metric,
            String arm,
            double estimate,
            double standardError,
            double z,
            double units,
            double clock,
            Last last,
            double bound,
            String recommendation,
            double plannedUnits,
            Plan plan) {
        /** When it was. */
        public Instant at() {
            return Instant.parse(asOf);
        }

        /** Whether another look saw the same numbers, but for rounding. */
        public boolean sameAs(double otherEstimate, double otherError, double otherUnits) {
            return units == otherUnits
                    && Math.abs(estimate - otherEstimate) <= 1e-9 * standardError
                    && Math.abs(standardError - otherError) <= 1e-9 * standardError;
        }
    }

    /** Place of a look in the plan. */
    public enum Last {
        /** More were planned. */
        INTERIM,
        /** It ended the experiment. */
        FINAL
    }

    /**
     * What must not change once somebody has looked.
     *
     * @param method monitoring method
     * @param spending spending function with its parameter; empty for methods without
     * @param alpha error over all looks
     * @param maximum planned maximum
     * @param schedule planned looks
     */
    public record Plan(String method, String spending, double alpha, String maximum, String schedule) {}
}
