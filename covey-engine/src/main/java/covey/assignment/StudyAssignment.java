package covey.assignment;

import covey.metric.Location;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who gets which arm, as a study declares it. A unit goes through holdout, layer, targeting and ramp, in that order; an
 * override goes past all of them.
 *
 * @param study name of the study, the key of its flag
 * @param unit unit that is randomised
 * @param salt salt; the study's name unless declared
 * @param arms arms in declared order
 * @param holdout units kept out of every study with the same holdout
 * @param slot the study's part of a layer
 * @param targeting conditions on attributes, all of which must hold
 * @param ramp growing shares of units; empty for everyone at once
 * @param overrides arm by unit
 * @param start start of the period
 * @param end end of the period, exclusive
 * @param location where it was declared
 */
public record StudyAssignment(
        String study,
        String unit,
        String salt,
        List<ArmShare> arms,
        Optional<Holdout> holdout,
        Optional<Slot> slot,
        List<Condition> targeting,
        List<RampStep> ramp,
        Map<String, String> overrides,
        Instant start,
        Instant end,
        Location location) {
    public StudyAssignment {
        arms = List.copyOf(arms);
        targeting = List.copyOf(targeting);
        ramp = List.copyOf(ramp);
        overrides = Map.copyOf(overrides);
    }

    /**
     * An arm.
     *
     * @param arm name
     * @param value value in the arm column
     * @param served value of the flag: text, a number, a truth value or a map
     * @param share share of the units that are in
     * @param control whether it is the reference
     */
    public record ArmShare(String arm, String value, Object served, double share, boolean control) {}

    /**
     * A holdout: the units whose entry bucket under its salt is below the share.
     *
     * @param salt salt, the name of the holdout
     * @param share share of all units
     */
    public record Holdout(String salt, double share) {}

    /**
     * A part of a layer: studies with disjoint parts never share a unit.
     *
     * @param layer salt, the name of the layer
     * @param from start of the part, 0 to 1
     * @param to end, exclusive
     * @param location where it was declared
     */
    public record Slot(String layer, double from, double to, Location location) {
        boolean overlaps(Slot other) {
            return layer.equals(other.layer) && from < other.to && other.from < to;
        }

        /** As it is written. */
        @Override
        public String toString() {
            return "[" + from + ", " + to + ")";
        }
    }

    /**
     * From an instant on, a share of the units is in.
     *
     * @param at instant
     * @param share share
     */
    public record RampStep(Instant at, double share) {}

    /**
     * A condition on an attribute.
     *
     * @param attribute name
     * @param operator what must hold
     * @param values operands: one, or several for in and not_in
     */
    public record Condition(String attribute, String operator, List<Object> values) {
        public Condition {
            values = List.copyOf(values);
        }
    }

    /** Share of the units that are in at an instant: of the last step before it, 0 before the first. */
    public double entered(Instant at) {
        if (ramp.isEmpty()) {
            return 1;
        }
        double share = 0;
        for (RampStep step : ramp) {
            if (!step.at().isAfter(at)) {
                share = step.share();
            }
        }
        return share;
    }

    /** Whether targeting reads an attribute as a version, so that 3 and 3.10 are no numbers. */
    public boolean versioned(String attribute) {
        return targeting.stream()
                .anyMatch(c -> c.attribute().equals(attribute) && c.operator().startsWith("version_"));
    }

    /** The same without targeting, ending later. */
    StudyAssignment openTo(Instant later) {
        return new StudyAssignment(
                study, unit, salt, arms, holdout, slot, List.of(), ramp, overrides, start, later, location);
    }

    /** When it next evaluates differently after an instant: a step of the ramp, or the end. */
    public Instant nextChange(Instant at) {
        return ramp.stream()
                .map(RampStep::at)
                .filter(step -> step.isAfter(at))
                .findFirst()
                .orElse(at.isBefore(end) ? end : Instant.MAX);
    }

    /** Whether its period has begun and is not over. */
    boolean running(Instant at) {
        return !at.isBefore(start) && at.isBefore(end);
    }

    boolean concurrent(StudyAssignment other) {
        return start.isBefore(other.end) && other.start.isBefore(end);
    }
}
