package covey.world;

/** How the tables are written. */
public enum WorldFormat {
    /** One database file, {@code network.duckdb}. */
    DUCKDB,
    /** One file a table, such as {@code users.parquet}. */
    PARQUET
}
