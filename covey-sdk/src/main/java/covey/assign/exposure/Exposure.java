package covey.assign.exposure;

import java.time.Instant;

/**
 * A unit was given an arm.
 *
 * @param writer the process's name of its own
 * @param sequence counts the writer's exposures from 0
 * @param at never before the writer's exposure before it
 * @param wall what the clock said: before {@code at} when it had gone backwards
 * @param unitType the attribute that holds the unit id
 * @param reason {@code SPLIT}, or {@code OVERRIDE} for an arm given by hand, which no analysis should count
 */
public record Exposure(
        String writer,
        int sequence,
        Instant at,
        Instant wall,
        String experiment,
        String arm,
        String unitType,
        String unit,
        String reason) {
    /** Whether the clock had gone backwards. */
    public boolean clockWentBack() {
        return wall.isBefore(at);
    }
}
