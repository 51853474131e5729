package covey.data;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Earlier looks at an experiment, in order of time: what was seen, and by which plan it was judged.
 *
 * @param looks one entry per look, metric and arm
 * @param sizing an interim look at the effects that decided on the length; empty when there was none
 * @param maxima maxima that were registered before, that of the plan first and those of its re-estimations after it; empty
 *     when nothing was registered
 * @param planned what the pre-registered plan expects at its end, by metric and arm; empty without a plan
 */
public record LookHistory(List<Look> looks, Optional<Sizing> sizing, List<String> maxima, List<Planned> planned) {
    /** Nobody has looked yet, and nothing was planned. */
    public static final LookHistory NONE = new LookHistory(List.of());

    public LookHistory {
        looks = List.copyOf(looks);
        // data that were stored before have none of these
        sizing = sizing == null ? Optional.empty() : sizing;
        maxima = maxima == null ? List.of() : List.copyOf(maxima);
        planned = planned == null ? List.of() : List.copyOf(planned);
    }

    /** Looks of an experiment whose plan is not on record. */
    public LookHistory(List<Look> looks) {
        this(looks, Optional.empty(), List.of(), List.of());
    }

    /** The same looks under what was registered. */
    public LookHistory under(Optional<Sizing> decided, List<String> registered) {
        return new LookHistory(looks, decided, registered, planned);
    }

    /** The same looks beside what a plan expects. */
    public LookHistory beside(List<Planned> plan) {
        return new LookHistory(looks, sizing, maxima, plan);
    }

    /** What was planned of a metric in an arm. */
    public Optional<Planned> planned(String metric, String arm) {
        return planned.stream()
                .filter(p -> p.metric().equals(metric) && p.arm().equals(arm))
                .findFirst();
    }

    /**
     * What a plan expects of one metric in one arm at its end.
     *
     * @param metric metric name
     * @param arm arm compared with control
     * @param units units of both arms
     * @param standardError standard error of the difference, in the metric's unit
     */
    public record Planned(String metric, String arm, double units, double standardError) {}

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
     * @param planned information on the scale of the plan, where the length was chosen after an unblinded look
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
            OptionalDouble planned,
            Plan plan) {
        /** A look at an experiment whose length no effect decided. */
        public Look(
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
            this(
                    asOf,
                    run,
                    metric,
                    arm,
                    estimate,
                    standardError,
                    z,
                    units,
                    clock,
                    last,
                    bound,
                    recommendation,
                    plannedUnits,
                    OptionalDouble.empty(),
                    plan);
        }

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
