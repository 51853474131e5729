package covey.result;

/**
 * An effective setting and where it came from.
 *
 * @param name dotted name, such as {@code analysis.adjustment}
 * @param value the value as text
 * @param origin {@code default}, or {@code file:line}
 */
public record Setting(String name, String value, String origin) {}
