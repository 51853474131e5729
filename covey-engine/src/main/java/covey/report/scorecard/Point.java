package covey.report.scorecard;

import covey.result.Estimate;

/**
 * A number at a coordinate, such as a day.
 *
 * @param at value of the coordinate
 * @param estimate the number
 */
public record Point(String at, Estimate estimate) {}
