package covey.method;

/**
 * One step from sufficient statistics to a number, with the values put in.
 *
 * @param title what the step shows, such as {@code Formula}
 * @param body plain text, several lines
 */
public record Working(String title, String body) {
    /**
     * Which number is asked about.
     *
     * @param metric metric name
     * @param arm arm that is compared with control
     * @param segment {@code dimension=value}; empty for all units
     */
    public record Asked(String metric, String arm, String segment) {}
}
