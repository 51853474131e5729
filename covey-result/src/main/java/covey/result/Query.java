package covey.result;

/**
 * SQL that ran, or would run.
 *
 * @param name step name, such as {@code units} or {@code moments}
 * @param purpose one sentence
 * @param sql the text, runnable as it stands
 * @param hash SHA-256 of the text, hexadecimal
 */
public record Query(String name, String purpose, String sql, String hash) {}
