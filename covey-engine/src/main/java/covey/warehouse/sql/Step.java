package covey.warehouse.sql;

/**
 * One statement of a script.
 *
 * @param name step name, unique in the script
 * @param purpose one sentence, printed above the statement
 * @param sql the statement
 * @param kind whether it builds a temporary table or reads
 */
record Step(String name, String purpose, String sql, Kind kind) {
    enum Kind {
        BUILD,
        READ
    }
}
