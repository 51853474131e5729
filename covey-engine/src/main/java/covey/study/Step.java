package covey.study;

/**
 * One step of an explanation.
 *
 * @param title what it shows
 * @param body plain text
 */
public record Step(String title, String body) {}
