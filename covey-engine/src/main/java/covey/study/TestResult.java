package covey.study;

/**
 * Outcome of one metric test.
 *
 * @param metric metric
 * @param location file:line
 * @param verdict how it ended
 * @param message expected and found
 */
public record TestResult(String metric, String location, Verdict verdict, String message) {
    /** How a test ended. */
    public enum Verdict {
        PASS,
        FAIL,
        ERROR
    }
}
