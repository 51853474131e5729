package covey.study;

/**
 * One thing of a project.
 *
 * @param kind {@code study}, {@code metric}, {@code model}, {@code dimension}
 * @param name name
 * @param label human label
 * @param detail one phrase: kind of study, type of metric, table of a model
 * @param file where it is declared, file:line
 */
public record Listing(String kind, String name, String label, String detail, String file) {}
