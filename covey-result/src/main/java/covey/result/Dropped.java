package covey.result;

/**
 * Rows or units left out, and why.
 *
 * @param what what was dropped, such as {@code units} or {@code rows of impressions}
 * @param count how many
 * @param reason why, one phrase
 */
public record Dropped(String what, long count, String reason) {}
