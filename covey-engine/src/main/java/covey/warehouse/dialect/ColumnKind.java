package covey.warehouse.dialect;

/** What a column holds, as far as SQL must know it. */
public enum ColumnKind {
    /** Integer, decimal or floating number of any width. */
    NUMBER,
    BOOLEAN,
    TEXT,
    DATE,
    /** Timestamp without time zone: a wall clock in a zone that only the project knows. */
    NAIVE_TIMESTAMP,
    /** Timestamp that names an instant. */
    ZONED_TIMESTAMP,
    OTHER
}
